import type { BenchMorphMessages } from '../../../i18n/benchMorphMessages';
import { attentionMaps, type Visibility } from '../../../model/morph/facts';
import { logitsMoved, type MeasuredStep } from '../../../state/bench/measuredStep';
import {
  formatBytes,
  formatCompact,
  formatInteger,
  formatMilliseconds,
  formatPercent,
  formatRatio,
  formatSigned,
  formatSignificant,
} from '../../format';

export type RowId = keyof BenchMorphMessages['rows'];

/** One number of a step beside that of the step before, written. */
export interface NumberRow {
  readonly id: RowId;
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly isChanged: boolean;
}

/** A number that one of the steps may not have. */
interface Compared {
  readonly id: RowId;
  readonly values: readonly [before: number | null, after: number | null];
  readonly write: (value: number) => string;
  /** Of a difference with its sign, where it is of another unit. */
  readonly writeChange?: ((difference: number) => string) | undefined;
}

/** All numbers of a step, with what became of each since another one; without that one, they stand alone. */
export function numberRows(
  before: MeasuredStep | null,
  after: MeasuredStep,
  text: BenchMorphMessages,
  points: (difference: number) => string,
): readonly NumberRow[] {
  const compared = (
    id: RowId,
    read: (step: MeasuredStep) => number | null,
    write: Compared['write'],
    writeChange?: Compared['writeChange'],
  ) =>
    numberRow(
      { id, values: [before && read(before), read(after)], write, writeChange },
      before !== null,
      text,
    );
  const shown = (step: MeasuredStep | null) => step?.top?.display ?? text.nothing;
  const time = compared('time', ({ milliseconds }) => milliseconds, formatMilliseconds);
  const moved = before && logitsMoved(before, after);
  return [
    compared('parameters', ({ parameters }) => parameters, formatInteger),
    compared('flops', ({ flops }) => flops, formatCompact),
    compared('weightBytes', ({ weightBytes }) => weightBytes, formatBytes),
    ...present(
      before,
      after,
      'kvCacheBytes',
      compared('kvCache', (step) => step.kvCacheBytes, formatBytes),
    ),
    ...attentionMaps.flatMap((map) => {
      const [was, is] = [before?.visibility[map] ?? null, after.visibility[map]];
      return was || is ? [pairsRow(map, was, is, before !== null, text)] : [];
    }),
    // Single passes vary: a difference is no change of the model.
    { ...time, isChanged: false },
    ...(before?.top || after.top
      ? [
          {
            ...{ id: 'top' as const, before: before ? shown(before) : '', after: shown(after) },
            ...(before ? said(shown(before) === shown(after), otherTop(before, after, text), text) : unsaid),
          },
          compared('probability', ({ top }) => top?.probability ?? null, formatPercent, points),
        ]
      : []),
    ...(moved === null
      ? []
      : [
          {
            ...{ id: 'logits' as const, before: '', after: moved === 0 ? '0' : formatSignificant(moved, 3) },
            ...said(moved === 0, text.changed, text),
          },
        ]),
  ];
}

const unsaid = { change: '', isChanged: false };

function said(
  isSame: boolean,
  word: string,
  text: BenchMorphMessages,
): Pick<NumberRow, 'change' | 'isChanged'> {
  return isSame ? { change: text.unchanged, isChanged: false } : { change: word, isChanged: true };
}

function present(
  before: MeasuredStep | null,
  after: MeasuredStep,
  field: 'kvCacheBytes',
  row: NumberRow,
): readonly NumberRow[] {
  return (before?.[field] ?? null) === null && after[field] === null ? [] : [row];
}

function otherTop(before: MeasuredStep, after: MeasuredStep, text: BenchMorphMessages): string {
  if (!before.top) return text.appears;
  return after.top ? text.other : text.gone;
}

function numberRow(
  { id, values, write, writeChange }: Compared,
  isCompared: boolean,
  text: BenchMorphMessages,
): NumberRow {
  const [before, after] = values;
  const cells = {
    id,
    before: before === null ? (isCompared ? text.nothing : '') : write(before),
    after: after === null ? text.nothing : write(after),
  };
  if (!isCompared) return { ...cells, ...unsaid };
  if (before === null || after === null)
    return { ...cells, ...said(before === after, before === null ? text.appears : text.gone, text) };
  const change = writeChange?.(after - before) ?? difference(before, after, write, text);
  return { ...cells, ...said(before === after, change, text) };
}

function pairsRow(
  id: RowId,
  before: Visibility | null,
  after: Visibility | null,
  isCompared: boolean,
  text: BenchMorphMessages,
): NumberRow {
  const row = numberRow(
    { id, values: [before?.visible ?? null, after?.visible ?? null], write: formatInteger },
    isCompared,
    text,
  );
  const written = (seen: Visibility | null, bare: string): string =>
    seen ? text.pairs(formatInteger(seen.visible), formatInteger(seen.nQueries * seen.nKeys)) : bare;
  return { ...row, before: written(before, row.before), after: written(after, row.after) };
}

/** "+131,072 · × 1.24" */
function difference(
  before: number,
  after: number,
  write: (value: number) => string,
  text: BenchMorphMessages,
): string {
  const signed = formatSigned(after - before, write);
  return before === 0 ? signed : `${signed} · ${text.ratio(formatRatio(after / before))}`;
}
