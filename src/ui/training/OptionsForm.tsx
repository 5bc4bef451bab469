import { type TrainingOptions, trainingRanges } from '../../model/training';
import { NumberBox } from '../controls/NumberBox';
import { useActions, useApp } from '../page';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

/** Learning rates are small; the field would show three digits after the point. */
const PRECISE: Intl.NumberFormatOptions = { maximumFractionDigits: 6 };

const WHOLE = new Set<keyof TrainingOptions>(['warmUpSteps', 'decaySteps', 'batchSize', 'seed']);

/** How it learns. */
export function OptionsForm() {
  const text = useTrainingMessages();
  const { planOptions } = useActions();
  const options = useApp((state) => state.trainingPlan.options);
  return (
    <div className={styles.options}>
      {trainingRanges.map(([key, min, max]) => (
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
