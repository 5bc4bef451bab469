import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig, Stack } from '../model/config/types';
import { attention, type KeysValues } from './attention';
import type { AttentionMasks } from './attentionMask';
import { feedForward } from './feedForward';
import { norm } from './norm';
import type { RotaryTables } from './position';
import type { Hidden, Weights } from './tensors';
import type { Tap } from './trace';

export interface BlockContext {
  readonly config: ModelConfig;
  readonly weights: Weights;
  readonly stack: Stack;
  readonly masks: AttentionMasks;
  readonly positionBias: tf.Tensor4D | null;
  /** One for each layer. */
  readonly rotary: readonly (RotaryTables | null)[];
  /** [batch, source, dModel]; null in a stack without cross-attention, or when the cache holds its keys and values */
  readonly memory: Hidden | null;
  readonly tap: Tap;
}

/** Keys and values of one decoder layer from earlier positions. */
export interface LayerPast {
  readonly self: KeysValues | null;
  readonly cross: KeysValues | null;
}

// A type, not an interface: tf.tidy returns only what has an implicit index signature.
export type BlockResult = {
  /** [batch, position, dModel] */
  readonly output: Hidden;
  readonly self: KeysValues;
  /** undefined in a stack without cross-attention */
  readonly cross: KeysValues | undefined;
};

type SubLayer = 'selfAttention' | 'crossAttention' | 'feedForward';

/**
 * One layer: self-attention, cross-attention where the stack has a memory, feed-forward; each joins the residual
 * stream, with norms before, after or on both sides (2017 paper, section 3.1; pre-norm: Xiong 2020). In a parallel
 * block all sub-layers read the same stream and their outputs are added at once (GPT-J, GPT-NeoX).
 * @param x [batch, position, dModel]
 */
export function block(context: BlockContext, layer: number, x: Hidden, past: LayerPast | null): BlockResult {
  return tf.tidy(() => {
    const { config, weights, tap, masks } = context;
    const name = `${context.stack}.layers.${layer}` as const;
    const parallel = config.block.kind === 'parallel';
    const entry = tap(`${name}.residual.input`, x);

    const selfInput = normBefore(context, layer, 'selfAttention', entry);
    const self = attention(config, weights, selfInput, selfInput, {
      name: `${name}.selfAttention`,
      mask: masks.self[layer] ?? null,
      positionBias: context.positionBias,
      rotary: context.rotary[layer] ?? null,
      past: past?.self ?? null,
      tap,
    });
    let stream = tap(
      `${name}.residual.afterSelfAttention`,
      join(context, layer, 'selfAttention', entry, self.output),
    );

    let cross: KeysValues | undefined;
    if (context.memory || past?.cross) {
      const crossInput = normBefore(context, layer, 'crossAttention', parallel ? entry : stream);
      const crossed = attention(config, weights, crossInput, past?.cross ? null : context.memory, {
        name: `${name}.crossAttention`,
        mask: masks.cross,
        positionBias: null,
        rotary: null,
        past: past?.cross ?? null,
        tap,
      });
      cross = { k: crossed.k, v: crossed.v };
      stream = tap(
        `${name}.residual.afterCrossAttention`,
        join(context, layer, 'crossAttention', stream, crossed.output),
      );
    }

    const sharesNorm = config.block.kind === 'parallel' && config.block.norms === 'shared';
    const feedInput = sharesNorm
      ? selfInput
      : normBefore(context, layer, 'feedForward', parallel ? entry : stream);
    const fed = feedForward(config, weights, `${name}.feedForward`, feedInput, tap);
    const output = tap(`${name}.residual.output`, join(context, layer, 'feedForward', stream, fed), {
      layerInput: entry,
    });
    return { output, self: { k: self.k, v: self.v }, cross };
  });
}

function normBefore(context: BlockContext, layer: number, subLayer: SubLayer, x: Hidden): Hidden {
  const { config, weights, stack } = context;
  const skipped = config.norm.skipFirst && layer === 0 && subLayer === 'selfAttention';
  if (config.norm.placement === 'post' || skipped) return x;
  return norm(config.norm, weights, `${stack}.layers.${layer}.${subLayer}Norm`, x);
}

/** Adds a sub-layer's output to the residual stream. */
function join(
  context: BlockContext,
  layer: number,
  subLayer: SubLayer,
  stream: Hidden,
  output: Hidden,
): Hidden {
  const { config, weights, stack } = context;
  const name = `${stack}.layers.${layer}.${subLayer}`;
  switch (config.norm.placement) {
    case 'pre':
      return tf.add(stream, output);
    case 'post':
      return norm(config.norm, weights, `${name}Norm`, tf.add(stream, output));
    case 'both':
      return tf.add(stream, norm(config.norm, weights, `${name}OutputNorm`, output));
  }
}
