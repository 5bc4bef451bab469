import { Suspense, lazy } from 'react';
import { useApp, useMessages } from '../page';
import { EncoderTaskPicker } from './EncoderTaskPicker';
import { LazyGeneration, StepOrPrediction } from './LazyGeneration';
import { LedgerBlock } from './LedgerBlock';
import styles from './results.module.css';

// Of encoders that were fine-tuned; the page opens with another model.
const AnswerBlock = lazy(() =>
  import('./AnswerBlock').then(({ AnswerBlock: component }) => ({ default: component })),
);
const EntitiesBlock = lazy(() =>
  import('./EntitiesBlock').then(({ EntitiesBlock: component }) => ({ default: component })),
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
        <Suspense>
          <EntitiesBlock />
        </Suspense>
      ) : head === 'span' ? (
        <Suspense>
          <AnswerBlock />
        </Suspense>
      ) : (
        <StepOrPrediction />
      )}
      <LedgerBlock />
    </section>
  );
}
