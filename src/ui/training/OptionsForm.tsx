import type { TrainingOptions } from '../../model/training';
import { NumberBox } from '../controls/NumberBox';
import { useActions, useApp } from '../page';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

/** Learning rates are small; the field would show three digits after the point. */
const PRECISE: Intl.NumberFormatOptions = { maximumFractionDigits: 6 };

const RANGES = [
  ['learningRate', 1e-6, 1],
  ['warmUpSteps', 0, 10_000],
  ['decaySteps', 1, 100_000],
  ['weightDecay', 0, 1],
  ['clipNorm', 0, 100],
  ['labelSmoothing', 0, 0.5],
  ['dropout', 0, 0.9],
  ['batchSize', 1, 256],
  ['seed', 1, 4_294_967_295],
] as const satisfies readonly (readonly [keyof TrainingOptions, number, number])[];

const WHOLE = new Set<keyof TrainingOptions>(['warmUpSteps', 'decaySteps', 'batchSize', 'seed']);

/** How it learns. */
export function OptionsForm() {
  const text = useTrainingMessages();
  const { planOptions } = useActions();
  const options = useApp((state) => state.trainingPlan.options);
  return (
    <div className={styles.options}>
      {RANGES.map(([key, min, max]) => (
        <NumberBox
          key={key}
          label={text.optionNames[key]}
          value={options[key] ?? 0}
          min={min}
          max={max}
          format={PRECISE}
          {...(WHOLE.has(key) ? { step: 1 } : {})}
          onChange={(value) => planOptions({ [key]: key === 'clipNorm' && value === 0 ? null : value })}
        />
      ))}
    </div>
  );
}
