import type { Graph, GraphEdge, GraphNode, NodeId, Shape } from '../../model/graph/types';

const LETTERS = { q: 'Q', k: 'K', v: 'V' } as const;
export type Letter = (typeof LETTERS)[keyof typeof LETTERS];
const ROLES = ['q', 'k', 'v'] as const;

/** What an attention block makes of one origin. */
export interface Source {
  /** A place of the stream, or the encoder memory. */
  readonly origin: GraphNode;
  /** The norm between the stream and the block (pre-norm). */
  readonly norm: GraphNode | null;
  /** What leaves the origin. */
  readonly reads: Shape;
  /** What the projections make of it; those of one shape together. */
  readonly makes: readonly { readonly letters: readonly Letter[]; readonly shape: Shape }[];
  /**
   * What generating does not compute anew at every step: all keys and values of the memory, or those of the tokens before
   * (the KV cache of a causal decoder).
   */
  readonly kept: 'memory' | 'cache' | null;
  /** From the origin to the block. */
  readonly wires: readonly GraphEdge[];
}

/** Where the queries, keys and values of an attention block come from; empty for other blocks. */
export function sourcesOf({ nodes, edges }: Graph, id: NodeId | null): readonly Source[] {
  const block = nodes.find((node) => node.id === id && node.mask !== null);
  if (!block) return [];
  const entering = ROLES.flatMap((role) => edges.filter((edge) => edge.to === id && edge.role === role));
  return [...Map.groupBy(entering, ({ from }) => from)].flatMap(([from, wires]): Source[] => {
    const nearest = nodes.find((node) => node.id === from);
    // After the sum (post-norm) a norm is the stream itself; its own one stands between the stream and the block.
    const norm = nearest?.id === `${block.id}Norm` ? nearest : null;
    const before = norm && edges.find((edge) => edge.to === norm.id && edge.role === 'in');
    const origin = before ? nodes.find((node) => node.id === before.from) : nearest;
    if (!origin) return [];
    return [
      {
        origin,
        norm: before && !norm.bypassed ? norm : null,
        reads: before ? before.shape : origin.output,
        makes: madeOf(wires),
        kept: keptOf(block, origin),
        wires: before ? [before, ...wires] : wires,
      },
    ];
  });
}

function madeOf(wires: readonly GraphEdge[]): Source['makes'] {
  const sizes = ({ shape }: GraphEdge): string => shape.map(({ size }) => size).join();
  return [...Map.groupBy(wires, sizes).values()].map((same) => ({
    letters: same.flatMap(({ role }) => (role === 'q' || role === 'k' || role === 'v' ? LETTERS[role] : [])),
    shape: same[0]?.shape ?? [],
  }));
}

function keptOf(block: GraphNode, origin: GraphNode): Source['kept'] {
  if (origin.kind === 'memory') return 'memory';
  const { mask } = block;
  const looksBack = mask?.kind === 'causal' || (mask?.kind === 'slidingWindow' && mask.causal);
  return block.stack === 'decoder' && looksBack ? 'cache' : null;
}
