import { lastTest, paceOf } from '../../state/training/history';
import type { TrainingRecord } from '../../state/training/types';
import { formatInteger, formatMilliseconds, formatPercent } from '../format';
import { useApp } from '../page';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

const NONE = '–';

/** Where it stands, in numbers. */
export function TrainingFacts({ training }: { readonly training: TrainingRecord }) {
  const text = useTrainingMessages();
  const pause = useApp((state) => state.trainingPause);
  const pace = paceOf(training, pause);
  const test = lastTest(training.history);
  const { numbers } = text;
  const facts = [
    [numbers.step, text.ofSteps(formatInteger(training.stepsDone), formatInteger(training.untilStep))],
    [numbers.loss, training.history.at(-1)?.loss.toFixed(3) ?? NONE],
    [numbers.unseen, test ? formatPercent(test.accuracy) : NONE],
    [numbers.perStep, pace ? formatMilliseconds(pace.millisecondsPerStep) : NONE],
    [numbers.tokens, pace ? formatInteger(Math.round(pace.tokensPerSecond)) : NONE],
    [numbers.remaining, pace ? duration(pace.remainingMilliseconds) : NONE],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** 83000 → "1:23". */
function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return minutes >= 60
    ? `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}
