import { useMemo } from 'react';
import { type MatrixData, type MatrixOptions, mountAttentionMatrix } from '../../../figures/attentionMatrix';
import type { ColorScale } from '../../../figures/shared/color';
import type { AttentionView } from '../../../state/selectors';
import { FigureHost, type Transient } from '../../FigureHost';
import { matrixLabels } from '../../figureLabels';
import { usePage } from '../../page';
import { labelTokens } from '../useAttentionFigure';
import styles from './readings.module.css';

interface Props {
  readonly attention: AttentionView;
  /** [query, key], from 0 to 1. */
  readonly values: Float32Array;
  readonly name: string;
  readonly legend: string;
  readonly scale: ColorScale;
}

/** A map of the same tokens as the attention, with the same selection as all others. */
export function ReadingFigure({ attention, values, name, legend, scale }: Props) {
  const { store, hover, messages } = usePage();
  const { masked, queries, keys, selection } = attention;
  const { kind, layer, head, query, key } = selection;
  const options = useMemo(
    (): MatrixOptions => ({
      labels: { ...matrixLabels(messages, { kind, layer, head }), figure: name, legend },
      scale,
      onHover: (cell) => (cell ? hover.point({ query: cell.query, key: cell.key }) : hover.clear()),
      onLock: (cell) => store.getState().lockToken(cell?.query ?? null, cell?.key ?? null),
    }),
    [messages, kind, layer, head, name, legend, scale, hover, store],
  );
  const data = useMemo(
    (): MatrixData => ({
      weights: values,
      rows: queries.tokens.length,
      cols: keys.tokens.length,
      masked,
      queryTokens: labelTokens(queries),
      keyTokens: labelTokens(keys),
      kind,
      selection: { query, key, locked: query !== null || key !== null },
    }),
    [values, queries, keys, masked, kind, query, key],
  );
  const transient = useMemo(
    (): Transient<MatrixData> => ({
      subscribe: hover.subscribe,
      // The other three show the cell that is pointed at in one.
      apply: (locked) => {
        const { stack, query: row, key: column } = hover.getState();
        if (stack !== null || (row === null && column === null)) return locked;
        return { ...locked, selection: { query: row, key: column, locked: false } };
      },
    }),
    [hover],
  );
  return (
    <FigureHost
      className={styles.figure}
      mount={mountAttentionMatrix}
      options={options}
      data={data}
      transient={transient}
    />
  );
}
