import { assertNever } from '../shared/assertNever';
import type { Family } from '../model/config/types';

/** The ids of the special tokens of a family; null: the family has no such token. */
export interface Specials {
  /** Names in the order of their ids. */
  readonly names: readonly string[];
  readonly pad: number;
  readonly cls: number | null;
  readonly sep: number | null;
  readonly mask: number | null;
  readonly bos: number | null;
  readonly eos: number | null;
}

const encoderOnly: Specials = {
  names: ['[PAD]', '[CLS]', '[SEP]', '[MASK]'],
  pad: 0,
  cls: 1,
  sep: 2,
  mask: 3,
  bos: null,
  eos: null,
};

const withDecoder: Specials = {
  names: ['<pad>', '<bos>', '<eos>'],
  pad: 0,
  cls: null,
  sep: null,
  mask: null,
  bos: 1,
  eos: 2,
};

/**
 * The special tokens that a family needs, first in its vocabulary. Padding is 0 in every family. There is no unknown
 * token: whatever is typed is at least bytes.
 */
export function specialsOf(family: Family): Specials {
  switch (family) {
    case 'encoder-only':
      return encoderOnly;
    case 'decoder-only':
    case 'encoder-decoder':
      return withDecoder;
    default:
      return assertNever(family);
  }
}
