import { AppError } from '../shared/errors';
import { algorithmicTasks } from './algorithmic/registry';
import type { Task } from './task';

/** A task as data: it crosses to the worker, into links and files. */
export interface TaskChoice {
  readonly id: string;
  /** Sizes of an algorithmic task; others have none. */
  readonly sizes: Readonly<Record<string, number>>;
}

/** Tasks whose texts a grammar writes; each is loaded when it is used. */
const languageTasks: Readonly<Record<string, () => Promise<Task>>> = {
  translation: async () => (await import('./translation/translation')).translation,
  maskedWords: async () => (await import('./language/maskedWords')).maskedWords,
  sentencePairs: async () => (await import('./language/sentencePairs')).sentencePairs,
  entities: async () => (await import('./language/entities')).entities,
  questions: async () => (await import('./language/questions')).questions,
  stories: async () => (await import('./language/stories')).stories,
};

/** The ids of all tasks, algorithmic ones first. */
export const taskIds: readonly string[] = [
  ...algorithmicTasks.map(({ id }) => id),
  ...Object.keys(languageTasks),
];

/** @throws AppError `invalidInput` for a task that does not exist or sizes that it cannot have */
export async function createTask({ id, sizes }: TaskChoice): Promise<Task> {
  const algorithmic = algorithmicTasks.find((task) => task.id === id);
  if (algorithmic) return algorithmic.create(sizes);
  const load = Object.hasOwn(languageTasks, id) ? languageTasks[id] : undefined;
  if (load) return await load();
  throw new AppError('invalidInput', `There is no task ${id}.`, 'task');
}
