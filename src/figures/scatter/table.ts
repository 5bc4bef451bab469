import type { FigureTable } from '../shared/figure';
import { lazyRows } from '../shared/lazyRows';
import { visibleToken } from '../shared/text';
import type { ScatterData, ScatterLabels } from './types';

/** One row a point, the marked ones first. */
export function scatterTable(data: ScatterData | null, labels: ScatterLabels): FigureTable {
  const { id, text, x, y, marked } = labels.columns;
  const points = data?.points ?? [];
  return {
    caption: labels.figure,
    columns: [
      { id: 'id', label: id },
      { id: 'token', label: text },
      { id: 'x', label: x },
      { id: 'y', label: y },
      { id: 'marked', label: marked },
    ],
    rows: lazyRows(points.length, (index) => {
      const point = points[index];
      if (!point) return [];
      const isMarked = index < (data?.nMarked ?? 0);
      return [point.id, visibleToken(point.text), point.x, point.y, isMarked ? labels.yes : labels.no];
    }),
  };
}
