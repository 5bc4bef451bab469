import * as tf from '@tensorflow/tfjs-core';
import { layerRotary } from '../../model/config/derive';
import type { ModelConfig, Stack } from '../../model/config/types';
import type { PositionEncoding } from '../../model/study';
import { alibiSlopes, rotaryFrequencies, rotaryRows, rotatedDimensions, t5Bucket } from '../positionTables';
import { type Weights, weight } from '../tensors';
import type { Trace } from '../trace';

export interface PositionsPlace {
  readonly stack: Stack;
  readonly layer: number;
  /** Length of the text. */
  readonly reach: number;
  readonly row: number;
}

/**
 * What a model knows of positions, as it uses them: vectors that are added (2017 paper, section 3.5), angles (Su 2021),
 * biases of the scores by distance (Press 2022; Raffel 2020), or nothing.
 */
export async function positionsStudy(
  config: ModelConfig,
  weights: Weights,
  trace: Trace,
  { stack, layer, reach, row }: PositionsPlace,
): Promise<PositionEncoding> {
  const { position } = config;
  switch (position.kind) {
    case 'none':
      return { kind: 'none' };
    case 'learned':
    case 'sinusoidal': {
      const tensor = trace.get(`${stack}.embedding.positions`);
      if (!tensor) return { kind: 'none' };
      const [batch = 1, length = 0, width = 0] = tensor.shape;
      const slice = tf.slice(tensor, [batch === 1 ? 0 : row, 0, 0], [1, length, width]);
      const values = new Float32Array(await slice.data());
      slice.dispose();
      return { kind: 'vectors', learned: position.kind === 'learned', length, width, values };
    }
    case 'rotary': {
      const rotary = layerRotary(config, stack, layer) ?? position;
      const positions = Array.from({ length: reach }, (_, index) => index);
      const { cos, sin } = rotaryRows(rotary, positions, config.dHead);
      const nTurned = rotatedDimensions(rotary, config.dHead);
      const frequencies = Float32Array.from(rotaryFrequencies(rotary, config.dHead, reach));
      return {
        kind: 'angles',
        length: reach,
        nPairs: nTurned / 2,
        cosines: cos,
        sines: sin,
        frequencies,
        nUnturned: config.dHead - nTurned,
      };
    }
    case 'alibi': {
      const distances = distancesOf(stack, reach);
      const slopes = alibiSlopes(config.nHeads);
      const values = Float32Array.from(
        distances.flatMap((distance) => slopes.map((slope) => -slope * Math.abs(distance))),
      );
      return { kind: 'bias', learned: false, distances, nHeads: config.nHeads, values, buckets: null };
    }
    case 't5': {
      const distances = distancesOf(stack, reach);
      const table = await weight(weights, `${stack}.relativeBias.weight`).data(); // [buckets, heads]
      const buckets = distances.map((distance) =>
        t5Bucket(distance, stack === 'encoder', position.buckets, position.maxDistance),
      );
      const values = Float32Array.from(
        buckets.flatMap((bucket) =>
          Array.from(
            { length: config.nHeads },
            (_, head) => table[bucket * config.nHeads + head] ?? Number.NaN,
          ),
        ),
      );
      return { kind: 'bias', learned: true, distances, nHeads: config.nHeads, values, buckets };
    }
  }
}

/** key − query: a decoder reads no key after the query. */
function distancesOf(stack: Stack, reach: number): number[] {
  const most = Math.max(0, reach - 1);
  const past = Array.from({ length: most + 1 }, (_, index) => index - most);
  return stack === 'encoder' ? [...past, ...Array.from({ length: most }, (_, index) => index + 1)] : past;
}
