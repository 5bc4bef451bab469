import { useMemo, useRef } from 'react';
import {
  type HeatMapData,
  type HeatMapLabels,
  type HeatMapOptions,
  mountHeatMap,
} from '../../../figures/heatMap';
import type { Cell } from '../../../figures/shared/selection';
import type { Stack } from '../../../model/config/types';
import { selectSelection } from '../../../state/selectors';
import { FigureHost, type Transient } from '../../FigureHost';
import { cellOfToken, hoveredPosition, lockedPosition } from '../../hoverLink';
import { useApp, usePage } from '../../page';
import styles from './beyond.module.css';

interface Props {
  /** Keep it stable as long as its values are the same. */
  readonly map: Omit<HeatMapData, 'selection'>;
  readonly labels: HeatMapLabels;
  /** The stack whose tokens the rows are: they are locked and hovered with all other figures. */
  readonly stack: Stack;
  /** The column that is locked together with a token. */
  readonly column: number | null;
  readonly onColumn: (column: number | null) => void;
}

/** A map of values whose rows are the tokens of a stack. */
export function TokenHeatFigure({ map, labels, stack, column, onColumn }: Props) {
  const { store, hover } = usePage();
  const row = useApp((state) => lockedPosition(selectSelection(state), stack));
  /** What this figure hovers it draws itself. */
  const isOwn = useRef(false);
  const options = useMemo((): HeatMapOptions => {
    const onHover = (cell: Cell | null): void => {
      isOwn.current = cell !== null;
      if (cell === null || cell.query === null) hover.clear();
      else hover.point({ stack, query: cell.query });
    };
    const onLock = (cell: Cell | null): void => {
      onColumn(cell?.key ?? null);
      const state = store.getState();
      if (cell === null || cell.query === null) {
        state.freeSelection();
        return;
      }
      let token = cellOfToken(selectSelection(state).kind, stack, cell.query);
      if (token === null) {
        // The attention that is shown elsewhere has no token of this stack.
        state.chooseKind(stack === 'encoder' ? 'encoderSelf' : 'decoderSelf');
        token = { query: cell.query, key: null };
      }
      state.lockToken(token.query, token.key);
    };
    return { labels, onHover, onLock };
  }, [labels, stack, onColumn, hover, store]);
  const data = useMemo((): HeatMapData => {
    const locked = row !== null || column !== null;
    return { ...map, selection: { query: row, key: column, locked } };
  }, [map, row, column]);
  const transient = useMemo(
    (): Transient<HeatMapData> => ({
      subscribe: hover.subscribe,
      apply: (locked) => {
        const { kind } = selectSelection(store.getState());
        const query = isOwn.current ? null : hoveredPosition(hover.getState(), kind, stack);
        return query === null ? locked : { ...locked, selection: { query, key: null, locked: false } };
      },
    }),
    [hover, store, stack],
  );
  return (
    <FigureHost
      className={styles.figure}
      mount={mountHeatMap}
      options={options}
      data={data}
      transient={transient}
    />
  );
}
