import type { BenchMorphMessages } from '../../../i18n/benchMorphMessages';
import { usePoints } from '../points';
import styles from './morph.module.css';
import { NumbersTable } from './NumbersTable';
import { numberRows } from './rows';
import { useMeasured } from './useMeasured';
import type { StepBefore } from './useStepBefore';

interface Props {
  readonly before: StepBefore | null;
  readonly text: BenchMorphMessages;
}

/** What the step costs, sees and predicts, beside the step before. */
export function StepNumbers({ before, text }: Props) {
  const measured = useMeasured(before);
  const points = usePoints();
  if (!measured.after) return null;
  const name = before ? text.steps[before.step.id] : null;
  return (
    <div className={styles.numbersBlock}>
      <NumbersTable
        rows={numberRows(measured.before, measured.after, text, points)}
        before={name}
        text={text}
      />
      {before && <p className={styles.note}>{before.milliseconds ? text.timeNote : text.firstTimes}</p>}
    </div>
  );
}
