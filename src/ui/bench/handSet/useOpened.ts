import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { handSet } from '../../../model/handSet';
import { type HandSetChoice, handSetChoice } from '../../../model/handSet/ids';
import type { HandSetModel } from '../../../model/handSet/types';
import { type BenchModel, type BenchSlot, benchSlots } from '../../../state/bench/types';
import { useToolState, useWorkspace } from '../workspace';

/** A model of the workspace whose weights are set by hand. */
export interface Opened {
  readonly model: BenchModel;
  readonly choice: HandSetChoice;
  /** As it was written. */
  readonly made: HandSetModel;
}

/** Where the tool opens models; kept in the link. */
export function useOpenSlot(): BenchSlot {
  const kept = useToolState('hsSlot');
  return benchSlots.find((slot) => slot === kept) ?? 'A';
}

/** The model that the tool is about: the one in the chosen place, else the first that is set by hand; null: none is. */
export function useOpened(): Opened | null {
  const models = useWorkspace((state) => state.models);
  const wanted = useOpenSlot();
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = models.map(({ store }) => store.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [models],
  );
  const look = useCallback((): string => {
    const found = models.filter(({ store }) => store.getState().trained?.origin === 'handSet');
    const model = found.find(({ slot }) => slot === wanted) ?? found[0];
    return model ? `${model.slot} ${model.store.getState().trained?.id ?? ''}` : '';
  }, [models, wanted]);
  const name = useSyncExternalStore(subscribe, look);
  return useMemo(() => {
    const [slot, id = ''] = name.split(' ');
    const model = models.find((one) => one.slot === slot);
    const choice = handSetChoice(id);
    return model && choice ? { model, choice, made: handSet(choice.id, choice.sharpness) } : null;
  }, [models, name]);
}
