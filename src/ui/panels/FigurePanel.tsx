import { useMemo } from 'react';
import { hasView } from '../../state/figureViews';
import { selectAttention } from '../../state/selectors';
import { FigureTools } from '../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../exporting/frame';
import { useScreen } from '../hooks/useScreen';
import { useApp, useMessages } from '../page';
import { choosesAbove, viewEntries } from '../views/registry';
import { KindPicker, LayerPicker } from './FigurePickers';
import { HeadStripFigure } from './HeadStripFigure';
import { StepsBesideFigure } from './LazyGeneration';
import { RunFailure } from './RunFailure';
import { WeightsNote } from './WeightsNote';
import { lazyPart } from '../lazyPart';
import { Part } from '../Part';
import styles from './figure.module.css';

const ActiveInterventions = lazyPart(() =>
  import('../bench/ActiveInterventions').then(({ default: component }) => component),
);

/** What is looked at: which attention, which layer, which head, drawn in one way; or what lies beyond attention. */
export function FigurePanel() {
  const { figures: text } = useMessages();
  // A view that this model has nothing for is kept for the next one.
  const view = useApp((state) => (hasView(state.view, state.config) ? state.view : 'matrix'));
  const attention = useApp(selectAttention);
  const scale = useApp((state) => state.scale);
  const isChanged = useApp((state) => state.interventions.length > 0 || state.memoryText !== null);
  const screen = useScreen();
  const { component: View } = viewEntries[view];
  const chooses = useApp((state) => choosesAbove(view, state.linkHeads));
  const frame = useNewFrame();
  const title = text.views[view];
  const tools = useMemo(() => <FigureTools isMain subject={{ title, chooses }} />, [title, chooses]);
  return (
    <FrameProvider value={frame}>
      <section id="figure" tabIndex={-1} className={styles.panel} aria-label={text.heading}>
        <KindPicker hasKinds={chooses !== 'nothing'} tools={tools} />
        <WeightsNote />
        {isChanged && (
          <Part>
            <ActiveInterventions />
          </Part>
        )}
        {/* Elsewhere they stand in another column, in sight. Above what grows with the steps: a button under a finger stays. */}
        {screen === 'narrow' && <StepsBesideFigure />}
        {(chooses === 'head' || chooses === 'layer') && (
          <div className={styles.choose}>
            <LayerPicker />
            {chooses === 'head' && attention && <HeadStripFigure attention={attention} scale={scale} />}
          </div>
        )}
        <RunFailure />
        <Part fallback={<p className={styles.waiting}>{text.preparing}</p>}>
          <View />
        </Part>
      </section>
    </FrameProvider>
  );
}
