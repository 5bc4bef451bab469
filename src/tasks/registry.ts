import { AppError } from '../shared/errors';
import { algorithmicTasks } from './algorithmic/registry';
import type { Pieces } from './ownText';
import type { Task } from './task';

/** A task as data: it crosses to the worker, into links and files. */
export interface TaskChoice {
  readonly id: string;
  /** Sizes of an algorithmic task; others have none. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Only for the task `text`: what is learned, and how it is cut. */
  readonly own?: { readonly text: string; readonly pieces: Pieces };
}

/** The task of learning a text of the user's own; `sizes`: length, nMerges. */
export const OWN_TEXT = 'text';

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
export async function createTask({ id, sizes, own }: TaskChoice): Promise<Task> {
  if (id === OWN_TEXT && own) {
    const { createOwnText } = await import('./ownText');
    return createOwnText({ ...own, length: sizes['length'] ?? 64, nMerges: sizes['nMerges'] ?? 0 });
  }
  const algorithmic = algorithmicTasks.find((task) => task.id === id);
  if (algorithmic) return algorithmic.create(sizes);
  const load = Object.hasOwn(languageTasks, id) ? languageTasks[id] : undefined;
  if (load) return await load();
  throw new AppError('invalidInput', `There is no task ${id}.`, 'task');
}
