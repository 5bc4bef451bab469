import { USUAL_SHARPNESS } from './ids';
import { previousTokenHead } from './previousTokenHead';
import type { Construction } from './types';

/** q · k / sqrt(dHead) = β [j = i - 1]: each token reads the one before it (Clark et al. 2019, section 3.1). */
export const previousToken: Construction = {
  heads: [previousTokenHead(USUAL_SHARPNESS, 'previousToken')],
  formula: { score: 'q·k / √dHead = β · [j = i − 1]', sum: 'e^β + i' },
};
