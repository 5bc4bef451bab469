import type { Selection } from 'd3';
import type { NodeId } from '../../model/graph/types';
import type { Svg } from './draw';
import { isPickable } from './drawBoxes';
import { type Source, sourcesOf } from './sources';
import { tagSources } from './sourceTags';
import type {
  ArchitectureData,
  ArchitectureLabels,
  Box,
  Layout,
  SourceTag,
  Wire,
  WireLabel,
  Wording,
} from './types';

export type SourceWords = Selection<HTMLDivElement, unknown, null, undefined>;

/** Each attention block with where its queries, keys and values come from. */
function blocksOf({
  graph,
}: ArchitectureData): { readonly id: NodeId; readonly sources: readonly Source[] }[] {
  return graph.nodes
    .filter((node) => isPickable({ node }))
    .map(({ id }) => ({ id, sources: sourcesOf(graph, id) }));
}

/**
 * In words above the diagram. Those of all blocks lie over each other and one is seen, so that pointing at another block
 * moves nothing.
 */
export function writeSources(words: SourceWords, data: ArchitectureData, labels: ArchitectureLabels): void {
  words
    .selectAll<HTMLUListElement, { id: NodeId }>('ul')
    .data(blocksOf(data), ({ id }) => id)
    .join('ul')
    .attr('data-node', ({ id }) => id)
    .selectAll<HTMLLIElement, Source>('li')
    .data(({ sources }) => sources)
    .join('li')
    .attr('class', ({ origin }) => `arch-hue-${origin.hue}`)
    .text((source) => labels.source(source));
}

/**
 * Follows the wires of a block to where they come from: they stand out, the others recede, the origins are named. Pointed
 * at, and not only selected, all else recedes.
 */
export function traceSources(
  svg: Svg,
  words: SourceWords,
  layout: Layout,
  data: ArchitectureData,
  pointed: NodeId | null,
  wording: Wording,
): void {
  const id = pointed ?? data.selected;
  const sources = sourcesOf(data.graph, id);
  const wires = new Set(sources.flatMap((source) => source.wires.map((wire) => wire.id)));
  const nodes = new Set([id, ...sources.flatMap(({ origin, norm }) => [origin.id, norm?.id])]);
  svg
    .classed('arch-traced', sources.length > 0)
    .classed('arch-pointed', pointed !== null && sources.length > 0);
  svg
    .selectAll<SVGGElement, Wire>('.arch-wires > g')
    .classed('arch-source', ({ edge }) => wires.has(edge.id));
  svg
    .selectAll<SVGTextElement, WireLabel>('.arch-labels > text')
    .classed('arch-source', ({ edge }) => wires.has(edge.id));
  svg
    .selectAll<SVGGElement, Box>('.arch-boxes > g.arch-box')
    .classed('arch-source', ({ node }) => nodes.has(node.id));
  svg
    .select('.arch-tags')
    .selectAll<SVGTextElement, SourceTag>('text')
    .data(tagSources(layout, sources, wording), (tag) => tag.id)
    .join('text')
    .attr('class', ({ hue }) => `arch-tag arch-hue-${hue}`)
    .attr('text-anchor', ({ anchor }) => anchor)
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y + 4)
    .text(({ text }) => text);
  words.selectAll<HTMLUListElement, { id: NodeId }>('ul').classed('arch-shown', (block) => block.id === id);
}
