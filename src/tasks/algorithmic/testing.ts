import type { Family } from '../../model/config/types';
import { createRandom } from '../../shared/random';
import type { Example, Split, Task } from '../task';

/** Examples of a task, always the same for a seed. For tests only. */
export function examplesOf(
  task: Task,
  family: Family,
  split: Split,
  count: number,
  seed = 1,
): readonly Example[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => task.example(family, random, split));
}

/** The wanted words that count, without <eos>. */
export function answerOf(example: Example): readonly string[] {
  return wantedOf(example).filter((word) => word !== '<eos>');
}

/** The wanted words that count. */
export function wantedOf({ targets }: Example): readonly string[] {
  if (targets.kind !== 'tokens') throw new Error(`no words are wanted but ${targets.kind}`);
  return targets.words.filter((word) => word !== null);
}

/** Input and output of an encoder-decoder example. */
export function pairOf(example: Example): {
  readonly input: readonly string[];
  readonly output: readonly string[];
} {
  return { input: example.encoder?.words.slice(0, -1) ?? [], output: answerOf(example) };
}
