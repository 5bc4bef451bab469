import { Button } from 'react-aria-components';
import { classes } from '../controls/classes';
import controls from '../controls/controls.module.css';
import { formatInteger } from '../format';
import { useActions, useApp } from '../page';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

/** A training that was under way when the page was closed: to go on with, or not. */
export function Interrupted() {
  const text = useTrainingMessages();
  const { recoverTraining, forgetInterrupted } = useActions();
  const found = useApp((state) => state.interrupted);
  if (!found) return null;
  const { task, config, step } = found;
  const name = text.keptEntry(
    text.tasks[task.id] ?? task.id,
    text.families[config.family],
    formatInteger(step),
  );
  return (
    <section aria-label={text.interrupted.heading} className={styles.question}>
      <h3>{text.interrupted.heading}</h3>
      <p>{text.interrupted.body(name)}</p>
      <div className={styles.buttons}>
        <Button className={classes(controls.button, controls.primary)} onPress={() => void recoverTraining()}>
          {text.interrupted.goOn}
        </Button>
        <Button className={controls.button ?? ''} onPress={() => void forgetInterrupted()}>
          {text.interrupted.discard}
        </Button>
      </div>
    </section>
  );
}
