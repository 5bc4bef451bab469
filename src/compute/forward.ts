import * as tf from '@tensorflow/tfjs-core';
import { derive } from '../model/config/derive';
import type { ModelConfig } from '../model/config/types';
import type { ModelInput } from '../model/input';
import type { Intervention } from '../model/intervention';
import type { TraceName } from '../model/traceNames';
import { AppError } from '../shared/errors';
import { checkInput } from './checkInput';
import { applyHead } from './head';
import type { KvCache } from './kvCache';
import { type Memory, runStack } from './stack';
import type { Hidden, Weights } from './tensors';
import { createRecorder, type Tap, type Trace } from './trace';

export interface ForwardOptions {
  readonly interventions?: readonly Intervention[];
  /** Which activations to keep; absent: all. The logits are always kept. */
  readonly record?: (name: TraceName) => boolean;
}

/**
 * One forward pass of any variant.
 * @param weights tensors of `parameters(config)`; borrowed
 * @param input ids with padding and segments, checked before anything is computed
 * @returns the recorded activations, `head.logits` among them; the caller disposes the trace
 * @throws AppError `invalidInput` for input that does not fit, or an intervention at an activation that never appears
 */
export function forward(
  config: ModelConfig,
  weights: Weights,
  input: ModelInput,
  options: ForwardOptions = {},
): Trace {
  checkInput(config, input);
  const { record = () => true, interventions = [] } = options;
  const recorder = createRecorder((name) => name === 'head.logits' || record(name), interventions);
  try {
    tf.tidy(() => {
      const memory = encode(config, weights, input, recorder.tap);
      const hidden =
        memory && !derive(config).hasDecoder
          ? memory.hidden
          : decode(config, weights, input, memory, null, recorder.tap);
      if (!hidden) throw new AppError('internal', 'The model has no output.');
      recorder.tap(
        'head.logits',
        applyHead(config, weights, hidden, outputMask(config, input), recorder.tap),
      );
    });
    const [unused] = recorder.unused();
    if (unused) throw new AppError('invalidInput', `${unused.at} does not appear in this model.`, unused.at);
    return recorder.trace;
  } catch (error) {
    recorder.trace.dispose();
    throw error;
  }
}

/** Runs the encoder, if the model has one. */
export function encode(config: ModelConfig, weights: Weights, input: ModelInput, tap: Tap): Memory | null {
  if (!derive(config).hasEncoder || !input.encoder) return null;
  const hidden = runStack(config, weights, 'encoder', input.encoder, null, null, tap);
  return { hidden, length: hidden.shape[1], isToken: input.encoder.attentionMask ?? null };
}

/** Runs the decoder on ids, after those in the cache. @returns [batch, position, dModel] */
export function decode(
  config: ModelConfig,
  weights: Weights,
  input: ModelInput,
  memory: Memory | null,
  cache: KvCache | null,
  tap: Tap,
): Hidden {
  if (!input.decoder) throw new AppError('invalidInput', 'The decoder has no ids.', 'decoder.ids');
  const read = derive(config).hasCross ? memory : null;
  return runStack(config, weights, 'decoder', input.decoder, read, cache, tap);
}

function outputMask(config: ModelConfig, input: ModelInput): readonly (readonly number[])[] | null {
  return input[derive(config).outputStack]?.attentionMask ?? null;
}
