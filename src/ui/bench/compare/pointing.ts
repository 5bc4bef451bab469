import { createContext, use, useCallback, useMemo } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { carried, type Pointed, selectShown, type Shown } from '../../../state/bench/matched';
import type { BenchModel, BenchSlot } from '../../../state/bench/types';
import { benchSlots } from '../../../state/bench/types';
import { useApp } from '../../page';
import { useBench, useToolState, useWorkspace } from '../workspace';

/** Whose positions the locked tokens are; in the link. */
const LOCKED_IN = 'cFrom';

/** What the pointer is on, in whichever map. */
export type PointerStore = StoreApi<{ readonly pointed: Pointed | null }>;

export const createPointer = (): PointerStore => createStore(() => ({ pointed: null }));

const PointerContext = createContext<PointerStore | null>(null);
export const PointerProvider = PointerContext.Provider;

export function usePointer(): PointerStore {
  const pointer = use(PointerContext);
  if (!pointer) throw new Error('usePointer is called outside the comparison.');
  return pointer;
}

/** The tokens that are locked, as positions in the model that they were locked in. */
export function useLocked(): Pointed | null {
  const from = useToolState(LOCKED_IN);
  const models = useWorkspace((state) => state.models);
  const query = useApp((state) => state.selection.query);
  const key = useApp((state) => state.selection.key);
  const slot = benchSlots.find((one) => one === from && models.some((model) => model.slot === one)) ?? 'A';
  return useMemo(() => (query === null && key === null ? null : { slot, query, key }), [slot, query, key]);
}

/** Locks tokens of a model for all of them, or frees them. */
export function useLock(slot: BenchSlot): (cell: Pick<Pointed, 'query' | 'key'> | null) => void {
  const { select, setToolState } = useBench();
  return useCallback(
    (cell) => {
      setToolState(LOCKED_IN, cell === null || slot === 'A' ? null : slot);
      select({ query: cell?.query ?? null, key: cell?.key ?? null });
    },
    [slot, select, setToolState],
  );
}

export function shownOf(models: readonly BenchModel[], slot: BenchSlot): Shown | null {
  const store = models.find((model) => model.slot === slot)?.store;
  return store ? selectShown(store.getState()) : null;
}

/** What is pointed at, as a model has it; null: nothing of it. */
export function pointedIn(
  pointed: Pointed | null,
  models: readonly BenchModel[],
  slot: BenchSlot,
): { readonly query: number | null; readonly key: number | null } | null {
  if (!pointed) return null;
  const [from, to] = [shownOf(models, pointed.slot), shownOf(models, slot)];
  return from && to ? carried(pointed, from, to) : null;
}

/** What is pointed at now: by the pointer, else what is locked. */
export function usePointed(): Pointed | null {
  const hovered = useStore(usePointer(), (state) => state.pointed);
  const locked = useLocked();
  return hovered ?? locked;
}
