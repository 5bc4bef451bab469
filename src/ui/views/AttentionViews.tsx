import { selectAttention } from '../../state/selectors';
import { useApp, useMessages } from '../page';
import styles from '../panels/figure.module.css';
import { AttentionFigure } from './AttentionFigure';

export function MatrixView() {
  return <OneHead view="matrix" />;
}

export function LinksView() {
  return <OneHead view="links" />;
}

function OneHead({ view }: { readonly view: 'matrix' | 'links' }) {
  const { figures: text } = useMessages();
  const attention = useApp(selectAttention);
  const scale = useApp((state) => state.scale);
  if (!attention) return <p className={styles.waiting}>{text.waiting}</p>;
  return (
    <>
      <AttentionFigure attention={attention} view={view} scale={scale} />
      {attention.selection.kind !== 'encoderSelf' && <p className={styles.rows}>{text.rowsWriteNext}</p>}
    </>
  );
}
