import { use, useEffect, useState } from 'react';
import { trainingMessages, type TrainingMessages } from '../../i18n/trainingMessages';
import { createTask, type TaskChoice } from '../../tasks/registry';
import type { Task } from '../../tasks/task';
import { useApp } from '../page';

/** The words of training; the component waits for them. */
export function useTrainingMessages(): TrainingMessages {
  return use(trainingMessages(useApp((state) => state.language)));
}

/** The task of a choice; the one before it until it is there, null before the first. */
export function useTask(choice: TaskChoice): Task | null {
  const [task, setTask] = useState<Task | null>(null);
  useEffect(() => {
    let isWanted = true;
    createTask(choice).then(
      (made) => {
        if (isWanted) setTask(made);
      },
      () => {
        if (isWanted) setTask(null);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [choice]);
  return task;
}
