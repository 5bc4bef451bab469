import { useId } from 'react';
import { Button } from 'react-aria-components';
import type { TrainingRecord } from '../../state/training/types';
import controls from '../controls/controls.module.css';
import { formatInteger } from '../format';
import { useActions } from '../page';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

/** Goes back in time: every figure shows the model as it was at a snapshot. */
export function TimeSlider({ training }: { readonly training: TrainingRecord }) {
  const text = useTrainingMessages();
  const { showTrainingStep } = useActions();
  const id = useId();
  const { snapshots, shown } = training;
  if (snapshots.length === 0) return null;
  const step = shown ?? snapshots.at(-1) ?? 0;
  const index = snapshots.indexOf(step);
  return (
    <div className={styles.time}>
      <div className={styles.timeHead}>
        <label htmlFor={id}>{text.shownStep}</label>
        <output htmlFor={id}>{formatInteger(step)}</output>
      </div>
      <input
        id={id}
        type="range"
        className={styles.range}
        min={0}
        max={snapshots.length - 1}
        value={index === -1 ? snapshots.length - 1 : index}
        aria-valuetext={text.atStep(formatInteger(step))}
        onChange={(event) => void showTrainingStep(snapshots[event.currentTarget.valueAsNumber] ?? null)}
      />
      {shown !== null && (
        <p className={styles.note}>
          {text.olderNote(formatInteger(shown))}{' '}
          <Button className={controls.link ?? ''} onPress={() => void showTrainingStep(null)}>
            {text.newest}
          </Button>
        </p>
      )}
    </div>
  );
}
