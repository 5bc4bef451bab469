import type { FigureColumn, FigureTable } from '../shared/figure';
import { numbered } from '../shared/text';
import type { Link } from './links';
import type { LinksData, LinksLabels } from './types';

/** The lines that are drawn, one a row, strongest first as they are drawn; of several heads, each with its own. */
export function linksTable(data: LinksData, links: readonly Link[], labels: LinksLabels): FigureTable {
  const isOfSeveral = data.heads.length > 1;
  const head: FigureColumn = { id: 'head', label: labels.head };
  return {
    caption: labels.figure,
    columns: [
      ...(isOfSeveral ? [head] : []),
      { id: 'query', label: labels.queryAxis },
      { id: 'key', label: labels.keyAxis },
      { id: 'weight', label: labels.value },
    ],
    rows: links.map((link) => [
      ...(isOfSeveral ? [labels.toggles.caption(link.head)] : []),
      numbered(link.query, data.queryTokens[link.query]?.text),
      numbered(link.key, data.keyTokens[link.key]?.text),
      link.weight,
    ]),
  };
}
