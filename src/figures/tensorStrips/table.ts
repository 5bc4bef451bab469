import type { FigureTable } from '../shared/figure';
import type { TensorStripsData, TensorStripsLabels } from './types';

/** One row a vector; shorter ones end in empty cells. */
export function stripsTable(data: TensorStripsData | null, labels: TensorStripsLabels): FigureTable {
  const { table } = labels;
  const strips = data?.strips ?? [];
  const longest = strips.reduce((most, { values }) => Math.max(most, values.length), 0);
  const dimensions = Array.from({ length: longest }, (_, index) => index);
  return {
    caption: labels.figure,
    columns: [
      { id: 'vector', label: table.name },
      { id: 'shape', label: table.shape },
      { id: 'formula', label: table.formula },
      ...dimensions.map((index) => ({
        id: `dimension${index + 1}`,
        label: table.dimension(index + 1),
      })),
    ],
    rows: strips.map(({ name, shape, formula, values, heading }) => [
      heading === null ? name : `${heading}: ${name}`,
      shape,
      formula,
      ...dimensions.map((index) => values[index] ?? null),
    ]),
  };
}
