import type { FigureTable } from '../shared/figure';
import { lazyRows } from '../shared/lazyRows';
import { isMasked, weightAt } from '../shared/selection';
import { numbered } from '../shared/text';
import type { MatrixData, MatrixLabels } from './types';

/** The matrix as it is drawn: one row a query, one column a key, the weights as they were computed; masked: null. */
export function matrixTable(data: MatrixData | null, labels: MatrixLabels): FigureTable {
  if (data === null) return { caption: labels.figure, columns: [], rows: [] };
  const { rows, cols, queryTokens, keyTokens } = data;
  return {
    caption: labels.figure,
    columns: [
      { id: 'query', label: labels.queryAxis },
      ...Array.from({ length: cols }, (_, key) => ({
        id: `key${key + 1}`,
        label: numbered(key, keyTokens[key]?.text),
        unit: labels.legend,
      })),
    ],
    rows: lazyRows(rows, (query) => {
      const row: (string | number | null)[] = [numbered(query, queryTokens[query]?.text)];
      for (let key = 0; key < cols; key += 1) {
        row.push(isMasked(data, query, key) ? null : weightAt(data, query, key));
      }
      return row;
    }),
  };
}
