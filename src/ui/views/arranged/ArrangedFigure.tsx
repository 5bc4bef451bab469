import { use, useMemo } from 'react';
import type { Arranged } from '../../../analysis/arrange';
import { type HeatMapData, type HeatMapOptions, mountHeatMap } from '../../../figures/heatMap';
import { arrangedMessages } from '../../../i18n/arrangedMessages';
import type { AttentionView } from '../../../state/selectors';
import type { TokenUnit } from '../../../text/tokenGroups';
import { FigureHost } from '../../FigureHost';
import { formatPercent, formatSignedPercent } from '../../format';
import { useApp, useMessages, usePage } from '../../page';
import { heatLabels } from '../beyond/labels';
import { useBeyondMessages } from '../beyond/useStudy';
import styles from './arranged.module.css';
import type { Line } from './arrangement';

interface Props {
  readonly attention: AttentionView;
  readonly made: Arranged;
  readonly rows: readonly Line[];
  readonly cols: readonly Line[];
  /** The head that is subtracted. */
  readonly other: Readonly<{ layer: number; head: number }> | null;
  readonly isRenormalised: boolean;
  readonly unit: TokenUnit;
  /** What is grouped, hidden and left out: it stands with the figure and in its pictures. */
  readonly notes: readonly string[];
}

/** The map as it was arranged, with the totals of its rows as bars and those of its columns as a last row. */
export function ArrangedFigure({ attention, made, rows, cols, other, isRenormalised, unit, notes }: Props) {
  const text = use(arrangedMessages(useApp((state) => state.language)));
  const beyond = useBeyondMessages();
  const { figures } = useMessages();
  const { store } = usePage();
  const { selection } = attention;
  const { kind, layer, head, query, key } = selection;
  const map = useMemo((): Omit<HeatMapData, 'selection'> => {
    const itemsOf = (lines: readonly Line[]) =>
      lines.map((line) => {
        const [first = 0] = line.positions;
        const last = line.positions.at(-1) ?? first;
        return { text: line.text, name: text.token(first + 1, last + 1, line.text) };
      });
    const nCells = made.values.length;
    const values = new Float32Array(nCells + cols.length);
    const absent = new Uint8Array(values.length);
    values.set(made.values);
    // Means of what the keys receive stand on the same scale as weights; their totals are told.
    values.set(
      made.keyTotals.map((total) => total / made.nQueries),
      nCells,
    );
    absent.set(made.absent);
    const limit = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const high = made.queryTotals.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return {
      rows: [...itemsOf(rows), { text: text.mean, name: text.meanName }],
      cols: itemsOf(cols),
      values,
      absent: absent.includes(1) ? absent : null,
      texts: null,
      // The totals of differences are 0 but for what is left out.
      bars:
        other === null ? { values: Float32Array.of(...made.queryTotals, 0), high: Math.max(1, high) } : null,
      scale:
        other === null ? { kind: 'sequential', low: 0, high: 1 } : { kind: 'diverging', limit, root: true },
    };
  }, [made, rows, cols, other, text]);
  const options = useMemo((): HeatMapOptions => {
    const percent = other === null ? formatPercent : formatSignedPercent;
    const labels = heatLabels(beyond, {
      figure: text.figures[unit](figures.matrixName(figures.kinds[kind], layer + 1, head + 1)),
      rowAxis: figures.queriesOf[kind === 'encoderSelf' ? 'encoder' : 'decoder'],
      columnAxis:
        kind === 'cross'
          ? figures.keysMemory
          : figures.keysOf[kind === 'encoderSelf' ? 'encoder' : 'decoder'],
      legend:
        other === null
          ? isRenormalised
            ? text.share
            : text.weight
          : text.difference(
              { layer: layer + 1, head: head + 1 },
              { layer: other.layer + 1, head: other.head + 1 },
            ),
      notes: [
        ...(other === null ? [] : [figures.sqrtScale]),
        ...(made.absent.includes(1) ? [text.blank] : []),
        ...notes,
      ],
      bars: text.rowTotals,
      cell: ({ row, rowName, colName, value }) => {
        if (value === null) return text.absent(rowName, colName);
        if (row === rows.length) {
          return text.received(colName, percent(value * made.nQueries), percent(value));
        }
        return text.cell(rowName, colName, percent(value));
      },
      line: ({ axis, name, bar }) => (axis === 'row' && bar !== null ? text.line(name, percent(bar)) : name),
    });
    return {
      labels,
      onLock: (cell) => {
        const place = (lines: readonly Line[], index: number | null | undefined) =>
          index === null || index === undefined ? null : (lines[index]?.positions[0] ?? null);
        store.getState().lockToken(place(rows, cell?.query), place(cols, cell?.key));
      },
    };
  }, [beyond, text, figures, kind, layer, head, other, isRenormalised, unit, notes, made, rows, cols, store]);
  const data = useMemo((): HeatMapData => {
    const placed = (lines: readonly Line[], position: number | null): number | null => {
      const index = position === null ? -1 : lines.findIndex(({ positions }) => positions.includes(position));
      return index < 0 ? null : index;
    };
    const [row, col] = [placed(rows, query), placed(cols, key)];
    return { ...map, selection: { query: row, key: col, locked: row !== null || col !== null } };
  }, [map, rows, cols, query, key]);
  return <FigureHost className={styles.figure} mount={mountHeatMap} options={options} data={data} />;
}
