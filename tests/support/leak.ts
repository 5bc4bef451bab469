import { runExperiment } from '../../src/compute/experiment/experiment';
import { disposeWeights, uploadWeights } from '../../src/compute/weights';
import { derive } from '../../src/model/config/derive';
import type { ModelConfig, Stack } from '../../src/model/config/types';
import type { LeakAnswer } from '../../src/model/experiment';
import { inputFor, livelyWeights } from './onBackend';

const TEXT = [1, 4, 2, 7, 5, 9, 3];
const SOURCE = [3, 1, 4, 1, 5];
/** The position whose token is another one. */
const CHANGED = 3;

export interface Leak {
  readonly answer: LeakAnswer;
  /** Differences after each layer of the changed stack, and of its logits: before the changed position and from it on. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Of every level of the encoder. */
  readonly ofEncoder: readonly number[];
  readonly logits: readonly number[];
}

/** A leak test with one token of a stack changed. */
export async function leakOf(config: ModelConfig, stack: Stack): Promise<Leak> {
  const swap = (ids: number[]): number[] => ids.map((id, index) => (index === CHANGED ? 8 : id));
  const isOnly = config.family !== 'encoder-decoder';
  const changed =
    isOnly || stack === 'decoder'
      ? inputFor(config, [swap(TEXT)], [SOURCE])
      : inputFor(config, [TEXT], [swap(SOURCE)]);
  const weights = uploadWeights(config, livelyWeights(config));
  try {
    const answer = await runExperiment(
      { config, weights, input: inputFor(config, [TEXT], [SOURCE]), interventions: [], row: 0 },
      { kind: 'leak', changed },
      { onStep: () => undefined, pause: () => Promise.resolve(), isCancelled: () => false },
    );
    if (answer.kind !== 'leak') throw new Error('A leak test was answered by something else.');
    const levels = (of: Stack): number[][] => {
      const found = answer.stacks.find((one) => one.stack === of);
      if (!found) return [];
      const { names, nPositions, differences } = found;
      return names.map((_, level) => [...differences.subarray(level * nPositions, (level + 1) * nPositions)]);
    };
    const isOutput = derive(config).outputStack === stack;
    // Below the first attention only the changed position moves.
    const mixed = [...levels(stack).slice(1), ...(isOutput ? [[...answer.logits]] : [])];
    return {
      answer,
      before: mixed.flatMap((row) => row.slice(0, CHANGED)),
      after: mixed.flatMap((row) => row.slice(CHANGED)),
      ofEncoder: levels('encoder').flat(),
      logits: [...answer.logits],
    };
  } finally {
    disposeWeights(weights);
  }
}
