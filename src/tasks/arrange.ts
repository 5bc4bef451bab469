import { assertNever } from '../shared/assertNever';
import type { Family } from '../model/config/types';
import { SEPARATOR, type Example } from './task';

/** One question and its answer, before any family has seen it. */
export interface InputOutput {
  readonly input: readonly string[];
  readonly output: readonly string[];
}

/**
 * One example as each family learns it:
 * - encoder-decoder: the encoder reads the input, the decoder is fed the right output one position late (teacher forcing);
 * - decoder-only: one text, input → output; the loss counts the output only, as the input cannot be foretold;
 * - encoder-only: the output is masked in the second segment and filled in at once.
 */
export function arrange(family: Family, example: InputOutput): Example {
  const { input, output } = example;
  switch (family) {
    case 'encoder-decoder':
      return {
        encoder: { words: [...input, '<eos>'] },
        decoder: { words: ['<bos>', ...output] },
        targets: { kind: 'tokens', words: [...output, '<eos>'] },
      };
    case 'decoder-only':
      return {
        decoder: { words: ['<bos>', ...input, SEPARATOR, ...output] },
        // The separator is the first position that predicts a word of the output.
        targets: { kind: 'tokens', words: [null, ...input.map(() => null), ...output, '<eos>'] },
      };
    case 'encoder-only': {
      const first = ['[CLS]', ...input, '[SEP]'];
      const second = [...output.map(() => '[MASK]'), '[SEP]'];
      return {
        encoder: {
          words: [...first, ...second],
          segments: [...first.map(() => 0), ...second.map(() => 1)],
        },
        targets: { kind: 'tokens', words: [...first.map(() => null), ...output, null] },
      };
    }
    default:
      return assertNever(family);
  }
}

/** Positions that `arrange` needs for an input and an output of these lengths; 0 where a family has no such stack. */
export function arrangedLength(
  family: Family,
  nInput: number,
  nOutput: number,
): { readonly encoder: number; readonly decoder: number } {
  switch (family) {
    case 'encoder-decoder':
      return { encoder: nInput + 1, decoder: nOutput + 1 };
    case 'decoder-only':
      return { encoder: 0, decoder: nInput + nOutput + 2 };
    case 'encoder-only':
      return { encoder: nInput + nOutput + 3, decoder: 0 };
    default:
      return assertNever(family);
  }
}
