import type { FigureTable } from '../shared/figure';
import { lazyRows } from '../shared/lazyRows';
import type { HeadMap, HeadStripData, HeadStripOptions } from './types';

/** The maps one after another: one row a query of a head, one column a key, counted from 1; masked: null. */
export function stripTable(data: HeadStripData | null, labels: HeadStripOptions['labels']): FigureTable {
  const maps = data?.maps ?? [];
  const cols = Math.max(0, ...maps.map((map) => map.cols));
  const { head, query, key, value } = labels.columns;
  /** The map that a row of the table belongs to, and its row of it. */
  const placeOf = (index: number): { readonly map: HeadMap | undefined; readonly row: number } => {
    let row = index;
    const map = maps.find(({ rows }) => {
      if (row < rows) return true;
      row -= rows;
      return false;
    });
    return { map, row };
  };
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
    rows: lazyRows(
      maps.reduce((sum, map) => sum + map.rows, 0),
      (index) => {
        const { map, row } = placeOf(index);
        if (!map) return [];
        const values: (string | number | null)[] = [labels.head(map), row + 1];
        for (let at = row * map.cols; at < (row + 1) * map.cols; at += 1) {
          values.push(data?.masked?.[at] === 1 ? null : (map.weights[at] ?? null));
        }
        while (values.length < cols + 2) values.push(null);
        return values;
      },
    ),
  };
}
