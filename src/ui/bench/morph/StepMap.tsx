import { useMemo } from 'react';
import type { BenchMorphMessages } from '../../../i18n/benchMorphMessages';
import { drawChanges } from '../../../figures/attentionMatrix/changes';
import { stackMove } from '../../../model/morph/changedNodes';
import { selectAttention, selectSelection } from '../../../state/selectors';
import { figureKinds } from '../../../state/slices/selection';
import { FigureTools } from '../../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../../exporting/frame';
import { formatInteger } from '../../format';
import { useApp, useMessages } from '../../page';
import { HeadStripFigure } from '../../panels/HeadStripFigure';
import { KindChoice } from '../../panels/KindChoice';
import { RunFailure } from '../../panels/RunFailure';
import { MatrixFigure } from '../../views/MatrixFigure';
import { type MapChange, mapChange, maskedMapOf, maskIn } from './mapChanges';
import styles from './morph.module.css';
import { useMovingMap } from './useMovingMap';
import type { StepBefore } from './useStepBefore';

interface Props {
  readonly before: StepBefore | null;
  readonly text: BenchMorphMessages;
}

/** The attention of the step, with the cells that became visible or hidden. */
export function StepMap({ before, text }: Props) {
  const { figures } = useMessages();
  const attention = useApp(selectAttention);
  const scale = useApp((state) => state.scale);
  const config = useApp((state) => state.config);
  const kind = useApp((state) => selectSelection(state).kind);
  const change = useMemo((): MapChange | null => {
    if (!before || attention?.runId !== before.runId) return null;
    const { kind: shown, layer } = attention.selection;
    // A stack alone is the same stack under another name.
    const move = stackMove(before.step.config, config);
    const former = move && (move.from === 'encoder' ? 'encoderSelf' : 'decoderSelf');
    return mapChange(maskIn(before.run, { kind: former ?? shown, layer }), maskedMapOf(attention));
  }, [before, attention, config]);
  const moving = useMovingMap(attention);
  const frame = useNewFrame();
  const title = text.map;
  const tools = useMemo(() => <FigureTools subject={{ title, chooses: 'head' }} />, [title]);
  const kinds = figureKinds(config);
  return (
    <FrameProvider value={frame}>
      <section className={styles.map} aria-label={title}>
        <div className={styles.head}>
          <h3>{kinds.length > 1 ? title : figures.kinds[kind]}</h3>
          <KindChoice />
          {tools}
        </div>
        <RunFailure />
        {/* It takes all the room that a column gives it. */}
        <div>{attention && <HeadStripFigure attention={attention} scale={scale} />}</div>
        {moving && (
          <div key={kind} className={styles.appearing}>
            <MatrixFigure
              attention={moving}
              overlay={drawChanges}
              changes={change?.kind === 'cells' ? change.cells : null}
            />
          </div>
        )}
        {change && <p className={styles.note}>{changeText(change, text)}</p>}
      </section>
    </FrameProvider>
  );
}

function changeText(change: MapChange, text: BenchMorphMessages): string {
  if (change.kind === 'new') return text.newMap;
  if (change.kind === 'otherTokens') return text.otherTokens;
  const parts = [
    ...(change.nHidden > 0 ? [text.hidden(formatInteger(change.nHidden))] : []),
    ...(change.nShown > 0 ? [text.shown(formatInteger(change.nShown))] : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : text.sameMask;
}
