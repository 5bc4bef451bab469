import type { HeatMapLabels } from '../../../figures/heatMap';
import type { BeyondMessages } from '../../../i18n/beyondMessages';
import { formatInteger } from '../../format';

/** A number with as many digits as are read at a glance; a true minus. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  const digits =
    size >= 1000
      ? value.toFixed(0)
      : size >= 100
        ? value.toFixed(1)
        : size >= 0.01 || size === 0
          ? value.toFixed(2)
          : value.toPrecision(2);
  return digits.replace('-', '−');
}

/** Words that every map has; the rest is said by the view. */
export function heatLabels(
  text: BeyondMessages,
  own: Pick<HeatMapLabels, 'figure' | 'rowAxis' | 'columnAxis' | 'legend'> & Partial<HeatMapLabels>,
): HeatMapLabels {
  const value = own.tick ?? formatValue;
  return {
    notes: [],
    pooled: text.pooled,
    bars: '',
    words: text.words,
    hint: text.hint,
    tick: value,
    bar: value,
    cell: ({ rowName, colName, value: shown }) =>
      shown === null ? text.noValue(rowName, colName) : text.at(rowName, colName, formatValue(shown)),
    line: ({ name }) => name,
    summary: ({ rows, cols, selected }) =>
      [text.summary(rows, cols), selected].filter((part) => part !== null).join(' '),
    ...own,
  };
}

export const formatRank = formatInteger;
