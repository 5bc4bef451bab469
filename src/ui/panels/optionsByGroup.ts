import type { OptionId } from '../../model/config/options';

/** The architecture options by what they are about, in the order in which they are offered. */
export const optionGroups = {
  norm: ['normKind', 'normPlacement', 'finalNorm', 'embeddingNorm', 'queryKeyNorm'],
  attention: ['keyValueHeads', 'encoderMask', 'decoderMask', 'memory', 'scoreScale', 'softCap'],
  embedding: ['position', 'embeddingScale', 'tied'],
  feedForward: ['activation', 'gated', 'block', 'biases'],
} as const satisfies Record<string, readonly OptionId[]>;

export const optionGroupNames = ['norm', 'attention', 'embedding', 'feedForward'] as const;
