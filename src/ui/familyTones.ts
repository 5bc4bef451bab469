/** The hue of each family: of its stack, or of the attention that joins both. */
export const FAMILY_TONES = {
  'encoder-only': 'encoder',
  'decoder-only': 'decoder',
  'encoder-decoder': 'cross',
} as const;
