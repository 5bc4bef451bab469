import * as tf from '@tensorflow/tfjs-core';
import type { KeysValues } from './attention';
import type { LayerPast } from './block';

/**
 * Keys and values of the positions a decoder has seen, so that the next token needs one row of work. Owns its tensors.
 */
export interface KvCache {
  /** Number of positions in it. */
  readonly length: number;
  layer(index: number): LayerPast | null;
  /** Takes over the keys and values of a layer and frees the ones before. */
  store(index: number, self: KeysValues, cross: KeysValues | undefined): void;
  /** Counts the positions of a finished pass. */
  advance(nPositions: number): void;
  dispose(): void;
}

export function createKvCache(): KvCache {
  const layers: LayerPast[] = [];
  let length = 0;
  const keep = ({ k, v }: KeysValues): KeysValues => ({ k: tf.keep(k), v: tf.keep(v) });
  const free = (pair: KeysValues | null): void => {
    pair?.k.dispose();
    pair?.v.dispose();
  };
  return {
    get length() {
      return length;
    },
    layer: (index) => layers[index] ?? null,
    store: (index, self, cross) => {
      const old = layers[index];
      free(old?.self ?? null);
      // Keys and values of the encoder memory never change: the first ones stay.
      layers[index] = { self: keep(self), cross: old?.cross ?? (cross ? keep(cross) : null) };
    },
    advance: (nPositions) => {
      length += nPositions;
    },
    dispose: () => {
      for (const { self, cross } of layers) {
        free(self);
        free(cross);
      }
      layers.length = 0;
      length = 0;
    },
  };
}
