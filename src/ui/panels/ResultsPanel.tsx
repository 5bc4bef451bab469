import { lazy, Suspense } from 'react';
import { useApp, useMessages } from '../page';
import { EncoderTaskPicker } from './EncoderTaskPicker';
import { LazyGeneration, StepOrPrediction } from './LazyGeneration';
import { LedgerBlock } from './LedgerBlock';
import styles from './results.module.css';

// Only few models answer so.
const AnswerBlock = lazy(() => import('./AnswerBlock').then((module) => ({ default: module.AnswerBlock })));
const EntitiesBlock = lazy(() =>
  import('./EntitiesBlock').then((module) => ({ default: module.EntitiesBlock })),
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
      <Suspense>
        {head === 'tokenClassification' ? (
          <EntitiesBlock />
        ) : head === 'span' ? (
          <AnswerBlock />
        ) : (
          <StepOrPrediction />
        )}
      </Suspense>
      <LedgerBlock />
    </section>
  );
}
