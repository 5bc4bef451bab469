import { use, useMemo } from 'react';
import type { Arranged } from '../../../analysis/arrange';
import { type HeatMapData, type HeatMapOptions, mountHeatMap } from '../../../figures/heatMap';
import { visibleToken } from '../../../figures/shared/text';
import { arrangedMessages } from '../../../i18n/arrangedMessages';
import type { AttentionView } from '../../../state/selectors';
import type { ShownText } from '../../../state/types';
import { FigureHost } from '../../FigureHost';
import { formatPercent } from '../../format';
import { useApp, useMessages, usePage } from '../../page';
import { heatLabels } from '../beyond/labels';
import { useBeyondMessages } from '../beyond/useStudy';
import styles from './arranged.module.css';

interface Props {
  readonly attention: AttentionView;
  readonly made: Arranged;
  /** Positions of the text that the rows and columns are. */
  readonly rows: readonly number[];
  readonly cols: readonly number[];
  /** The head that is subtracted. */
  readonly other: number | null;
  readonly isRenormalised: boolean;
}

/** A true minus, and a percentage. */
function signedPercent(value: number): string {
  return value < 0 ? `−${formatPercent(-value)}` : formatPercent(value);
}

/** The map as it was arranged, with the totals of its rows as bars and those of its columns as a last row. */
export function ArrangedFigure({ attention, made, rows, cols, other, isRenormalised }: Props) {
  const text = use(arrangedMessages(useApp((state) => state.language)));
  const beyond = useBeyondMessages();
  const { figures } = useMessages();
  const { store } = usePage();
  const { queries, keys, selection } = attention;
  const { kind, layer, head, query, key } = selection;
  const map = useMemo((): Omit<HeatMapData, 'selection'> => {
    const itemsOf = ({ tokens }: ShownText, positions: readonly number[]) =>
      positions.map((position) => {
        const shown = visibleToken(tokens[position]?.display ?? '');
        return { text: shown, name: text.token(position + 1, shown) };
      });
    const nCells = made.values.length;
    const values = new Float32Array(nCells + cols.length);
    const absent = new Uint8Array(values.length);
    values.set(made.values);
    // Means of what the keys receive stand on the same scale as weights; their totals are told.
    values.set(
      made.keyTotals.map((total) => total / rows.length),
      nCells,
    );
    absent.set(made.absent);
    const limit = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const high = made.queryTotals.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return {
      rows: [...itemsOf(queries, rows), { text: text.mean, name: text.meanName }],
      cols: itemsOf(keys, cols),
      values,
      absent: absent.includes(1) ? absent : null,
      texts: null,
      // The totals of differences are 0 but for what is left out.
      bars:
        other === null ? { values: Float32Array.of(...made.queryTotals, 0), high: Math.max(1, high) } : null,
      scale:
        other === null ? { kind: 'sequential', low: 0, high: 1 } : { kind: 'diverging', limit, root: true },
    };
  }, [made, queries, keys, rows, cols, other, text]);
  const options = useMemo((): HeatMapOptions => {
    const labels = heatLabels(beyond, {
      figure: text.figure(figures.matrixName(figures.kinds[kind], layer + 1, head + 1)),
      rowAxis: figures.queriesOf[kind === 'encoderSelf' ? 'encoder' : 'decoder'],
      columnAxis:
        kind === 'cross'
          ? figures.keysMemory
          : figures.keysOf[kind === 'encoderSelf' ? 'encoder' : 'decoder'],
      legend:
        other === null ? (isRenormalised ? text.share : text.weight) : text.difference(head + 1, other + 1),
      notes: other === null ? [] : [figures.sqrtScale],
      bars: text.rowTotals,
      cell: ({ row, rowName, colName, value }) => {
        if (value === null) return text.absent(rowName, colName);
        if (row === rows.length) {
          return text.received(colName, signedPercent(value * rows.length), signedPercent(value));
        }
        return text.cell(rowName, colName, signedPercent(value));
      },
      line: ({ axis, name, bar }) =>
        axis === 'row' && bar !== null ? text.line(name, signedPercent(bar)) : name,
    });
    return {
      labels,
      onLock: (cell) => {
        const place = (positions: readonly number[], index: number | null | undefined) =>
          index === null || index === undefined ? null : (positions[index] ?? null);
        store.getState().lockToken(place(rows, cell?.query), place(cols, cell?.key));
      },
    };
  }, [beyond, text, figures, kind, layer, head, other, isRenormalised, rows, cols, store]);
  const data = useMemo((): HeatMapData => {
    const placed = (positions: readonly number[], position: number | null): number | null => {
      const index = position === null ? -1 : positions.indexOf(position);
      return index < 0 ? null : index;
    };
    const [row, col] = [placed(rows, query), placed(cols, key)];
    return { ...map, selection: { query: row, key: col, locked: row !== null || col !== null } };
  }, [map, rows, cols, query, key]);
  return <FigureHost className={styles.figure} mount={mountHeatMap} options={options} data={data} />;
}
