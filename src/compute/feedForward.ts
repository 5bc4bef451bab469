import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig, Stack } from '../model/config/types';
import { activate } from './activation';
import { linear } from './linear';
import type { Hidden, Weights } from './tensors';
import type { Tap } from './trace';

/**
 * The position-wise feed-forward block: down(activation(up(x))) (2017 paper, section 3.3), or with a gate
 * down(activation(gate(x)) · up(x)) (Shazeer 2020).
 * @param x [batch, position, dModel]
 * @returns [batch, position, dModel]
 */
export function feedForward(
  config: ModelConfig,
  weights: Weights,
  name: `${Stack}.layers.${number}.feedForward`,
  x: Hidden,
  tap: Tap,
): Hidden {
  return tf.tidy(() => {
    const { activation, gated } = config.feedForward;
    const fused = activation === 'relu' ? 'relu' : 'linear';
    const first = linear(weights, `${name}.${gated ? 'gate' : 'up'}`, x, fused); // [batch, position, dFf]
    const active = fused === 'relu' ? first : activate(first, activation); // [batch, position, dFf]
    const inner = gated ? tf.mul(active, linear(weights, `${name}.up`, x)) : active; // [batch, position, dFf]
    const hidden = tap(`${name}.hidden`, inner as Hidden);
    return tap(`${name}.output`, linear(weights, `${name}.down`, hidden)); // [batch, position, dModel]
  });
}
