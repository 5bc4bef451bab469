import type { TensorStripsLabels } from '../../../figures/tensorStrips';
import type { InsideMessages } from '../../../i18n/insideMessages';
import { formatValue } from '../beyond/labels';

/** The words of a figure of vectors. @param notes remarks on its colours */
export function stripLabels(
  text: InsideMessages,
  figure: string,
  notes: readonly string[],
): TensorStripsLabels {
  const { strips: words } = text;
  return {
    ...{ figure, legend: words.legend, hint: words.hint, pooled: words.pooled },
    notes: [words.ownScale, ...notes],
    tick: formatValue,
    cell: ({ name, index, value }) => words.cell(name, text.dimensionName(index + 1), formatValue(value)),
    strip: ({ name, shape, formula }) => words.strip(name, shape, formula),
    summary: ({ strips, selected }) =>
      [words.summary(strips), selected].filter((part) => part !== null).join(' '),
    table: { ...words.table, dimension: text.dimensionName },
  };
}
