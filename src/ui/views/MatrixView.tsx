import { selectAttention } from '../../state/selectors';
import { useApp, useMessages } from '../page';
import styles from '../panels/figure.module.css';
import { MatrixFigure } from './MatrixFigure';

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
