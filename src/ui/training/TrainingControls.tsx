import { Pause, Play, StepForward, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Task } from '../../tasks/task';
import { Choice } from '../controls/Choice';
import controls from '../controls/controls.module.css';
import { IconButton } from '../controls/IconButton';
import { classes } from '../controls/classes';
import { useActions, useApp, useMessages } from '../page';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

const SPEEDS = [
  ['none', 0],
  ['short', 100],
  ['medium', 500],
  ['long', 2000],
] as const;

interface Props {
  readonly task: Task | null;
}

/** Begin, pause, go on, one step; how fast. */
export function TrainingControls({ task }: Props) {
  const text = useTrainingMessages();
  const { errors } = useMessages();
  const actions = useActions();
  const status = useApp((state) => state.training?.status ?? 'idle');
  const failure = useApp((state) => state.training?.failure ?? null);
  const id = useApp((state) => state.training?.id ?? null);
  const pause = useApp((state) => state.trainingPause);
  const suits = useApp((state) => task?.families.includes(state.config.family) ?? false);
  const [isAsking, setAsking] = useState(false);
  const isRunning = status === 'running';
  const speed = SPEEDS.findLast(([, milliseconds]) => milliseconds <= pause)?.[0] ?? 'none';
  return (
    <>
      <div className={styles.buttons}>
        {isRunning ? (
          <Button
            className={classes(controls.button, controls.primary)}
            onPress={() => void actions.pauseTraining()}
          >
            <Pause size={15} aria-hidden /> {text.pause}
          </Button>
        ) : (
          <Button
            className={classes(controls.button, controls.primary)}
            isDisabled={id === null && !suits}
            onPress={() => void (id === null ? actions.startTraining() : actions.resumeTraining())}
          >
            <Play size={15} aria-hidden /> {id === null ? text.start : text.resume}
          </Button>
        )}
        <IconButton
          icon={StepForward}
          label={text.stepOnce}
          isDisabled={id === null && !suits}
          onPress={() => void actions.stepTraining()}
        />
        {id !== null && <IconButton icon={Trash2} label={text.discard} onPress={() => setAsking(true)} />}
        <span className={styles.status}>{text.status[status]}</span>
      </div>
      {isAsking && id !== null && (
        <div className={styles.warning} role="alert">
          <p>{text.discardQuestion}</p>
          <div className={styles.buttons}>
            <Button
              className={controls.button ?? ''}
              onPress={() => {
                setAsking(false);
                void actions.endTraining(id);
              }}
            >
              {text.discardYes}
            </Button>
            <Button className={controls.button ?? ''} onPress={() => setAsking(false)}>
              {text.question.cancel}
            </Button>
          </div>
        </div>
      )}
      <Choice
        label={text.speed}
        options={SPEEDS.map(([value]) => ({ value, label: text.speeds[value] }))}
        value={speed}
        onChange={(value) => void actions.setTrainingPause(SPEEDS.find(([name]) => name === value)?.[1] ?? 0)}
      />
      {failure && (
        <p className={styles.warning} role="alert">
          {errors[failure.code]}
        </p>
      )}
    </>
  );
}
