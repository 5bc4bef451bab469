import { Trash2, Undo2 } from 'lucide-react';
import { IconButton } from '../controls/IconButton';
import { formatInteger } from '../format';
import { useActions, useApp } from '../page';
import styles from './training.module.css';
import { useTrainingMessages } from './useTraining';

/** Trainings whose models were left; each can be come back to. */
export function KeptTrainings() {
  const text = useTrainingMessages();
  const { returnToTraining, endTraining } = useActions();
  const kept = useApp((state) => state.keptTrainings);
  if (kept.length === 0) return null;
  return (
    <section aria-label={text.kept} className={styles.kept}>
      <h3>{text.kept}</h3>
      <ul>
        {kept.map(({ id, task, config, stepsDone }) => {
          const name = text.keptEntry(
            text.tasks[task.id] ?? task.id,
            text.families[config.family],
            formatInteger(stepsDone),
          );
          return (
            <li key={id}>
              <span>{name}</span>
              <IconButton
                icon={Undo2}
                label={`${text.goBack}: ${name}`}
                onPress={() => void returnToTraining(id)}
              />
              <IconButton
                icon={Trash2}
                label={`${text.discard}: ${name}`}
                onPress={() => void endTraining(id)}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
