import type { ModelConfig, Stack } from '../config/types';
import { graph } from '../graph/graph';
import type { GraphNode, NodeId } from '../graph/types';

/** `moved`: a norm on the other side of its sub-layer. */
export type NodeChange = 'new' | 'changed' | 'moved';

/** The one stack of a model becomes that of the other: its parts stay, under other names. */
export interface StackMove {
  readonly from: Stack;
  readonly to: Stack;
}

export function stackMove(before: ModelConfig, after: ModelConfig): StackMove | null {
  if (before.family === 'encoder-only' && after.family === 'decoder-only')
    return { from: 'encoder', to: 'decoder' };
  if (before.family === 'decoder-only' && after.family === 'encoder-only')
    return { from: 'decoder', to: 'encoder' };
  return null;
}

/** The parts of a model that another did not have, or had otherwise. Sums are not told of: they come with what they add. */
export function changedNodes(before: ModelConfig, after: ModelConfig): ReadonlyMap<NodeId, NodeChange> {
  const size = { batch: 1, source: 1, target: 1 };
  const move = stackMove(before, after);
  const idBefore = (id: NodeId): string =>
    move && id.startsWith(`${move.to}.`) ? `${move.from}${id.slice(move.to.length)}` : id;
  const known = new Map<string, GraphNode>(graph(before, size).nodes.map((node) => [node.id, node]));
  const swapped = before.norm.placement !== after.norm.placement;
  const changes = graph(after, size).nodes.flatMap((node): [NodeId, NodeChange][] => {
    if (node.kind === 'add' || node.kind === 'sum') return [];
    const old = known.get(idBefore(node.id));
    if (!old) return [[node.id, 'new']];
    if (looks(old) !== looks(node)) return [[node.id, 'changed']];
    return swapped && node.kind === 'norm' && node.layer !== null ? [[node.id, 'moved']] : [];
  });
  return new Map(changes);
}

/** What a change shows in: the mask, the variant, the parameters. */
function looks({ mask, variant, total }: GraphNode): string {
  return JSON.stringify([mask, variant, total]);
}
