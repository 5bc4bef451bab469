import { Suspense, lazy } from 'react';
import { useApp } from '../page';
import { PredictionBlock } from './PredictionBlock';

const GenerateBlock = lazy(() =>
  import('./GenerateBlock').then(({ GenerateBlock: component }) => ({ default: component })),
);

const StepDistribution = lazy(() =>
  import('../generation/StepDistribution').then(({ StepDistribution: component }) => ({
    default: component,
  })),
);

/** Writing, with its words, comes after the first attention map is on its way. */
export function LazyGeneration() {
  return (
    <Suspense>
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
