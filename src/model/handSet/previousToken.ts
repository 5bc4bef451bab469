import { previousTokenHead } from './previousTokenHead';
import type { Construction } from './types';

/** q · k / sqrt(dHead) = β [j = i - 1]: each token reads the one before it (Clark et al. 2019, section 3.1). */
export const previousToken: Construction = {
  family: 'decoder-only',
  contextLength: 32,
  blocks: ['token', 'position', 'previousToken'],
  heads: [previousTokenHead(8, 'previousToken')],
  formula: { score: 'q·k / √dHead = β · [j = i − 1]', sum: 'e^β + i' },
  examples: ['the cat sat on the mat'],
};
