import type { Cell } from '../shared/selection';
import { visibleToken } from '../shared/text';
import { type HeadGrid, linksOf } from './links';
import type { LinkFacts, LinksData, LinksLabels } from './types';

/** What there is to say of a cell: what its query reads, and who reads its key. */
export function factsOf(
  data: LinksData,
  grids: readonly HeadGrid[],
  cell: Cell | null,
  threshold: number,
): LinkFacts[] {
  if (cell === null) return [];
  const { reads, readers } = linksOf(grids, cell, threshold);
  const text = (of: 'query' | 'key', at: number): string =>
    visibleToken((of === 'query' ? data.queryTokens : data.keyTokens)[at]?.text ?? '');
  return (['query', 'key'] as const).flatMap((axis) => {
    const index = cell[axis];
    if (index === null) return [];
    const other = axis === 'query' ? 'key' : 'query';
    const links = (axis === 'query' ? reads : readers).shown.map((link) => ({
      index: link[other],
      text: text(other, link[other]),
      weight: link.weight,
      head: link.head,
    }));
    return [{ axis, index, text: text(axis, index), links, isOfSeveral: data.heads.length > 1 }];
  });
}

export function sentenceOf(facts: readonly LinkFacts[], labels: LinksLabels): string {
  return facts.length === 0 ? labels.hint : facts.map(labels.token).join(' · ');
}
