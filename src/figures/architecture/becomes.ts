import type { GraphEdge, NodeId } from '../../model/graph/types';
import type { Svg } from './draw';
import type { ArchitectureData, Box, Frame, Wire, WireLabel } from './types';

/**
 * Tells what is drawn that it now belongs to the other stack, so that its parts move to their new places instead of
 * fading out beside the same parts that fade in.
 */
export function moveOver(svg: Svg, { from, to }: NonNullable<ArchitectureData['becomes']>): void {
  const renamed = (id: NodeId): NodeId =>
    id.startsWith(`${from}.`) ? (`${to}${id.slice(from.length)}` as NodeId) : id;
  const edge = (old: GraphEdge): GraphEdge => ({
    ...old,
    id: `${renamed(old.to)}:${old.role}`,
    from: renamed(old.from),
    to: renamed(old.to),
  });
  svg
    .select('.arch-boxes')
    .selectChildren<SVGGElement, Box>('g')
    .datum((box) => ({ ...box, node: { ...box.node, id: renamed(box.node.id) } }));
  svg
    .select('.arch-wires')
    .selectChildren<SVGGElement, Wire>('g')
    .datum((wire) => ({ ...wire, edge: edge(wire.edge) }));
  svg
    .select('.arch-labels')
    .selectChildren<SVGTextElement, WireLabel>('text')
    .datum((label) => {
      const moved = edge(label.edge);
      return { ...label, id: label.id.replace(label.edge.id, moved.id), edge: moved };
    });
  svg
    .select('.arch-frames')
    .selectChildren<SVGGElement, Frame>('g')
    .datum((frame) => ({ ...frame, stack: frame.stack === from ? to : frame.stack }));
}
