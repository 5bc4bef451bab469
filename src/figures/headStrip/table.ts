import type { FigureTable } from '../shared/figure';
import type { HeadStripData, HeadStripOptions } from './types';

/** The maps one after another: one row a query of a head, one column a key, counted from 1; masked: null. */
export function stripTable(data: HeadStripData | null, labels: HeadStripOptions['labels']): FigureTable {
  const maps = data?.maps ?? [];
  const cols = Math.max(0, ...maps.map((map) => map.cols));
  const { head, query, key, value } = labels.columns;
  return {
    caption: labels.figure,
    columns: [
      { id: 'head', label: head },
      { id: 'query', label: query },
      ...Array.from({ length: cols }, (_, index) => ({
        id: `key${index + 1}`,
        label: `${key} ${index + 1}`,
        unit: value,
      })),
    ],
    rows: maps.flatMap((map) =>
      Array.from({ length: map.rows }, (_, row) => [
        labels.head(map),
        row + 1,
        ...Array.from({ length: cols }, (_, col) => {
          const at = row * map.cols + col;
          return col >= map.cols || data?.masked?.[at] === 1 ? null : (map.weights[at] ?? null);
        }),
      ]),
    ),
  };
}
