export type PlainColor = Readonly<{ color: string; opacity: number }>;

const CLEAR: PlainColor = { color: 'none', opacity: 0 };

/**
 * A computed colour in the form that every reader of SVG knows: #rrggbb and an opacity apart. Browsers also compute
 * `rgba(…)` and, for mixtures, `color(srgb …)`. Other paints (a gradient's `url(#…)`) stay as they are.
 */
export function plainColor(css: string): PlainColor {
  if (css === 'none' || css === 'transparent' || css === '') return CLEAR;
  const inside = /^(rgba?|color)\(\s*(srgb\s+)?([^)]*)\)$/.exec(css);
  if (!inside) return { color: css.replaceAll('"', "'"), opacity: 1 };
  const [, , srgb, list = ''] = inside;
  const [r = 0, g = 0, b = 0, alpha = 1] = list
    .split(/[\s,/]+/)
    .map((part) => (part === 'none' ? 0 : part.endsWith('%') ? Number.parseFloat(part) / 100 : Number(part)));
  const channels = [r, g, b].map((value) =>
    Math.round(Math.min(255, Math.max(0, srgb ? value * 255 : value))),
  );
  const hex = channels.map((value) => value.toString(16).padStart(2, '0')).join('');
  return { color: `#${hex}`, opacity: Math.min(1, Math.max(0, alpha)) };
}
