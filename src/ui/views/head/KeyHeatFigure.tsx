import { useMemo, useRef } from 'react';
import {
  type HeatMapData,
  type HeatMapLabels,
  type HeatMapOptions,
  mountHeatMap,
} from '../../../figures/heatMap';
import type { Cell } from '../../../figures/shared/selection';
import type { FigureKind } from '../../../state/types';
import { FigureHost, type Transient } from '../../FigureHost';
import { hoveredKey } from '../../hoverLink';
import { useActions, usePage } from '../../page';
import styles from '../beyond/beyond.module.css';
import type { DimensionStore, Space } from './dimensions';

interface Props {
  readonly map: Omit<HeatMapData, 'selection'>;
  readonly labels: HeatMapLabels;
  readonly kind: FigureKind;
  readonly query: number;
  /** The key that is chosen. */
  readonly chosen: number;
  readonly nKeys: number;
  /** Of the columns. */
  readonly space: Space;
  readonly dimensions: DimensionStore;
}

/**
 * A map whose rows are the keys of one query and whose columns are dimensions. A key pointed at anywhere is marked in
 * all maps; a click chooses it.
 */
export function KeyHeatFigure({ map, labels, kind, query, chosen, nKeys, space, dimensions }: Props) {
  const { hover } = usePage();
  const { lockToken } = useActions();
  /** What this figure hovers it draws itself. */
  const isOwn = useRef(false);
  const options = useMemo((): HeatMapOptions => {
    const keyOf = (cell: Cell | null): number | null =>
      cell?.query == null || cell.query >= nKeys ? null : cell.query;
    const onHover = (cell: Cell | null): void => {
      isOwn.current = cell !== null;
      const key = keyOf(cell);
      if (key === null) hover.clear();
      else hover.point({ key });
      const index = cell?.key ?? null;
      dimensions.setState({ pointed: index === null ? null : { space, index } });
    };
    return { labels, onHover, onLock: (cell) => lockToken(query, keyOf(cell)) };
  }, [labels, nKeys, hover, dimensions, space, lockToken, query]);
  const data = useMemo(
    (): HeatMapData => ({ ...map, selection: { query: chosen, key: null, locked: true } }),
    [map, chosen],
  );
  const transient = useMemo(
    (): Transient<HeatMapData> => ({
      subscribe: (listener) => {
        const stops = [hover.subscribe(listener), dimensions.subscribe(listener)];
        return () => stops.forEach((stop) => stop());
      },
      apply: (shown) => {
        if (isOwn.current) return shown;
        const { pointed } = dimensions.getState();
        const row = hoveredKey(hover.getState(), kind);
        const column = pointed?.space === space ? pointed.index : null;
        if (row === null && column === null) return shown;
        return { ...shown, selection: { query: row, key: column, locked: false } };
      },
    }),
    [hover, dimensions, space, kind],
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
