import { useMemo } from 'react';
import { type MatrixData, type MatrixOptions, mountAttentionMatrix } from '../../figures/attentionMatrix';
import type { AttentionView } from '../../state/selectors';
import { classes } from '../controls/classes';
import { FigureHost } from '../FigureHost';
import { matrixLabels } from '../figureLabels';
import { headWeights } from '../headWeights';
import { useApp, useMessages } from '../page';
import styles from '../panels/figure.module.css';
import { useAttentionFigure } from './useAttentionFigure';

interface Props {
  readonly attention: AttentionView;
  /** Cells whose mask changed, [query, key]; absent: nothing is compared. */
  readonly changes?: Uint8Array | null;
  /** What draws above the cells; keep it stable. */
  readonly overlay?: MatrixOptions['overlay'];
}

/** The attention map of one head, with its tokens. */
export function MatrixFigure({ attention, changes = null, overlay }: Props) {
  const messages = useMessages();
  const scale = useApp((state) => state.scale);
  const { tokens, selection, pointing, transient, onUpdated } = useAttentionFigure<MatrixData>(attention);
  const { weights, nHeads } = attention;
  const { kind, layer, head } = attention.selection;
  const options = useMemo(
    (): MatrixOptions => ({
      labels: matrixLabels(messages, { kind, layer, head }),
      scale,
      ...(overlay ? { overlay } : {}),
      ...pointing,
    }),
    [messages, kind, layer, head, scale, overlay, pointing],
  );
  const data = useMemo(
    (): MatrixData => ({
      ...tokens,
      changes,
      weights: headWeights(weights, nHeads)[head] ?? new Float32Array(),
      selection,
    }),
    [tokens, changes, weights, nHeads, head, selection],
  );
  const shared = { className: classes(styles.figure, styles.map), data, transient, onUpdated };
  return <FigureHost mount={mountAttentionMatrix} options={options} {...shared} />;
}
