import * as tf from '@tensorflow/tfjs-core';
import { derive } from '../model/config/derive';
import type { ModelConfig } from '../model/config/types';
import type { ModelInput } from '../model/input';
import { copiesMemory, type Intervention } from '../model/intervention';
import { problemText } from '../model/interventionForm';
import { type RunTexts, textProblem } from '../model/interventionProblem';
import type { TraceName } from '../model/traceNames';
import { AppError } from '../shared/errors';
import type { Donor } from './applyIntervention';
import { checkInput } from './checkInput';
import { applyHead } from './head';
import type { KvCache } from './kvCache';
import { type Memory, runStack } from './stack';
import type { Hidden, Weights } from './tensors';
import { createRecorder, type Tap, type Trace } from './trace';

export interface ForwardOptions {
  readonly interventions?: readonly Intervention[];
  /** What interventions copy from; borrowed. */
  readonly donor?: Donor;
  /** Which activations to keep; absent: all. The logits are always kept. */
  readonly record?: (name: TraceName) => boolean;
}

/**
 * One forward pass of any variant.
 * @param weights tensors of `parameters(config)`; borrowed
 * @param input ids with padding and segments, checked before anything is computed
 * @returns the recorded activations, `head.logits` among them; the caller disposes the trace
 * @throws AppError `invalidInput` for input or an intervention that does not fit, before anything is computed
 */
export function forward(
  config: ModelConfig,
  weights: Weights,
  input: ModelInput,
  options: ForwardOptions = {},
): Trace {
  checkInput(config, input);
  const { record = () => true, interventions = [], donor = null } = options;
  checkInterventions(config, interventions, { input, ...(donor ? { donor: donor.input } : {}) });
  const recorder = createRecorder({
    config,
    input,
    record: (name) => name === 'head.logits' || record(name),
    interventions,
    donor,
  });
  const source = interventions.some(copiesMemory) ? donor?.input : input;
  try {
    tf.tidy(() => {
      const memory = encode(config, weights, input, recorder.tap, source);
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
    return recorder.trace;
  } catch (error) {
    recorder.trace.dispose();
    throw error;
  }
}

/** @throws AppError `invalidInput` for the first intervention that does not fit */
export function checkInterventions(
  config: ModelConfig,
  interventions: readonly Intervention[],
  texts: RunTexts,
): void {
  for (const intervention of interventions) {
    const problem = textProblem(config, intervention, texts);
    if (problem) throw new AppError('invalidInput', problemText(problem), intervention.at);
  }
}

/**
 * Runs the encoder, if the model has one.
 * @param source whose memory comes out, if an intervention puts that of another text in place
 */
export function encode(
  config: ModelConfig,
  weights: Weights,
  input: ModelInput,
  tap: Tap,
  source: ModelInput = input,
): Memory | null {
  if (!derive(config).hasEncoder || !input.encoder) return null;
  const hidden = runStack(config, weights, 'encoder', input.encoder, null, null, tap);
  return { hidden, length: hidden.shape[1], isToken: source.encoder?.attentionMask ?? null };
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
