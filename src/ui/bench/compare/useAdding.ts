import { useMemo } from 'react';
import { type PresetId, presets } from '../../../model/config/presets';
import {
  addModel,
  changedPart,
  exchangeWithPage,
  type OneChange,
  presetPart,
  replaceModel,
} from '../../../state/bench/changes';
import type { BenchSlot } from '../../../state/bench/types';
import type { OwnModel } from '../../../state/ownModels';
import { isShippedId } from '../../../state/shipped';
import { useBench, useWorkspace } from '../workspace';

export interface Adding {
  /** Puts a copy with one change beside a model. */
  readonly copy: (slot: BenchSlot, change: OneChange) => void;
  /** A preset or a shipped model, by its name, in a new place. */
  readonly open: (id: string) => void;
  /** The same in the place of a model. */
  readonly openHere: (slot: BenchSlot, id: string) => void;
  /** One of the user's own, in the place of a model, or with null in a new place. */
  readonly openOwn: (slot: BenchSlot | null, own: OwnModel) => void;
  readonly exchange: (slot: BenchSlot) => void;
}

const presetNamed = (id: string): PresetId | null => presets.find((preset) => preset.id === id)?.id ?? null;

/** What can be done with the models of the workspace. */
export function useAdding(): Adding {
  const bench = useBench();
  const models = useWorkspace((state) => state.models);
  return useMemo(
    () => ({
      copy: (slot, change) => void addModel(bench, models, slot, (part) => changedPart(part, change)),
      open: (id) => {
        const presetId = presetNamed(id);
        const slot = addModel(bench, models, 'A', (part) => (presetId ? presetPart(part, presetId) : part));
        if (slot && isShippedId(id)) void bench.openShipped(slot, id);
      },
      openHere: (slot, id) => {
        const presetId = presetNamed(id);
        if (isShippedId(id)) void bench.openShipped(slot, id);
        else if (presetId) replaceModel(bench, models, slot, (part) => presetPart(part, presetId));
      },
      openOwn: (slot, own) => void bench.openOwn(slot, own),
      exchange: (slot) => exchangeWithPage(bench, models, slot),
    }),
    [bench, models],
  );
}
