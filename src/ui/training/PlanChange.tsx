import { Button } from 'react-aria-components';
import type { TrainingRecord } from '../../state/training/types';
import controls from '../controls/controls.module.css';
import { formatInteger } from '../format';
import { useActions, useApp, usePage } from '../page';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

/** The plan was changed while there is a training: it is not touched before the user says so. */
export function PlanChange({ training }: { readonly training: TrainingRecord }) {
  const text = useTrainingMessages();
  const { store } = usePage();
  const { startTraining, forkTraining } = useActions();
  const plan = useApp((state) => state.trainingPlan);
  const isSameTask = JSON.stringify(plan.task) === JSON.stringify(training.task);
  const isSameWay = JSON.stringify(plan.options) === JSON.stringify(training.options);
  if (isSameTask && isSameWay) return null;
  const step = training.shown ?? training.stepsDone;
  return (
    <div className={styles.warning}>
      <p>{text.changed}</p>
      <div className={styles.buttons}>
        <Button className={controls.button ?? ''} onPress={() => void startTraining()}>
          {text.startAnew}
        </Button>
        {isSameTask && (
          <Button className={controls.button ?? ''} onPress={() => void forkTraining()}>
            {text.fork(formatInteger(step))}
          </Button>
        )}
        <Button
          className={controls.link ?? ''}
          onPress={() => store.setState({ trainingPlan: { task: training.task, options: training.options } })}
        >
          {text.revert}
        </Button>
      </div>
    </div>
  );
}
