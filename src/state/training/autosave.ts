import type { TrainingState } from '../../engine/engine';
import type { SavedTrainings } from './savedTraining';
import type { TrainingRecord } from './types';

/** Stores the newest checkpoint; while one is being written, only the newest of those that come is kept for after it. */
export interface Autosave {
  store(record: TrainingRecord, state: TrainingState): void;
  /** What was stored is not wanted any more. */
  forget(): Promise<void>;
}

export function createAutosave(saved: SavedTrainings): Autosave {
  let waiting: { readonly record: TrainingRecord; readonly state: TrainingState } | null = null;
  let writing: Promise<void> | null = null;

  const write = async (): Promise<void> => {
    while (waiting) {
      const {
        record: { status: _status, failure: _failure, snapshots: _snapshots, shown: _shown, ...record },
        state,
      } = waiting;
      waiting = null;
      try {
        const stepsDone = state.step;
        const history = record.history.filter(({ step }) => step <= stepsDone);
        await saved.save({ record: { ...record, stepsDone, history }, state });
      } catch {
        // A browser without room or without storage trains all the same: only a closed page loses more.
        waiting = null;
      }
    }
    writing = null;
  };
  return {
    store: (record, state) => {
      waiting = { record, state };
      writing ??= write();
    },
    forget: async () => {
      waiting = null;
      await writing;
      await saved.remove().catch(() => undefined);
    },
  };
}
