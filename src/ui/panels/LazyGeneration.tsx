import { useApp } from '../page';
import { PredictionBlock } from './PredictionBlock';
import { lazyPart } from '../lazyPart';
import { Part } from '../Part';
import styles from './results.module.css';

const GenerateBlock = lazyPart(() =>
  import('./GenerateBlock').then(({ GenerateBlock: component }) => component),
);

const StepDistribution = lazyPart(() =>
  import('../generation/StepDistribution').then(({ StepDistribution: component }) => component),
);

const WrittenTokens = lazyPart(() =>
  import('../generation/WrittenTokens').then(({ WrittenTokens: component }) => component),
);

/** What was written, to step through beside a figure. */
export function StepsBesideFigure() {
  const hasWritten = useApp((state) => state.generation.steps.length > 0);
  if (!hasWritten) return null;
  return (
    <Part>
      <WrittenTokens isLine />
    </Part>
  );
}

/** Writing, with its words, comes after the first attention map is on its way. */
export function LazyGeneration() {
  return (
    <Part fallback={<div className={styles.comingBlock} />}>
      <GenerateBlock />
    </Part>
  );
}

/** The distribution of the step that the figures show, or at a position of the text. */
export function StepOrPrediction() {
  const isStep = useApp((state) => state.shownStep !== null && state.predictionPosition === null);
  if (!isStep) return <PredictionBlock />;
  return (
    <Part fallback={<PredictionBlock />}>
      <StepDistribution />
    </Part>
  );
}
