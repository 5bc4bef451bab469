import * as tf from '@tensorflow/tfjs-core';
import { layerMask, nLayersOf } from '../model/config/derive';
import type { MaskPattern, ModelConfig, Stack } from '../model/config/types';
import { maskMatrix, maskWithPadding } from '../model/mask';
import { blindQueries } from '../model/paintMask';
import { AppError } from '../shared/errors';
import { maskValue } from './tensors';

/** The masks of one stack in one forward pass: [batch or 1, 1, query, key], or null where nothing is masked. */
export interface AttentionMasks {
  /** One for each layer; layers with the same pattern share one tensor. */
  readonly self: readonly (tf.Tensor4D | null)[];
  readonly cross: tf.Tensor4D | null;
}

export interface MaskSizes {
  readonly nQueries: number;
  readonly nKeys: number;
  readonly firstQuery: number;
  /** [batch, key]: 1 = token, 0 = padding; null: no padding */
  readonly keyIsToken: readonly (readonly number[])[] | null;
}

/**
 * @param self sizes of self-attention
 * @param cross sizes of cross-attention, null where there is none
 */
export function attentionMasks(
  config: ModelConfig,
  stack: Stack,
  self: MaskSizes,
  cross: MaskSizes | null,
): AttentionMasks {
  const known = new Map<string, tf.Tensor4D | null>();
  const selfMasks = Array.from({ length: nLayersOf(config, stack) }, (_, layer) => {
    const pattern = layerMask(config, stack, layer);
    // Within one stack the kind tells the pattern: a window applies to a layer or does not.
    const mask = known.has(pattern.kind) ? (known.get(pattern.kind) ?? null) : maskTensor(pattern, self);
    known.set(pattern.kind, mask);
    return mask;
  });
  return { self: selfMasks, cross: cross && maskTensor(config.attention.crossMask, cross) };
}

function maskTensor(pattern: MaskPattern, sizes: MaskSizes): tf.Tensor4D | null {
  const { nQueries, nKeys, firstQuery, keyIsToken } = sizes;
  const padded = keyIsToken?.some((row) => row.includes(0)) ? keyIsToken : null;
  const rows = (padded ?? [null]).map((row) =>
    maskWithPadding({ pattern, nQueries, nKeys, firstQuery }, row),
  );
  if (pattern.kind === 'custom') refuseBlindQueries(pattern, sizes);
  if (rows.every((row) => !row.includes(1))) return null;
  const value = maskValue();
  const values = new Float32Array(rows.length * nQueries * nKeys);
  rows.forEach((row, batch) => {
    row.forEach((masked, index) => {
      if (masked) values[batch * row.length + index] = value;
    });
  });
  return tf.tensor4d(values, [rows.length, 1, nQueries, nKeys]);
}

/** A painted row without a visible key: softmax would share its weight among keys that the query must not see. */
function refuseBlindQueries(pattern: MaskPattern, { nQueries, nKeys, firstQuery }: MaskSizes): void {
  const [query] = blindQueries(maskMatrix({ pattern, nQueries, nKeys, firstQuery }), nKeys);
  if (query === undefined) return;
  throw new AppError(
    'invalidInput',
    `The painted mask lets query ${firstQuery + query} see none of its ${nKeys} keys; let it see at least one.`,
    'attention.mask',
  );
}
