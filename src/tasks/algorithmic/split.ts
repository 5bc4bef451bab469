import { AppError } from '../../shared/errors';
import { createRandom, seedFrom } from '../../shared/random';
import type { Split } from '../task';

const TEST_SHARE = 0.1;
const SEED = 17;
const MOST_DRAWS = 10_000;

/**
 * The split that a text belongs to, always the same one: about a tenth are test texts.
 * The hash is mixed once more, as the lowest bit of FNV-1a is the parity of the lowest bits of the characters: by
 * `hash % 10` the test sums of additions would all be even.
 */
export function splitOf(text: string): Split {
  return createRandom(seedFrom(text, SEED))() < TEST_SHARE ? 'test' : 'train';
}

/** Draws until an example belongs to the split. */
export function drawInSplit<Drawn>(split: Split, draw: () => Drawn, textOf: (drawn: Drawn) => string): Drawn {
  for (let attempt = 0; attempt < MOST_DRAWS; attempt += 1) {
    const drawn = draw();
    if (splitOf(textOf(drawn)) === split) return drawn;
  }
  // The smallest sizes are chosen (and tested) so that both splits have examples.
  throw new AppError('internal', `no example of the ${split} split in ${MOST_DRAWS} draws`);
}
