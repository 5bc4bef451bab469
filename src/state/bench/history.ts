import { changedParts, snapshotOf } from './snapshots';
import type { BenchModel, WorkspaceSnapshot } from './types';

const LENGTH = 100;
/** Typing goes on when the next change of the same kind comes so soon, in milliseconds. */
const SAME_GESTURE = 700;

interface Options {
  readonly models: () => readonly BenchModel[];
  readonly restore: (snapshot: WorkspaceSnapshot) => void;
  readonly note: (past: readonly WorkspaceSnapshot[], future: readonly WorkspaceSnapshot[]) => void;
}

export interface WorkspaceHistory {
  /** Forgets everything: the workspace is new. */
  begin(): void;
  /** Something may have changed; called at every change of any model. */
  look(): void;
  undo(): void;
  redo(): void;
}

/** Undo and redo over the whole workspace: models, masks, interventions and text. */
export function createWorkspaceHistory({ models, restore, note }: Options): WorkspaceHistory {
  let past: readonly WorkspaceSnapshot[] = [];
  let future: readonly WorkspaceSnapshot[] = [];
  let last: WorkspaceSnapshot = [];
  let isScheduled = false;
  let lastChange = { what: '', at: 0 };
  /** What the last snapshot holds has come, with its weights. */
  let isWhole = true;
  /** An entry was made for the drag that goes on. */
  let isDragNoted = false;

  const isOneComing = (): boolean => models().some(({ store }) => store.getState().loading !== null);

  /** One entry for all that changes in one turn, in however many stores. */
  const record = (): void => {
    isScheduled = false;
    const isDragged = models().some(({ store }) => store.getState().isHistoryHeld);
    if (!isDragged) isDragNoted = false;
    // A model on its way has a shape and not yet its weights: nobody could go back to that.
    if (isOneComing()) return;
    const now = snapshotOf(models());
    const changed = changedParts(last, now);
    if (changed.length === 0) return;
    if (!isWhole) {
      [last, isWhole] = [now, true];
      return;
    }
    const what = changed.map((name) => name.replace(/^[ABC]/, '')).join();
    const at = performance.now();
    const isTyping = isTyped(changed) && what === lastChange.what && at - lastChange.at < SAME_GESTURE;
    lastChange = { what, at };
    if (!isTyping && !isDragNoted) past = [...past, last].slice(-LENGTH);
    isDragNoted = isDragged;
    last = now;
    future = [];
    note(past, future);
  };

  const travel = (target: WorkspaceSnapshot | undefined): boolean => {
    if (!target) return false;
    restore(target);
    last = snapshotOf(models());
    lastChange = { what: '', at: 0 };
    return true;
  };

  return {
    begin: () => {
      past = [];
      future = [];
      last = snapshotOf(models());
      isWhole = !isOneComing();
      note(past, future);
    },
    look: () => {
      if (isScheduled) return;
      isScheduled = true;
      queueMicrotask(record);
    },
    undo: () => {
      if (isScheduled) record();
      const here = snapshotOf(models());
      if (!travel(past.at(-1))) return;
      past = past.slice(0, -1);
      future = [...future, here];
      note(past, future);
    },
    redo: () => {
      const here = snapshotOf(models());
      if (!travel(future.at(-1))) return;
      future = future.slice(0, -1);
      past = [...past, here];
      note(past, future);
    },
  };
}

/** Texts are typed letter by letter. */
function isTyped(changed: readonly string[]): boolean {
  return changed.every((name) => /\.(?:texts|maskedPositions)$/.test(name));
}
