import { useMemo } from 'react';
import { type MatrixData, type MatrixOptions, mountAttentionMatrix } from '../../figures/attentionMatrix';
import { type AttentionView, selectAttention } from '../../state/selectors';
import { FigureHost } from '../FigureHost';
import { matrixLabels } from '../figureLabels';
import { headWeights } from '../headWeights';
import { useApp, useMessages } from '../page';
import styles from '../panels/figure.module.css';
import { useAttentionFigure } from './useAttentionFigure';

/** The attention map of one head as a matrix. */
export function MatrixView() {
  const { figures: text } = useMessages();
  const attention = useApp(selectAttention);
  if (!attention) return <p className={styles.waiting}>{text.waiting}</p>;
  return (
    <>
      <MatrixFigure attention={attention} />
      {attention.selection.kind !== 'encoderSelf' && <p className={styles.rows}>{text.rowsWriteNext}</p>}
    </>
  );
}

function MatrixFigure({ attention }: { readonly attention: AttentionView }) {
  const messages = useMessages();
  const scale = useApp((state) => state.scale);
  const { tokens, selection, pointing, transient, onUpdated } = useAttentionFigure<MatrixData>(attention);
  const { weights, nHeads } = attention;
  const { kind, layer, head } = attention.selection;
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
  const shared = { className: styles.figure, data, transient, onUpdated };
  return <FigureHost mount={mountAttentionMatrix} options={options} {...shared} />;
}
