import { createStore, del, get, set } from 'idb-keyval';
import type { TrainingState } from '../../engine/engine';
import type { TrainingRecord } from './types';

/** What the page stores of a training besides its vectors. */
export type SavedRecord = Omit<TrainingRecord, 'status' | 'failure' | 'snapshots' | 'shown'>;

export interface SavedTraining {
  readonly record: SavedRecord;
  readonly state: TrainingState;
}

/** Where the newest training of a page waits for the next one: who closes the page by accident loses little. */
export interface SavedTrainings {
  /** null: there is none. */
  read(): Promise<SavedTraining | null>;
  /** Takes the place of what was saved before. */
  save(training: SavedTraining): Promise<void>;
  remove(): Promise<void>;
}

/** Of the stored form; what another version of the page has stored is not read. */
const KEY = 'training 1';

/** In the browser's IndexedDB. Record and vectors are one entry: they always belong together. */
export function createSavedTrainings(): SavedTrainings {
  const store = createStore('transformer-variants-training', 'training');
  return {
    read: async () => (await get<SavedTraining>(KEY, store)) ?? null,
    save: (training) => set(KEY, training, store),
    remove: () => del(KEY, store),
  };
}

/** For pages without storage, and for tests. */
export function createSavedTrainingsInMemory(): SavedTrainings {
  let saved: SavedTraining | null = null;
  return {
    read: () => Promise.resolve(saved),
    save: (training) => {
      saved = training;
      return Promise.resolve();
    },
    remove: () => {
      saved = null;
      return Promise.resolve();
    },
  };
}
