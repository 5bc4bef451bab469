import type { HostWeights, Weights } from '../compute/tensors';
import { disposeWeights, initialWeights, uploadWeights } from '../compute/weights';
import type { ModelConfig } from '../model/config/types';
import { parameterBytes } from '../model/memory';
import { AppError } from '../shared/errors';
import type { ModelSlot, WeightsSource } from './engine';
import { checkLoadedBytes } from './memoryCheck';

/** Random weights are remembered up to this size, so that moving a slider back is instant. */
const REMEMBERED_BYTES = 128 * 2 ** 20;

interface Uploaded {
  readonly key: string;
  readonly source: WeightsSource;
  readonly weights: Weights;
  readonly bytes: number;
}

export interface WeightsCache {
  /** Weights of a slot on the backend; made or uploaded when they are not there. Owned by the cache. */
  weights(slot: ModelSlot, config: ModelConfig, source: WeightsSource): Weights;
  /** @throws AppError `outOfMemory` when all loaded weights together would fill the tab */
  put(id: string, weights: HostWeights): void;
  /** Frees loaded weights; models that use them keep theirs until they run again. */
  forget(id: string): void;
  /** Values on the host, made or found. */
  hostWeights(config: ModelConfig, source: WeightsSource): HostWeights;
  /** Whether these are still the weights of the slot. */
  holds(slot: ModelSlot, weights: Weights): boolean;
  /** Bytes on the backend of the other slots. */
  bytesBeside(slot: ModelSlot): number;
  /** Frees what is on the backend; host copies stay, so that everything can be uploaded again. */
  drop(): void;
  /** Frees what one slot has on the backend. */
  release(slot: ModelSlot): void;
}

/** @param snapshot the weights of a training as they were after a step */
export function createWeightsCache(snapshot: (id: string, step: number) => HostWeights): WeightsCache {
  const loaded = new Map<string, HostWeights>();
  const remembered = new Map<string, { readonly host: HostWeights; readonly bytes: number }>();
  const uploaded = new Map<ModelSlot, Uploaded>();

  const remember = (key: string, host: HostWeights, bytes: number): void => {
    if (bytes > REMEMBERED_BYTES) return;
    remembered.set(key, { host, bytes });
    let total = sum([...remembered.values()].map((entry) => entry.bytes));
    for (const [oldest, entry] of remembered) {
      if (total <= REMEMBERED_BYTES) break;
      remembered.delete(oldest);
      total -= entry.bytes;
    }
  };

  const hostWeights = (key: string, config: ModelConfig, source: WeightsSource): HostWeights => {
    if (source.kind === 'loaded') {
      const found = loaded.get(source.id);
      if (!found)
        throw new AppError('invalidInput', `There are no weights under the id ${source.id}.`, 'weights');
      return found;
    }
    if (source.kind === 'training') return snapshot(source.id, source.step);
    const known = remembered.get(key);
    if (known) {
      // The newest stands last, since the first are forgotten first.
      remembered.delete(key);
      remembered.set(key, known);
      return known.host;
    }
    const host = initialWeights(config, source.seed, source.stacksAlike);
    remember(key, host, parameterBytes(config));
    return host;
  };

  return {
    weights: (slot, config, source) => {
      const key = weightsKey(config, source);
      const present = uploaded.get(slot);
      if (present?.key === key) return present.weights;
      if (present) disposeWeights(present.weights);
      uploaded.delete(slot);
      const weights = uploadWeights(config, hostWeights(key, config, source));
      uploaded.set(slot, { key, source, weights, bytes: parameterBytes(config) });
      return weights;
    },
    put: (id, weights) => {
      checkLoadedBytes(
        bytesOf(weights) + sum([...loaded].map(([other, host]) => (other === id ? 0 : bytesOf(host)))),
      );
      loaded.set(id, weights);
      for (const [slot, entry] of uploaded) {
        if (entry.source.kind !== 'loaded' || entry.source.id !== id) continue;
        disposeWeights(entry.weights);
        uploaded.delete(slot);
      }
    },
    forget: (id) => {
      loaded.delete(id);
    },
    hostWeights: (config, source) => hostWeights(weightsKey(config, source), config, source),
    holds: (slot, weights) => uploaded.get(slot)?.weights === weights,
    bytesBeside: (slot) => sum([...uploaded].map(([other, { bytes }]) => (other === slot ? 0 : bytes))),
    release: (slot) => {
      const present = uploaded.get(slot);
      if (present) disposeWeights(present.weights);
      uploaded.delete(slot);
    },
    drop: () => {
      for (const { weights } of uploaded.values()) disposeWeights(weights);
      uploaded.clear();
    },
  };
}

function bytesOf(host: HostWeights): number {
  return sum([...host.values()].map((values) => values.byteLength));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** What decides the values of weights; a longer batch or another mask does not. */
function weightsKey(config: ModelConfig, source: WeightsSource): string {
  const { attention, ...rest } = config;
  return JSON.stringify([source, { ...rest, batchSize: 1 }, attention.scoreScale, attention.memory]);
}
