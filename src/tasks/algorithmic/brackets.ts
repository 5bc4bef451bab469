import type { Random } from '../../shared/random';
import type { InputOutput } from '../arrange';
import type { Task } from '../task';
import { drawBelow, drawLength, lengthsUpTo } from './draw';
import { inputOutputTask } from './inputOutput';
import { readSizes, type SizeRange, type Sizes } from './sizes';

/** `nSymbols` is the number of kinds of brackets; examples have half of `length` up to `length` brackets. */
export const bracketsRanges: readonly SizeRange<'length' | 'nSymbols'>[] = [
  { key: 'length', smallest: 6, largest: 32, default: 10, step: 1 },
  { key: 'nSymbols', smallest: 1, largest: 3, default: 3, step: 1 },
];

const KINDS = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
] as const;
/** More than half, so that deep nesting is not rare. */
const OPENING_SHARE = 0.6;

/**
 * The brackets that close what is open, the innermost first: '( [ ] {' → '} )'. A task for a stack; there is exactly
 * one answer, and it is never empty.
 */
export function createBrackets(sizes: Sizes): Task {
  const { length, nSymbols } = readSizes(bracketsRanges, sizes);
  const kinds = KINDS.slice(0, nSymbols);
  return inputOutputTask({
    id: 'brackets',
    words: kinds.flat(),
    longestInput: length,
    longestOutput: length,
    meanOutput: meanDepth(length),
    topShare: 1 / nSymbols,
    draw(random) {
      for (;;) {
        const drawn = drawBrackets(random, kinds, drawLength(random, length));
        if (drawn.output.length > 0) return drawn;
      }
    },
  });
}

function drawBrackets(
  random: Random,
  kinds: readonly (readonly [string, string])[],
  length: number,
): InputOutput {
  const input: string[] = [];
  const closing: string[] = [];
  while (input.length < length) {
    const innermost = closing.at(-1);
    if (innermost === undefined || random() < OPENING_SHARE) {
      const [open, close] = kinds[drawBelow(random, kinds.length)] ?? KINDS[0];
      input.push(open);
      closing.push(close);
    } else {
      input.push(innermost);
      closing.pop();
    }
  }
  return { input, output: closing.reverse() };
}

/** Mean number of open brackets at the end, over all lengths and without the examples where none is open. */
function meanDepth(longest: number): number {
  const lengths = new Set(lengthsUpTo(longest));
  let chances = [1];
  let open = 0;
  let sum = 0;
  for (let length = 1; length <= longest; length += 1) {
    chances = Array.from({ length: length + 1 }, (_, depth) => {
      const deeper = depth === 1 ? 1 : OPENING_SHARE;
      const opened = depth === 0 ? 0 : (chances[depth - 1] ?? 0) * deeper;
      return opened + (chances[depth + 1] ?? 0) * (1 - OPENING_SHARE);
    });
    if (!lengths.has(length)) continue;
    open += 1 - (chances[0] ?? 0);
    sum += chances.reduce((total, chance, depth) => total + chance * depth, 0);
  }
  return sum / open;
}
