import type { AppState } from '../types';
import type { BenchModel, ModelPart, WorkspaceSnapshot } from './types';

export function partOf(state: AppState): ModelPart {
  const {
    presetId,
    config,
    weights,
    trained,
    leftTrained,
    tokenization,
    texts,
    maskedPositions,
    padding,
    interventions,
    memoryText,
    donorText,
  } = state;
  return {
    presetId,
    config,
    weights,
    trained,
    leftTrained,
    tokenization,
    texts,
    maskedPositions,
    padding,
    interventions,
    memoryText,
    donorText,
  };
}

export function snapshotOf(models: readonly BenchModel[]): WorkspaceSnapshot {
  return models.map(({ slot, store }) => ({ slot, part: partOf(store.getState()) }));
}

/** What differs between two snapshots, as names of slots and parts; empty: nothing. */
export function changedParts(before: WorkspaceSnapshot, now: WorkspaceSnapshot): readonly string[] {
  const names = now.flatMap(({ slot, part }) => {
    const other = before.find((entry) => entry.slot === slot)?.part;
    if (!other) return [`${slot}+`];
    const old = new Map<string, unknown>(Object.entries(other));
    const changed = Object.entries(part).filter(([name, value]) => old.get(name) !== value);
    return changed.map(([name]) => `${slot}.${name}`);
  });
  const gone = before.filter(({ slot }) => !now.some((entry) => entry.slot === slot));
  return [...names, ...gone.map(({ slot }) => `${slot}-`)];
}

/** Restoring a part in a store: what was written by another model is gone. */
export function restored(part: Partial<ModelPart>): Partial<AppState> {
  return {
    leftTrained: null,
    ...part,
    ...{ loading: null, notOpened: null, rejected: null, generatedIds: [], batchRow: 0 },
  };
}
