import type { HeatMapLabels } from '../../../figures/heatMap';
import type { MaskEditorLabels } from '../../../figures/maskEditor';
import type { Messages } from '../../../i18n';
import type { BenchMasksMessages } from '../../../i18n/benchMasksMessages';
import type { Stack } from '../../../model/config/types';
import { type HeadPlace, matrixLabels } from '../../figureLabels';

export function maskLabels(messages: Messages, text: BenchMasksMessages, place: HeadPlace): MaskEditorLabels {
  const matrix = matrixLabels(messages, place);
  return {
    ...matrix,
    figure: text.maskFigure(matrix.figure),
    painted: text.painted,
    paintedKeys: text.paintedKeys,
    paintedCell: text.paintedCell,
    paddedKey: text.paddedKey,
    stroke: ({ nQueries, nKeys, shows }) => text.stroke(nQueries, nKeys, shows),
    keys: text.keys,
  };
}

/** A difference as it is read at a glance: exact zero is 0, and nothing else is. */
export function formatDifference(value: number): string {
  if (value === 0) return '0';
  if (value >= 100) return value.toFixed(0);
  if (value >= 0.01) return value.toPrecision(value >= 0.1 ? 2 : 1);
  const [digits = '', exponent = '0'] = value.toExponential(0).split('e-');
  return `${digits}e−${exponent}`;
}

export function leakLabels(text: BenchMasksMessages, stack: Stack): HeatMapLabels {
  return {
    figure: text.figure[stack],
    rowAxis: text.tokenAxis[stack],
    columnAxis: text.levelAxis,
    legend: text.legend,
    notes: [text.logNote, text.zeroNote, text.leakNote],
    pooled: text.pooled,
    bars: '',
    words: text.words,
    hint: text.hint,
    tick: formatDifference,
    bar: formatDifference,
    cell: ({ rowName, colName, value, marked }) => {
      if (value === null || value === 0) return text.cellZero(rowName, colName);
      const said = text.cell(rowName, colName, value.toPrecision(4));
      return marked ? `${said} ${text.cellLeak}` : said;
    },
    line: ({ name }) => name,
    summary: ({ rows, cols, selected }) =>
      [text.summary(rows, cols), selected].filter((part) => part !== null).join(' '),
  };
}
