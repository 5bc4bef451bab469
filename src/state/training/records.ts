import type { StoreApi } from 'zustand/vanilla';
import type { WeightsSource } from '../../engine/engine';
import type { AppState, ModelSnapshot } from '../types';
import type { TrainingRecord } from './types';

export type Store = Pick<StoreApi<AppState>, 'setState' | 'getState'>;

export function recordOf({ getState }: Store, id: string): TrainingRecord | null {
  const { training, keptTrainings } = getState();
  return [training, ...keptTrainings].find((record) => record?.id === id) ?? null;
}

/** Changes a training wherever it stands. */
export function patchRecord(store: Store, id: string, part: Partial<TrainingRecord>): void {
  const { training, keptTrainings } = store.getState();
  if (training?.id === id) store.setState({ training: { ...training, ...part } });
  else {
    store.setState({
      keptTrainings: keptTrainings.map((record) => (record.id === id ? { ...record, ...part } : record)),
    });
  }
}

export function modelOf({ presetId, config, weights, trained, tokenization }: AppState): ModelSnapshot {
  return { presetId, config, weights, trained, tokenization };
}

/** The weights of a training at the step that is looked at. */
export function shownWeights({ id, shown, snapshots, start }: TrainingRecord): WeightsSource {
  const step = shown ?? snapshots.at(-1);
  return step === undefined ? start : { kind: 'training', id, step };
}

export function sameWeights(a: WeightsSource, b: WeightsSource): boolean {
  return a.kind === 'training' && b.kind === 'training'
    ? a.id === b.id && a.step === b.step
    : a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b);
}
