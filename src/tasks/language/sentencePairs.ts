import type { Random } from '../../shared/random';
import type { Example, Split, Task } from '../task';
import type { Written } from './choice';
import { drawText } from './choice';
import { encoderVocabulary } from './encoderVocabulary';
import type { Pair } from './pairs';
import { LONGEST_PAIR, writePair } from './pairs';
import { readings } from './reading';
import { joinTexts } from './sequences';
import { drawOfSplit, splitOf } from './split';

const LABELS = ['follows', 'random'];
/** Of the sentences about another kind of fact, so many are dropped: the same kind is harder, and rarer. */
const UNLIKE_DROPPED = 0.8;

function example(random: Random, split: Split): Example {
  const label = random() < 0.5 ? 'follows' : 'random';
  const [first, second] = label === 'follows' ? drawFollowing(random, split) : drawRandom(random, split);
  return { encoder: joinTexts(first, second), targets: { kind: 'class', label } };
}

type Sentences = readonly [first: readonly string[], second: readonly string[]];

function sentencesOf({ words, result }: Written<Pair>): Sentences {
  return [words.slice(0, result.cut), words.slice(result.cut)];
}

function drawFollowing(random: Random, split: Split): Sentences {
  return sentencesOf(drawOfSplit(writePair, random, split));
}

/** The second sentence of another text; about half of them tell of the same kind of fact. */
function drawRandom(random: Random, split: Split): Sentences {
  for (;;) {
    const text = drawText(writePair, random);
    const other = drawText(writePair, random);
    const unlike = other.result.fact.kind !== text.result.fact.kind;
    if (unlike && random() < UNLIKE_DROPPED) continue;
    const [first] = sentencesOf(text);
    const [, second] = sentencesOf(other);
    const both = [...first, ...second];
    // By chance the other sentence may follow just as well; then it is no example of what does not.
    if (splitOf(both) === split && readings(writePair, both).length === 0) return [first, second];
  }
}

/** Whether the second sentence follows from the first. The grammar decides it, so that no answer is open. */
export const sentencePairs: Task = {
  id: 'sentencePairs',
  families: ['encoder-only'],
  vocabulary: () => ({ source: encoderVocabulary, target: encoderVocabulary, labels: LABELS }),
  longest: () => ({ encoder: LONGEST_PAIR + 3, decoder: 0 }),
  example: (_family, random, split) => example(random, split),
  limits: () => ({ lossFloor: 0, accuracyCeiling: null, chance: 1 / LABELS.length }),
};
