import { useMemo } from 'react';
import { type MatrixData, type MatrixOptions, mountAttentionMatrix } from '../../../figures/attentionMatrix';
import { classes } from '../../controls/classes';
import { FigureHost } from '../../FigureHost';
import { matrixLabels } from '../../figureLabels';
import { headWeights } from '../../headWeights';
import { useApp, useMessages } from '../../page';
import styles from './compare.module.css';
import { type Paired, usePaired } from './usePaired';

/** The matrix of one model. What is pointed at in one is marked in all that read the same tokens. */
export function PairedMatrix(paired: Paired) {
  const messages = useMessages();
  const scale = useApp((state) => state.scale);
  const { tokens, selection, pointing, transient, onUpdated } = usePaired<MatrixData>(paired);
  const { weights, nHeads } = paired.shown.attention;
  const { kind, layer, head } = paired.shown.attention.selection;
  const options = useMemo(
    (): MatrixOptions => ({ labels: matrixLabels(messages, { kind, layer, head }), scale, ...pointing }),
    [messages, kind, layer, head, scale, pointing],
  );
  const data = useMemo(
    (): MatrixData => ({
      ...tokens,
      weights: headWeights(weights, nHeads)[head] ?? new Float32Array(),
      selection,
    }),
    [tokens, weights, nHeads, head, selection],
  );
  const host = { className: classes(styles.figure, styles.map), data, transient, onUpdated };
  return <FigureHost mount={mountAttentionMatrix} options={options} {...host} />;
}
