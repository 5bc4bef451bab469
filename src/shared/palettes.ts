/** The colours that attention weights may be shown in; all of them have even lightness, so that none needs hue. */
export const paletteNames = ['cividis', 'viridis', 'blues', 'greys'] as const;
export type PaletteName = (typeof paletteNames)[number];

export const USUAL_PALETTE: PaletteName = 'cividis';
