import { useMemo, useState } from 'react';
import { type HeatMapData, type HeatMapLabels, mountHeatMap } from '../../../figures/heatMap';
import type { Cell } from '../../../figures/shared/selection';
import { FigureHost } from '../../FigureHost';
import styles from './beyond.module.css';

interface Props {
  readonly map: Omit<HeatMapData, 'selection'>;
  readonly labels: HeatMapLabels;
}

/** A map of values whose rows are no tokens: what is locked in it matters nowhere else. */
export function PlainHeatFigure({ map, labels }: Props) {
  const [locked, setLocked] = useState<Cell | null>(null);
  const options = useMemo(() => ({ labels, onLock: setLocked }), [labels]);
  const data = useMemo(
    (): HeatMapData => ({
      ...map,
      selection: { query: locked?.query ?? null, key: locked?.key ?? null, locked: locked !== null },
    }),
    [map, locked],
  );
  return <FigureHost className={styles.figure} mount={mountHeatMap} options={options} data={data} />;
}
