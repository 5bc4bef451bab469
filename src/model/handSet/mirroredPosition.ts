import { USUAL_SHARPNESS } from './ids';
import { handSetShapes } from './shapes';
import type { Construction } from './types';

const { contextLength: LENGTH } = handSetShapes.mirroredPosition;

/**
 * q · k / sqrt(dHead) = β [j = n - 1 - i]: each token reads the one that is as far from the other end. One layer does not
 * know where a text ends, so n is written into W_Q: the mirror is that of a text that fills the context. In a shorter
 * one, tokens whose mirror lies beyond its end read all keys evenly.
 */
export const mirroredPosition: Construction = {
  heads: [
    {
      sharpness: USUAL_SHARPNESS,
      terms: [
        { query: 'position', key: 'position', sign: 1, wants: (position, size) => size - 1 - position },
      ],
      writes: 'output',
      wanted: (ids, query) => [LENGTH - 1 - query].filter((key) => key < ids.length),
    },
  ],
  formula: { score: 'q·k / √dHead = β · [j = n − 1 − i]', sum: 'e^β + n − 1' },
};
