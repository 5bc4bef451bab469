import { Suspense, lazy } from 'react';
import { useApp } from '../page';
import { PredictionBlock } from './PredictionBlock';
import styles from './results.module.css';

const GenerateBlock = lazy(() =>
  import('./GenerateBlock').then(({ GenerateBlock: component }) => ({ default: component })),
);

const StepDistribution = lazy(() =>
  import('../generation/StepDistribution').then(({ StepDistribution: component }) => ({
    default: component,
  })),
);

const WrittenTokens = lazy(() =>
  import('../generation/WrittenTokens').then(({ WrittenTokens: component }) => ({ default: component })),
);

/** What was written, to step through beside a figure. */
export function StepsBesideFigure() {
  const hasWritten = useApp((state) => state.generation.steps.length > 0);
  if (!hasWritten) return null;
  return (
    <Suspense>
      <WrittenTokens isLine />
    </Suspense>
  );
}

/** Writing, with its words, comes after the first attention map is on its way. */
export function LazyGeneration() {
  return (
    <Suspense fallback={<div className={styles.comingBlock} />}>
      <GenerateBlock />
    </Suspense>
  );
}

/** The distribution of the step that the figures show, or at a position of the text. */
export function StepOrPrediction() {
  const isStep = useApp((state) => state.shownStep !== null && state.predictionPosition === null);
  if (!isStep) return <PredictionBlock />;
  return (
    <Suspense fallback={<PredictionBlock />}>
      <StepDistribution />
    </Suspense>
  );
}
