import { assertNever } from '../../shared/assertNever';
import type { Family } from '../../model/config/types';
import type { Random } from '../../shared/random';
import { arrange, arrangedLength } from '../arrange';
import { GAP, type Example, type Limits, type Task } from '../task';
import { drawBelow, drawWords, letters, MOST_LETTERS } from './draw';
import { ALL_FAMILIES, chanceOf } from './inputOutput';
import { readSizes, type SizeRange, type Sizes } from './sizes';
import { drawInSplit } from './split';

/** `length` is that of the whole palindrome; every example has it. */
export const fillGapRanges: readonly SizeRange<'length' | 'nSymbols'>[] = [
  { key: 'length', smallest: 6, largest: 32, default: 12, step: 2 },
  { key: 'nSymbols', smallest: 4, largest: MOST_LETTERS, default: 10, step: 1 },
];

/** A palindrome, and the place in its first half that is hidden. */
interface Gapped {
  readonly half: readonly string[];
  readonly gap: number;
}

/**
 * One word of a palindrome is hidden, in its first half: 'a b _ c b a'. Its mirror image, which comes later, tells it.
 * A model that looks to both sides can be right always. A causal model cannot do better than a guess: see `limitsOf`.
 */
export function createFillGap(sizes: Sizes): Task {
  const { length, nSymbols } = readSizes(fillGapRanges, sizes);
  const symbols = letters(nSymbols);
  return {
    id: 'fillGap',
    families: ALL_FAMILIES,
    vocabulary(family) {
      // Encoder-only models have [MASK] for it, which is a special token.
      const words = family === 'encoder-only' ? symbols : [...symbols, GAP];
      return { source: words, target: words, labels: [] };
    },
    longest: (family) => longestOf(family, length),
    example(family, random, split) {
      const drawn = drawInSplit(split, () => drawGapped(random, symbols, length / 2), shownHalf);
      return arrangeGapped(family, drawn);
    },
    limits: (family) => limitsOf(family, nSymbols),
  };
}

function drawGapped(random: Random, symbols: readonly string[], nHalf: number): Gapped {
  return { half: drawWords(random, symbols, nHalf), gap: drawBelow(random, nHalf) };
}

/**
 * What decides on the split: the first half as it is shown. Were it the whole text, the words that may follow a
 * beginning would not be equally frequent among the training texts, and a causal model could learn that. So no shown
 * text is in both splits, but a palindrome may be, with different gaps.
 */
function shownHalf({ half, gap }: Gapped): string {
  return half.with(gap, GAP).join(' ');
}

function arrangeGapped(family: Family, { half, gap }: Gapped): Example {
  const hidden = half[gap] ?? '';
  const mirrored = [...half].reverse();
  const shown = (word: string): string[] => [...half.with(gap, word), ...mirrored];
  switch (family) {
    case 'encoder-decoder':
      return arrange(family, { input: shown(GAP), output: [hidden] });
    case 'decoder-only': {
      const words = ['<bos>', ...shown(GAP)];
      // <bos> comes first, so the position with the number of the gap is the one that predicts it.
      const targets = words.map((_, position) => (position === gap ? hidden : null));
      return { decoder: { words }, targets: { kind: 'tokens', words: targets } };
    }
    case 'encoder-only': {
      const words = ['[CLS]', ...shown('[MASK]'), '[SEP]'];
      const targets = words.map((word) => (word === '[MASK]' ? hidden : null));
      return {
        encoder: { words, segments: words.map(() => 0) },
        targets: { kind: 'tokens', words: targets },
      };
    }
    default:
      return assertNever(family);
  }
}

function longestOf(family: Family, length: number): { encoder: number; decoder: number } {
  switch (family) {
    case 'encoder-decoder':
      return arrangedLength(family, length, 1);
    case 'decoder-only':
      return { encoder: 0, decoder: length + 1 };
    case 'encoder-only':
      return { encoder: length + 2, decoder: 0 };
    default:
      return assertNever(family);
  }
}

/**
 * In a causal model the position that predicts the hidden word sees only the words before it. These are drawn
 * independently of it, and it is equally likely to be each of the nSymbols letters, in both splits. So the best
 * prediction is the uniform one, with a loss of ln(nSymbols), and no answer is right more often than once in nSymbols.
 */
function limitsOf(family: Family, nSymbols: number): Limits {
  if (family === 'decoder-only') {
    return { lossFloor: Math.log(nSymbols), accuracyCeiling: 1 / nSymbols, chance: 1 / nSymbols };
  }
  return { lossFloor: 0, accuracyCeiling: null, chance: chanceOf(family, 1, 1 / nSymbols) };
}
