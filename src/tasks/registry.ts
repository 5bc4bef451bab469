import { AppError } from '../shared/errors';
import { algorithmicTasks } from './algorithmic/registry';
import type { Task } from './task';

/** A task as data: it crosses to the worker, into links and files. */
export interface TaskChoice {
  readonly id: string;
  /** Sizes of an algorithmic task; others have none. */
  readonly sizes: Readonly<Record<string, number>>;
}

/** The ids of all tasks, algorithmic ones first. */
export const taskIds: readonly string[] = algorithmicTasks.map(({ id }) => id);

/** @throws AppError `invalidInput` for a task that does not exist or sizes that it cannot have */
export async function createTask({ id, sizes }: TaskChoice): Promise<Task> {
  const algorithmic = algorithmicTasks.find((task) => task.id === id);
  if (algorithmic) return algorithmic.create(sizes);
  throw new AppError('invalidInput', `There is no task ${id}.`, 'task');
}
