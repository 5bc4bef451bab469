import type { Construction } from './types';

/** q · k / sqrt(dHead) = β [j = i]: each token reads itself. */
export const samePosition: Construction = {
  family: 'encoder-only',
  contextLength: 32,
  blocks: ['token', 'position', 'output'],
  heads: [
    {
      sharpness: 8,
      terms: [{ query: 'position', key: 'position', sign: 1, wants: (position) => position }],
      writes: 'output',
      wanted: (_, query) => [query],
    },
  ],
  formula: { score: 'q·k / √dHead = β · [j = i]', sum: 'e^β + n − 1' },
  examples: ['the cat sat on the mat'],
};
