import { useApp, useMessages } from '../page';
import { EncoderTaskPicker } from './EncoderTaskPicker';
import { LazyGeneration, StepOrPrediction } from './LazyGeneration';
import { LedgerBlock } from './LedgerBlock';
import styles from './results.module.css';
import { lazyPart } from '../lazyPart';
import { Part } from '../Part';

// Of encoders that were fine-tuned; the page opens with another model.
const AnswerBlock = lazyPart(() => import('./AnswerBlock').then(({ AnswerBlock: component }) => component));
const EntitiesBlock = lazyPart(() =>
  import('./EntitiesBlock').then(({ EntitiesBlock: component }) => component),
);

/** What comes out: what the decoder writes, what it finds probable there, and what the model costs. */
export function ResultsPanel() {
  const { results } = useMessages();
  const head = useApp((state) => state.config.head.kind);
  const hasDecoder = useApp((state) => state.config.family !== 'encoder-only');
  return (
    <section className={styles.panel} aria-label={results.heading}>
      <EncoderTaskPicker />
      {hasDecoder && <LazyGeneration />}
      {head === 'tokenClassification' ? (
        <Part>
          <EntitiesBlock />
        </Part>
      ) : head === 'span' ? (
        <Part>
          <AnswerBlock />
        </Part>
      ) : (
        <StepOrPrediction />
      )}
      <LedgerBlock />
    </section>
  );
}
