import { useMemo } from 'react';
import { haveSameParameters } from '../../state/sameShape';
import { fitModel, type Fit } from '../../state/training/fitModel';
import { algorithmicTasks } from '../../tasks/algorithmic/registry';
import { defaultSizes } from '../../tasks/algorithmic/sizes';
import { OWN_TEXT, taskIds } from '../../tasks/registry';
import type { Task } from '../../tasks/task';
import { Choice } from '../controls/Choice';
import { NumberBox } from '../controls/NumberBox';
import { formatInteger } from '../format';
import { useActions, useApp } from '../page';
import { firstOwnText, OwnText } from './OwnText';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

interface Props {
  readonly task: Task | null;
}

/** What is to be learned, how large it is, and what the model becomes for it. */
export function TaskPicker({ task }: Props) {
  const text = useTrainingMessages();
  const { planTask } = useActions();
  const choice = useApp((state) => state.trainingPlan.task);
  const ranges = algorithmicTasks.find(({ id }) => id === choice.id)?.sizes ?? [];
  return (
    <div className={styles.task}>
      <Choice
        label={text.task}
        options={[...taskIds, OWN_TEXT].map((id) => ({ value: id, label: text.tasks[id] ?? id }))}
        value={choice.id}
        onChange={(id) => {
          const sizes = algorithmicTasks.find((candidate) => candidate.id === id)?.sizes ?? [];
          if (id === OWN_TEXT) planTask(firstOwnText);
          else planTask({ id, sizes: { ...defaultSizes(sizes) } as Record<string, number> });
        }}
      />
      {ranges.map(({ key, smallest, largest, step }) => (
        <NumberBox
          key={`${choice.id} ${key}`}
          label={text.sizes[key] ?? key}
          value={choice.sizes[key] ?? smallest}
          min={smallest}
          max={largest}
          step={step}
          onChange={(value) => planTask({ id: choice.id, sizes: { ...choice.sizes, [key]: value } })}
        />
      ))}
      {choice.id === OWN_TEXT && <OwnText />}
      {task && <FitNote task={task} />}
    </div>
  );
}

function FitNote({ task }: { readonly task: Task }) {
  const text = useTrainingMessages();
  const config = useApp((state) => state.config);
  const fit = useMemo((): Fit | Error => {
    try {
      return fitModel(config, task);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }, [config, task]);
  if (!task.families.includes(config.family)) {
    return <p className={styles.warning}>{text.unfit(text.families[config.family])}</p>;
  }
  if (fit instanceof Error) {
    return (
      <p className={styles.warning}>
        {text.unfitConfig} <span lang="en">{fit.message}</span>
      </p>
    );
  }
  if (fit.changes.length === 0 || haveSameParameters(config, fit.config)) return null;
  const show = (value: number | string): string => (typeof value === 'number' ? formatInteger(value) : value);
  return (
    <p className={styles.note}>
      {text.fits}{' '}
      {fit.changes
        .map(({ key, from, to }) => text.fitChange(text.fitNames[key], show(from), show(to)))
        .join(', ')}
    </p>
  );
}
