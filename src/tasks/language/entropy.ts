import { createRandom } from '../../shared/random';
import type { Grammar } from './choice';
import { drawText } from './choice';

const SAMPLES = 20_000;
const SAMPLE_SEED = 2017;

/** The entropy of an unambiguous grammar in nats per word, the end of the text counted as a word. */
export function meanNats(grammar: Grammar<unknown>): number {
  const random = createRandom(SAMPLE_SEED);
  let nats = 0;
  let words = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const text = drawText(grammar, random);
    nats += text.nats;
    words += text.words.length + 1;
  }
  return nats / words;
}
