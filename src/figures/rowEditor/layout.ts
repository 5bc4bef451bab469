import type { Measure } from '../shared/text';

export type Rect = Readonly<{ x: number; y: number; width: number; height: number }>;

export type RowLayout = Readonly<{
  nKeys: number;
  /** The columns, one a key, from weight 0 at the bottom to 1 at the top. */
  plot: Rect;
  column: number;
  /** Of a bar within its column. */
  barWidth: number;
  labelAngle: 0 | 45 | 90;
  labelRoom: number;
  labelSpacing: number;
  /** Whether a column is wide enough for its weight in digits. */
  hasDigits: boolean;
  width: number;
  height: number;
}>;

export const LABEL_GAP = 8;
const LABEL_LINE = 15;
const AXIS = 46;
/** Above the plot: the title, and digits over a bar of weight 1. */
const ABOVE = 40;
const PLOT_HEIGHT = 170;
/** A finger still finds a column of this width; of more keys than fit, the figure scrolls. */
const LEAST_COLUMN = 18;
const WIDEST_COLUMN = 64;
const DIGITS_FROM = 38;
const MAX_LABEL = 72;
const COS_45 = Math.SQRT1_2;

/** Columns share the width as far as they stay wide enough to be taken hold of. Labels lie, else rise, else stand. */
export function rowLayout(
  input: Readonly<{ width: number; keyTexts: readonly string[]; measure: Measure }>,
): RowLayout {
  const nKeys = input.keyTexts.length;
  const room = Math.max(0, input.width - AXIS - 4) / Math.max(1, nKeys);
  const column = Math.max(LEAST_COLUMN, Math.min(WIDEST_COLUMN, room));
  const widest = input.keyTexts.reduce((most, text) => Math.max(most, input.measure(text)), 0);
  const labelAngle = widest + 6 <= column ? 0 : column >= LABEL_LINE / COS_45 ? 45 : 90;
  const labelRoom = Math.ceil(Math.min(widest, MAX_LABEL));
  const band = labelAngle === 0 ? LABEL_LINE : labelAngle === 45 ? labelRoom * COS_45 + 10 : labelRoom + 4;
  return {
    nKeys,
    plot: { x: AXIS, y: ABOVE, width: column * nKeys, height: PLOT_HEIGHT },
    column,
    barWidth: Math.max(6, column * 0.62),
    labelAngle,
    labelRoom,
    labelSpacing: labelAngle === 45 ? LABEL_LINE / COS_45 : labelAngle === 90 ? LABEL_LINE : labelRoom + 4,
    hasDigits: column >= DIGITS_FROM,
    width: AXIS + column * nKeys + 4,
    height: Math.ceil(ABOVE + PLOT_HEIGHT + LABEL_GAP + band),
  };
}

/** The middle of a key's column. */
export function middleOf({ plot, column }: RowLayout, key: number): number {
  return plot.x + (key + 0.5) * column;
}

/** The height at which a weight is drawn. */
export function heightOf({ plot }: RowLayout, weight: number): number {
  return plot.y + plot.height * (1 - Math.max(0, Math.min(1, weight)));
}

export function columnRect({ plot, column }: RowLayout, key: number): Rect {
  return { x: plot.x + key * column, y: plot.y, width: column, height: plot.height };
}

/** The key whose column, or whose label below it, lies at a point. */
export function keyAt({ plot, column, nKeys, height }: RowLayout, x: number, y: number): number | null {
  if (y < 0 || y >= height) return null;
  const key = Math.floor((x - plot.x) / column);
  return key >= 0 && key < nKeys ? key : null;
}

/** The weight that a bar has after its top was moved by some pixels downwards; thousandths are enough. */
export function draggedWeight({ plot }: RowLayout, from: number, down: number): number {
  return Math.round(Math.max(0, Math.min(1, from - down / plot.height)) * 1000) / 1000;
}

/** The weight some hundredths higher or lower, as whole hundredths. */
export function steppedWeight(from: number, hundredths: number): number {
  return Math.max(0, Math.min(100, Math.round(from * 100) + hundredths)) / 100;
}
