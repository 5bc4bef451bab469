import { use } from 'react';
import { Button } from 'react-aria-components';
import { handSetMessages } from '../../../i18n/handSetMessages';
import controls from '../../controls/controls.module.css';
import { formatInteger } from '../../format';
import { useActions, useApp } from '../../page';
import styles from './handSet.module.css';

/** The training of the page's model, as far as one must know of it here. */
export function TrainingHere() {
  const text = use(handSetMessages(useApp((state) => state.language)));
  const { pauseTraining, resumeTraining, openPanel, closeBench } = useActions();
  const training = useApp((state) => state.training);
  if (!training) return null;
  const isRunning = training.status === 'running';
  const openTraining = (): void => {
    openPanel('training');
    closeBench();
  };
  return (
    <div className={styles.buttons}>
      <span>
        {text.step(formatInteger(training.stepsDone), formatInteger(training.untilStep))}
        {training.history.length > 0 && ` · ${text.loss(training.history.at(-1)?.loss.toFixed(3) ?? '')}`}
      </span>
      <Button
        className={controls.button ?? ''}
        onPress={() => void (isRunning ? pauseTraining() : resumeTraining())}
      >
        {isRunning ? text.pause : text.resume}
      </Button>
      <Button className={controls.link ?? ''} onPress={openTraining}>
        {text.openTraining}
      </Button>
    </div>
  );
}
