import type { FigureTable } from '../shared/figure';
import { lazyRows } from '../shared/lazyRows';
import type { HeatMapData, HeatMapLabels } from './types';

/** One row a row of the map, one column a column, the words of the cells beside their values, the bar last. */
export function heatTable(data: HeatMapData | null, labels: HeatMapLabels): FigureTable {
  if (data === null) return { caption: labels.figure, columns: [], rows: [] };
  const { rows, cols, values, absent, texts, bars } = data;
  const named = ({ text, name = text }: HeatMapData['rows'][number]): string => name;
  return {
    caption: labels.figure,
    columns: [
      { id: 'row', label: labels.rowAxis },
      ...cols.flatMap((col, index) => [
        { id: `column${index + 1}`, label: named(col), unit: labels.legend },
        ...(texts ? [{ id: `words${index + 1}`, label: `${named(col)}: ${labels.words}` }] : []),
      ]),
      ...(bars ? [{ id: 'bar', label: labels.bars }] : []),
    ],
    rows: lazyRows(rows.length, (row) => {
      const item = rows[row];
      const line: (string | number | null)[] = [item ? named(item) : ''];
      for (let col = 0; col < cols.length; col += 1) {
        const index = row * cols.length + col;
        const isAbsent = absent?.[index] === 1;
        line.push(isAbsent ? null : (values[index] ?? Number.NaN));
        if (texts) line.push(isAbsent ? null : (texts[index] ?? ''));
      }
      if (bars) line.push(bars.values[row] ?? Number.NaN);
      return line;
    }),
  };
}
