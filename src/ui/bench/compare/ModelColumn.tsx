import { memo, use, useMemo } from 'react';
import { benchMessages } from '../../../i18n/benchMessages';
import { selectShown } from '../../../state/bench/matched';
import type { BenchModel } from '../../../state/bench/types';
import { selectSelection } from '../../../state/selectors';
import { FigureTools } from '../../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../../exporting/frame';
import type { FrameSubject } from '../../exporting/subject';
import { useApp, useMessages } from '../../page';
import { HeadStripFigure } from '../../panels/HeadStripFigure';
import { PredictionBlock } from '../../panels/PredictionBlock';
import { RunFailure } from '../../panels/RunFailure';
import { StackTokens } from '../../panels/StackTokens';
import { WeightsNote } from '../../panels/WeightsNote';
import { ReadingNotices } from '../ReadingNotices';
import { OfModel, useToolState } from '../workspace';
import { ColumnHead } from './ColumnHead';
import styles from './compare.module.css';
import { PairedLinks } from './PairedLinks';
import { PairedMatrix } from './PairedMatrix';
import { SightRow } from './SightRow';
import { useCompareMessages } from './useCompareMessages';
import { VIEW } from './PickRow';

interface Props {
  readonly model: BenchModel;
  readonly models: readonly BenchModel[];
  readonly name: string;
  readonly hasRoom: boolean;
  readonly hasSettings: boolean;
}

/**
 * One model of the comparison: who it is, its attention at the shared selection, what it may see, and what it predicts.
 * Its parts are rows of the grid that all columns share, so that they begin at the same heights.
 */
export const ModelColumn = memo(function ModelColumn(props: Props) {
  const { model, models, name, hasRoom, hasSettings } = props;
  const text = use(benchMessages(useApp((state) => state.language)));
  return (
    <section className={styles.column} aria-label={text.model(model.slot)}>
      <OfModel model={model}>
        <ColumnHead model={model} name={name} hasRoom={hasRoom} hasSettings={hasSettings} />
        <div className={styles.notes}>
          <WeightsNote />
          <ReadingNotices />
          <RunFailure />
        </div>
        <Maps model={model} models={models} />
        <SightRow model={model} models={models} />
        <div className={styles.prediction}>
          <MaskStrip />
          <PredictionBlock />
        </div>
      </OfModel>
    </section>
  );
});

function Maps({ model, models }: Pick<Props, 'model' | 'models'>) {
  const text = useCompareMessages();
  const { figures } = useMessages();
  const view = useToolState(VIEW);
  const shown = useApp(selectShown);
  const scale = useApp((state) => state.scale);
  const wanted = useApp((state) => state.selection);
  const fits = useApp((state) => selectSelection(state) === state.selection);
  const frame = useNewFrame();
  const subject = useMemo(
    (): FrameSubject => ({ title: text.mapOf(model.slot), chooses: 'head' }),
    [text, model.slot],
  );
  if (!shown) {
    return (
      <>
        <div />
        <p className={styles.waiting}>{figures.waiting}</p>
      </>
    );
  }
  const Figure = view === 'links' ? PairedLinks : PairedMatrix;
  const { kind, layer, head } = shown.attention.selection;
  const place = text.shown(figures.kinds[kind], layer + 1, head + 1);
  const isInstead = !fits && (kind !== wanted.kind || layer !== wanted.layer || head !== wanted.head);
  return (
    <FrameProvider value={frame}>
      <div className={styles.strip}>
        <div className={styles.placeRow}>
          <p className={styles.place} data-kind={kind}>
            {isInstead ? text.shownInstead(place) : place}
          </p>
          <FigureTools subject={subject} />
        </div>
        <HeadStripFigure attention={shown.attention} scale={scale} />
      </div>
      <Figure model={model} models={models} shown={shown} />
    </FrameProvider>
  );
}

/** Where an encoder guesses hidden words, they are hidden here. */
function MaskStrip() {
  const text = useCompareMessages();
  const guesses = useApp(({ config }) => config.head.kind === 'maskedLanguageModel');
  if (!guesses) return null;
  return <StackTokens stack="encoder" label={text.maskTokens} action="mask" />;
}
