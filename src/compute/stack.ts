import * as tf from '@tensorflow/tfjs-core';
import { layerRotary, nLayersOf } from '../model/config/derive';
import type { ModelConfig, Stack } from '../model/config/types';
import type { StackInput } from '../model/input';
import { attentionMasks } from './attentionMask';
import { block } from './block';
import { embed } from './embedding';
import type { KvCache } from './kvCache';
import { norm } from './norm';
import { positionBias, rotaryTables, type RotaryTables } from './position';
import type { Hidden, Weights } from './tensors';
import type { Tap } from './trace';

/** The encoder's output as the decoder reads it. */
export interface Memory {
  /** [batch, source, dModel]; null when a cache holds its keys and values already */
  readonly hidden: Hidden | null;
  readonly length: number;
  /** [batch, source]: 1 = token, 0 = padding; null: no padding */
  readonly isToken: readonly (readonly number[])[] | null;
}

/**
 * A stack of layers from ids to its output. Encoder and decoder are the same function: a decoder with a `memory` also
 * has cross-attention.
 * @param cache keys and values of earlier positions; is advanced by this pass
 * @returns [batch, position, dModel], after the final norm if there is one
 */
export function runStack(
  config: ModelConfig,
  weights: Weights,
  stack: Stack,
  input: StackInput,
  memory: Memory | null,
  cache: KvCache | null,
  tap: Tap,
): Hidden {
  return tf.tidy(() => {
    const past = cache?.length ?? 0;
    const length = input.ids[0]?.length ?? 0;
    const positions = positionsOf(config, input, past);
    const context = {
      config,
      weights,
      stack,
      masks: attentionMasks(
        config,
        stack,
        { nQueries: length, nKeys: past + length, firstQuery: past, keyIsToken: input.attentionMask ?? null },
        memory && { nQueries: length, nKeys: memory.length, firstQuery: past, keyIsToken: memory.isToken },
      ),
      positionBias: positionBias(config, weights, stack, length, past + length, past),
      rotary: layerRotaryTables(config, stack, positions),
      memory: memory?.hidden ?? null,
      tap,
    };
    let hidden = embed(
      config,
      weights,
      stack,
      { ids: input.ids, positions, segmentIds: input.segmentIds ?? null },
      tap,
    );
    for (let layer = 0; layer < nLayersOf(config, stack); layer += 1) {
      const result = block(context, layer, hidden, cache?.layer(layer) ?? null);
      cache?.store(layer, result.self, result.cross);
      hidden = result.output;
    }
    cache?.advance(length);
    if (config.norm.final) hidden = norm(config.norm, weights, `${stack}.finalNorm`, hidden);
    return tap(`${stack}.output`, hidden);
  });
}

/** The rotary tables of each layer; layers with a sliding window may have their own, the others share one. */
function layerRotaryTables(
  config: ModelConfig,
  stack: Stack,
  positions: readonly (readonly number[])[],
): readonly (RotaryTables | null)[] {
  const known = new Map<string, RotaryTables>();
  return Array.from({ length: nLayersOf(config, stack) }, (_, layer) => {
    const rotary = layerRotary(config, stack, layer);
    if (!rotary) return null;
    const key = JSON.stringify(rotary);
    const tables = known.get(key) ?? rotaryTables(rotary, positions, config.dHead);
    known.set(key, tables);
    return tables;
  });
}

/** Rows of positions: given, counted without padding (OPT, RoBERTa), or 0, 1, 2, … once for all rows. */
export function positionsOf(
  config: ModelConfig,
  input: StackInput,
  past: number,
): readonly (readonly number[])[] {
  if (input.positionIds) return input.positionIds;
  const length = input.ids[0]?.length ?? 0;
  const { position } = config;
  if (position.kind === 'learned' && position.skipPadding && input.attentionMask) {
    return input.attentionMask.map((row) => {
      let count = -1;
      const counted = row.map((isToken) => (isToken ? (count += 1) : Math.max(-1, -position.offset)));
      return counted.slice(-length);
    });
  }
  return [Array.from({ length }, (_, index) => past + index)];
}
