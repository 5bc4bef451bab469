import { Button } from 'react-aria-components';
import { classes } from '../controls/classes';
import controls from '../controls/controls.module.css';
import { ModalDialog } from '../controls/ModalDialog';
import { formatInteger } from '../format';
import { useActions, useApp, useMessages } from '../page';
import styles from '../training/training.module.css';
import { useTrainingMessages } from '../training/useTraining';

/** What a training needs on the page wherever one is: its status, said aloud, and the question before it is left. */
export function TrainingCompanion() {
  return (
    <>
      <SpokenStatus />
      <ChangeQuestion />
    </>
  );
}

/** Said when the status changes, not at each step. */
function SpokenStatus() {
  const { said } = useTrainingMessages();
  const status = useApp((state) => state.training?.status ?? null);
  const step = useApp((state) =>
    state.training && state.training.status !== 'running' ? formatInteger(state.training.stepsDone) : '',
  );
  const words =
    status === null ? '' : status === 'running' || status === 'failed' ? said[status] : said[status](step);
  return <output className={styles.hidden}>{words}</output>;
}

/** A change of the model would lose the training: the user decides. */
function ChangeQuestion() {
  const { question } = useTrainingMessages();
  const { app } = useMessages();
  const { answerHeldChange } = useActions();
  const isOpen = useApp((state) => state.heldChange !== null);
  return (
    <ModalDialog
      title={question.title}
      closeLabel={app.close}
      isOpen={isOpen}
      onOpenChange={(open) => !open && void answerHeldChange('cancel')}
    >
      <div className={styles.question}>
        <p>{question.body}</p>
        <div className={styles.buttons}>
          <Button
            className={classes(controls.button, controls.primary)}
            onPress={() => void answerHeldChange('keep')}
          >
            {question.keep}
          </Button>
          <Button className={controls.button ?? ''} onPress={() => void answerHeldChange('anew')}>
            {question.anew}
          </Button>
          <Button className={controls.button ?? ''} onPress={() => void answerHeldChange('cancel')}>
            {question.cancel}
          </Button>
        </div>
        <p className={styles.note}>{question.note}</p>
      </div>
    </ModalDialog>
  );
}
