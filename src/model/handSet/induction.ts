import { USUAL_SHARPNESS } from './ids';
import { previousTokenHead } from './previousTokenHead';
import type { Construction } from './types';

/**
 * Two layers (Elhage et al. 2021, "A mathematical framework for Transformer circuits"; Olsson et al. 2022,
 * arXiv:2209.11895). The first writes beside each token the one before it. The second looks for keys whose token before
 * is the query's own: q · k / sqrt(dHead) = β [x_(j - 1) = x_i], and copies their token: after "a b … a" it says b.
 */
export const induction: Construction = {
  heads: [
    // So sharp that in 32-bit floats the block is one-hot: e^-24 is below their resolution.
    previousTokenHead(24, 'previousToken'),
    {
      sharpness: USUAL_SHARPNESS,
      terms: [{ query: 'token', key: 'previousToken', sign: 1, wants: (token) => token }],
      writes: 'output',
      // <bos> has read itself: it stands before itself.
      wanted: (ids, query) =>
        ids.slice(0, query + 1).flatMap((_, key) => (ids[Math.max(0, key - 1)] === ids[query] ? [key] : [])),
    },
  ],
  formula: { score: 'q·k / √dHead = β · [x_(j−1) = x_i]', sum: 'm·e^β + i + 1 − m' },
};
