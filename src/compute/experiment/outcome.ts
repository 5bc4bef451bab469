import * as tf from '@tensorflow/tfjs-core';
import { derive } from '../../model/config/derive';
import type { ModelConfig } from '../../model/config/types';
import type { Outcome, WatchedOutput } from '../../model/experiment';
import type { ModelInput } from '../../model/input';
import { isPooled } from '../../model/interventionProblem';
import { AppError } from '../../shared/errors';
import { softmax } from '../generate/warpers';
import type { Trace } from '../trace';

/** Positions of the output: those of the stack that the head reads, or one where it reads the whole text. */
export function nOutputPositions(config: ModelConfig, input: ModelInput): number {
  return isPooled(config) ? 1 : (input[derive(config).outputStack]?.ids[0]?.length ?? 0);
}

/** @throws AppError `invalidInput` where there is no such logit, and why */
export function checkWatched(
  config: ModelConfig,
  input: ModelInput,
  row: number,
  { position, id }: WatchedOutput,
): void {
  if (config.head.kind === 'none') {
    throw new AppError('invalidInput', 'The model has no head, so there is no logit to watch.', 'head');
  }
  if (config.head.kind === 'span') {
    throw new AppError(
      'invalidInput',
      'A head for spans scores every position as start and end; positions compete there, not outputs of one position.',
      'head',
    );
  }
  checkIndex('row', row, (input.encoder ?? input.decoder)?.ids.length ?? 0);
  // A head that reads the whole text has one output, wherever one looks.
  if (!isPooled(config)) checkIndex('position', position, nOutputPositions(config, input));
  checkIndex('id', id, derive(config).nOutputs);
}

export function checkIndex(what: string, index: number, count: number): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw new AppError('invalidInput', `The ${what} ${index} is not in 0 … ${count - 1}.`, what);
}

/** Logit and probability of the watched output in a run. */
export async function readOutcome(
  config: ModelConfig,
  trace: Trace,
  row: number,
  { position, id }: WatchedOutput,
): Promise<Outcome> {
  const all = trace.get('head.logits');
  if (!all) throw new AppError('internal', 'The logits were not recorded.');
  const slice = tf.slice(all, [row, isPooled(config) ? 0 : position, 0], [1, 1, -1]); // [1, 1, vocab or labels]
  try {
    const logits = Float32Array.from(await slice.data());
    return { logit: logits[id] ?? 0, probability: softmax(logits)[id] ?? 0 };
  } finally {
    slice.dispose();
  }
}
