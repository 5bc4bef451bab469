import { selectAttention } from '../../state/selectors';
import { useScreen } from '../hooks/useScreen';
import { useApp, useMessages } from '../page';
import { AttentionFigure } from './AttentionFigure';
import { KindPicker, LayerPicker } from './FigurePickers';
import { HeadStripFigure } from './HeadStripFigure';
import { StepsBesideFigure } from './LazyGeneration';
import { RunFailure } from './RunFailure';
import { WeightsNote } from './WeightsNote';
import styles from './figure.module.css';

/** The attention of one head: which attention, which layer, which head, and its map. */
export function FigurePanel() {
  const { figures: text } = useMessages();
  const view = useApp((state) => state.view);
  const attention = useApp(selectAttention);
  const scale = useApp((state) => state.scale);
  const screen = useScreen();
  return (
    <section id="figure" tabIndex={-1} className={styles.panel} aria-label={text.heading}>
      <KindPicker />
      <WeightsNote />
      <div className={styles.choose}>
        <LayerPicker />
        {attention && <HeadStripFigure attention={attention} scale={scale} />}
      </div>
      {/* Elsewhere they stand in another column, in sight. */}
      {screen === 'narrow' && <StepsBesideFigure />}
      <RunFailure />
      {attention ? (
        <>
          <AttentionFigure attention={attention} view={view} scale={scale} />
          {attention.selection.kind !== 'encoderSelf' && <p className={styles.rows}>{text.rowsWriteNext}</p>}
        </>
      ) : (
        <p className={styles.waiting}>{text.waiting}</p>
      )}
    </section>
  );
}
