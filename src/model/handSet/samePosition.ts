import { USUAL_SHARPNESS } from './ids';
import type { Construction } from './types';

/** q · k / sqrt(dHead) = β [j = i]: each token reads itself. */
export const samePosition: Construction = {
  heads: [
    {
      sharpness: USUAL_SHARPNESS,
      terms: [{ query: 'position', key: 'position', sign: 1, wants: (position) => position }],
      writes: 'output',
      wanted: (_, query) => [query],
    },
  ],
  formula: { score: 'q·k / √dHead = β · [j = i]', sum: 'e^β + n − 1' },
};
