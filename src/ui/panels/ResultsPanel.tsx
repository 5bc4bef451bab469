import { useApp, useMessages } from '../page';
import { AnswerBlock } from './AnswerBlock';
import { EncoderTaskPicker } from './EncoderTaskPicker';
import { EntitiesBlock } from './EntitiesBlock';
import { LazyGeneration, StepOrPrediction } from './LazyGeneration';
import { LedgerBlock } from './LedgerBlock';
import styles from './results.module.css';

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
        <EntitiesBlock />
      ) : head === 'span' ? (
        <AnswerBlock />
      ) : (
        <StepOrPrediction />
      )}
      <LedgerBlock />
    </section>
  );
}
