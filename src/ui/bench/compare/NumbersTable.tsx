import { useMemo } from 'react';
import type { FigureColumn } from '../../../figures/shared/figure';
import { type Measures, parameterGroups, selectMeasures } from '../../../state/bench/measures';
import type { BenchModel } from '../../../state/bench/types';
import {
  formatBytes,
  formatCompact,
  formatDelta,
  formatInteger,
  formatMilliseconds,
  formatPercent,
  formatRatio,
  formatSigned,
} from '../../format';
import { useMessages } from '../../page';
import { usePoints } from '../points';
import { useSettled } from '../useOfAll';
import styles from './compare.module.css';
import { Framed } from './Framed';
import { type TableCell, TableFigure, type TableRow } from './TableFigure';
import { useCompareMessages } from './useCompareMessages';

interface RowSpec {
  readonly id: string;
  readonly name: string;
  readonly isPart?: boolean;
  readonly read: (measures: Measures) => number | null;
  /** Of a number that is not negative. */
  readonly format: (value: number) => string;
  /** Of a difference, where it is of another unit. */
  readonly formatChange?: (value: number) => string;
}

const NOTHING = '–';
const threeDigits = (value: number): string => value.toFixed(3);

function plain(value: number | null, format: (value: number) => string): TableCell {
  return value === null
    ? { value: null, shown: NOTHING }
    : { value, shown: format(value), title: Number.isInteger(value) ? formatInteger(value) : String(value) };
}

function less(
  value: number | null,
  base: number | null,
  format: (value: number) => string,
  formatChange?: (change: number) => string,
): TableCell {
  if (value === null || base === null) return { value: null, shown: NOTHING };
  const change = value - base;
  if (formatChange) return { value: change, shown: formatChange(change) };
  if (change === 0) return { value: 0, shown: formatDelta(0) };
  return { value: change, shown: formatSigned(change, format) };
}

function ratio(value: number | null, base: number | null): TableCell {
  if (value === null || base === null || base === 0) return { value: null, shown: NOTHING };
  return { value: value / base, shown: `× ${formatRatio(value / base)}` };
}

/** What the models cost and say, with differences and ratios to the first. */
export function NumbersTable({ models }: { readonly models: readonly BenchModel[] }) {
  const { numbers } = useCompareMessages();
  const { ledger } = useMessages();
  const points = usePoints();
  const all = useSettled(models, selectMeasures);
  const slots = useMemo(() => models.map(({ slot }) => slot), [models]);
  const columns = useMemo((): readonly FigureColumn[] => {
    const others = slots.slice(1);
    return [
      { id: 'measure', label: numbers.what },
      ...slots.map((slot) => ({ id: slot, label: numbers.of(slot) })),
      ...others.map((slot) => ({ id: `${slot}-A`, label: numbers.less(slot) })),
      ...others.map((slot) => ({ id: `${slot}/A`, label: numbers.ratio(slot) })),
    ];
  }, [slots, numbers]);
  const rows = useMemo((): readonly TableRow[] => {
    const names = numbers.rows;
    const groups = parameterGroups
      .filter((group) => all.some((measures) => (measures?.groups[group] ?? 0) > 0))
      .map((group): RowSpec => ({
        id: `parameters-${group}`,
        name: numbers.group(ledger.groups[group]),
        isPart: true,
        read: (measures) => measures.groups[group],
        format: formatCompact,
      }));
    const specs: readonly RowSpec[] = [
      { id: 'parameters', name: names.parameters, read: (one) => one.parameters, format: formatCompact },
      ...groups,
      { id: 'tokens', name: names.tokens, read: (one) => one.tokens, format: formatInteger },
      { id: 'flops', name: names.flops, read: (one) => one.flops, format: formatCompact },
      { id: 'weightBytes', name: names.weightBytes, read: (one) => one.weightBytes, format: formatBytes },
      {
        id: 'activationBytes',
        name: names.activationBytes,
        read: (one) => one.activationBytes,
        format: formatBytes,
      },
      { id: 'cacheBytes', name: names.cacheBytes, read: (one) => one.cacheBytes, format: formatBytes },
      {
        id: 'milliseconds',
        name: names.milliseconds,
        read: (one) => one.milliseconds,
        format: formatMilliseconds,
      },
      {
        id: 'tokensPerSecond',
        name: names.tokensPerSecond,
        read: (one) => one.tokensPerSecond,
        format: formatCompact,
      },
      { id: 'entropy', name: names.entropy, read: (one) => one.entropy, format: threeDigits },
      {
        id: 'probability',
        name: names.probability,
        read: (one) => one.top?.probability ?? null,
        format: formatPercent,
        formatChange: points,
      },
    ];
    const best: TableRow = {
      id: 'top',
      name: names.top,
      cells: [
        ...all.map((one): TableCell => {
          const display = one?.top?.display ?? null;
          return { value: display, shown: display ?? NOTHING, isWord: true };
        }),
        ...slots.slice(1).flatMap(() => [
          { value: null, shown: '' },
          { value: null, shown: '' },
        ]),
      ],
    };
    const counted = specs.map(({ id, name, isPart = false, read, format, formatChange }): TableRow => {
      const values = all.map((measures) => measures && read(measures));
      const [base = null, ...others] = values;
      return {
        id,
        name,
        isPart,
        cells: [
          ...values.map((value) => plain(value, format)),
          ...others.map((value) => less(value, base, format, formatChange)),
          ...others.map((value) => ratio(value, base)),
        ],
      };
    });
    return [...counted, best];
  }, [all, slots, numbers, ledger, points]);
  return (
    <Framed title={numbers.heading}>
      <TableFigure caption={numbers.heading} columns={columns} rows={rows} />
      <p className={styles.note}>{numbers.note}</p>
    </Framed>
  );
}
