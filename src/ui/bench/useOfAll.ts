import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { BenchModel } from '../../state/bench/types';
import type { AppState } from '../../state/types';

/**
 * A part of every model's state, in the order of the models; the same array as long as no part changes.
 * @param select the same function for all renders
 */
export function useOfAll<Part>(
  models: readonly BenchModel[],
  select: (state: AppState) => Part,
): readonly Part[] {
  return useParts(models, select, false);
}

/**
 * The same while no model is running: what compares models is drawn once after a change of all of them, and not once for
 * each that is done. The parts of another run may be seen until then.
 */
export function useSettled<Part>(
  models: readonly BenchModel[],
  select: (state: AppState) => Part,
): readonly Part[] {
  return useParts(models, select, true);
}

function useParts<Part>(
  models: readonly BenchModel[],
  select: (state: AppState) => Part,
  waits: boolean,
): readonly Part[] {
  const read = useMemo(() => createReader(models, select, waits), [models, select, waits]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = models.map(({ store }) => store.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [models],
  );
  return useSyncExternalStore(subscribe, read);
}

/** Reads the parts; the same array as long as none of them changes. */
function createReader<Part>(
  models: readonly BenchModel[],
  select: (state: AppState) => Part,
  waits: boolean,
): () => readonly Part[] {
  let last: readonly Part[] | null = null;
  return () => {
    const states = models.map(({ store }) => store.getState());
    if (last && waits && states.some(({ run }) => run.status === 'running')) return last;
    const before: readonly Part[] = last ?? [];
    const parts = states.map(select);
    const isSame = last !== null && parts.every((part, index) => Object.is(part, before[index]));
    last = isSame ? before : parts;
    return last;
  };
}
