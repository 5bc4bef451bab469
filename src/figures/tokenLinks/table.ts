import type { FigureTable } from '../shared/figure';
import { numbered } from '../shared/text';
import type { Link } from './links';
import type { LinksData, LinksLabels } from './types';

/** The lines that are drawn, one a row, strongest first as they are drawn. */
export function linksTable(data: LinksData, links: readonly Link[], labels: LinksLabels): FigureTable {
  return {
    caption: labels.figure,
    columns: [
      { id: 'query', label: labels.queryAxis },
      { id: 'key', label: labels.keyAxis },
      { id: 'weight', label: labels.value },
    ],
    rows: links.map(({ query, key, weight }) => [
      numbered(query, data.queryTokens[query]?.text),
      numbered(key, data.keyTokens[key]?.text),
      weight,
    ]),
  };
}
