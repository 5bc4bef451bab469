import { useApp, useMessages } from '../page';
import { EncoderTaskPicker } from './EncoderTaskPicker';
import { LazyGeneration, StepOrPrediction } from './LazyGeneration';
import { lazyPart } from '../lazyPart';
import { Part } from '../Part';
import styles from './results.module.css';

// Of encoders that were fine-tuned; the page opens with another model.
const AnswerBlock = lazyPart(() => import('./AnswerBlock').then(({ AnswerBlock: component }) => component));
const EntitiesBlock = lazyPart(() =>
  import('./EntitiesBlock').then(({ EntitiesBlock: component }) => component),
);

// Below everything else.
const LedgerBlock = lazyPart(() => import('./LedgerBlock').then(({ LedgerBlock: component }) => component));

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
      <Part>
        <LedgerBlock />
      </Part>
    </section>
  );
}
