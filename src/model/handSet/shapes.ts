import type { HandSetId } from './ids';
import type { BlockName } from './types';

/** What is known of a model that is set by hand before its weights are written: enough for a link. */
export interface HandSetShape {
  readonly family: 'encoder-only' | 'decoder-only';
  readonly contextLength: number;
  /** The residual stream, block by block. */
  readonly blocks: readonly BlockName[];
  /** A head in each. */
  readonly nLayers: number;
  /** Typed without the special tokens that the family adds; the first is shown. */
  readonly examples: readonly string[];
}

/** Characters that are rows of the vocabulary, after the special tokens. */
export const ALPHABET: readonly string[] = [...'abcdefghijklmnopqrstuvwxyz '];

const read: HandSetShape = {
  family: 'encoder-only',
  contextLength: 32,
  blocks: ['token', 'position', 'output'],
  nLayers: 1,
  examples: ['the cat sat on the mat'],
};
const previous: HandSetShape = {
  ...read,
  family: 'decoder-only',
  blocks: ['token', 'position', 'previousToken'],
};

export const handSetShapes: Readonly<Record<HandSetId, HandSetShape>> = {
  previousToken: previous,
  samePosition: read,
  mirroredPosition: {
    ...read,
    // [CLS], ten letters and [SEP].
    contextLength: 12,
    // Of different letters; and a palindrome, where the mirror of [MASK] is the letter that is hidden.
    examples: ['playground', 'abcde[MASK]dcba'],
  },
  sameToken: read,
  induction: {
    ...previous,
    blocks: [...previous.blocks, 'output'],
    nLayers: 2,
    examples: ['magic box magic b'],
  },
};
