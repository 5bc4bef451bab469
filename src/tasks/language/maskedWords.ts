import type { Family } from '../../model/config/types';
import type { Random } from '../../shared/random';
import type { Example, Split, Task } from '../task';
import { GAP } from '../task';
import { encoderVocabulary } from './encoderVocabulary';
import { meanNats } from './entropy';
import { countToHide, hideWords, placesToHide } from './masking';
import { LONGEST_PAIR, writePair } from './pairs';
import { joinTexts, nextWordExample, sourceTargetExample } from './sequences';
import { drawOfSplit } from './split';

const withGap = [...encoderVocabulary, GAP];

/** As for stories: the share of next words that the grammar's likeliest word gets right, over 2,500 pairs. */
const NEXT_WORD_CEILING = 0.603;

let floor: number | null = null;

function example(family: Family, random: Random, split: Split): Example {
  const { words, result } = drawOfSplit(writePair, random, split);
  if (family === 'decoder-only') return nextWordExample(words);
  if (family === 'encoder-decoder') {
    const hidden = placesToHide(words, random);
    return sourceTargetExample(
      words.map((word, index) => (hidden.has(index) ? GAP : word)),
      words.filter((_, index) => hidden.has(index)),
    );
  }
  const joined = joinTexts(words.slice(0, result.cut), words.slice(result.cut));
  const masked = hideWords(joined.words, encoderVocabulary, random);
  return {
    encoder: { words: masked.words, segments: joined.segments },
    targets: { kind: 'tokens', words: masked.targets },
  };
}

/** The pretraining of BERT: hidden words of two sentences, of which the second follows from the first. */
export const maskedWords: Task = {
  id: 'maskedWords',
  families: ['encoder-only', 'encoder-decoder', 'decoder-only'],
  vocabulary(family) {
    const words = family === 'encoder-decoder' ? withGap : encoderVocabulary;
    return { source: words, target: words, labels: [] };
  },
  longest(family) {
    if (family === 'encoder-only') return { encoder: LONGEST_PAIR + 3, decoder: 0 };
    if (family === 'decoder-only') return { encoder: 0, decoder: LONGEST_PAIR + 1 };
    return { encoder: LONGEST_PAIR + 1, decoder: countToHide(LONGEST_PAIR) + 1 };
  },
  example,
  limits(family) {
    const chance = 1 / encoderVocabulary.length;
    if (family !== 'decoder-only') return { lossFloor: null, accuracyCeiling: null, chance };
    floor ??= meanNats(writePair);
    return { lossFloor: floor, accuracyCeiling: NEXT_WORD_CEILING, chance };
  },
};
