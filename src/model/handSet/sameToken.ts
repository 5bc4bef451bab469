import { USUAL_SHARPNESS } from './ids';
import type { Construction } from './types';

/**
 * q · k / sqrt(dHead) = β ([x_j = x_i] - [j = i]): each token reads the other places of the same token, not itself, as
 * the duplicate-token heads of Wang et al. 2022 do (arXiv:2211.00593, section 3).
 */
export const sameToken: Construction = {
  heads: [
    {
      sharpness: USUAL_SHARPNESS,
      terms: [
        { query: 'token', key: 'token', sign: 1, wants: (token) => token },
        { query: 'position', key: 'position', sign: -1, wants: (position) => position },
      ],
      writes: 'output',
      wanted: (ids, query) => ids.flatMap((id, key) => (id === ids[query] && key !== query ? [key] : [])),
    },
  ],
  formula: { score: 'q·k / √dHead = β · ([x_j = x_i] − [j = i])', sum: 'm·e^β + n − m' },
};
