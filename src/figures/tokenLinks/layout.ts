import type { Measure } from '../shared/text';

export type LinksInput = Readonly<{
  width: number;
  height: number;
  rows: number;
  cols: number;
  queryTexts: readonly string[];
  keyTexts: readonly string[];
  measure: Measure;
}>;

/** Two columns of tokens in CSS pixels: queries on the left, keys on the right, lines between them. */
export type LinksLayout = Readonly<{
  width: number;
  rows: number;
  cols: number;
  top: number;
  step: number;
  /** Where lines begin and end. */
  queryX: number;
  keyX: number;
  /** How long a label may be before it is cut. */
  queryRoom: number;
  keyRoom: number;
  spacing: number;
}>;

export const COLUMN_TITLE = 28;
export const LABEL_GAP = 14;
/** Room outside the labels, in which the weights of the token pointed at are written. */
export const WEIGHT_ROOM = 40;
const MAX_LABEL = 144;
const MAX_STEP = 28;
const LABEL_LINE = 15;
const MAX_SPAN = 420;

/** Both columns use one step, so that token i stands level with token i and self-attention to itself is a flat line. */
export function linksLayout(input: LinksInput): LinksLayout {
  const { width, height, rows, cols, measure } = input;
  const count = Math.max(1, rows, cols);
  const share = Math.max(0, width * 0.38 - WEIGHT_ROOM - LABEL_GAP);
  const room = (texts: readonly string[]): number =>
    Math.min(
      MAX_LABEL,
      share,
      texts.reduce((most, text) => Math.max(most, measure(text)), 0),
    );
  const queryRoom = room(input.queryTexts);
  const keyRoom = room(input.keyTexts);
  const used = queryRoom + keyRoom + 2 * (WEIGHT_ROOM + LABEL_GAP);
  const span = Math.max(0, Math.min(width - used, MAX_SPAN));
  const queryX = Math.floor((width - used - span) / 2) + WEIGHT_ROOM + queryRoom + LABEL_GAP;
  return {
    width,
    rows,
    cols,
    top: COLUMN_TITLE,
    step: Math.min(MAX_STEP, Math.max(0, height - COLUMN_TITLE - 4) / count),
    queryX,
    keyX: queryX + span,
    queryRoom,
    keyRoom,
    spacing: LABEL_LINE,
  };
}

export function tokenY(layout: LinksLayout, index: number): number {
  return layout.top + (index + 0.5) * layout.step;
}

/** A line that leaves and arrives level, so that parallel ones can be told apart at their ends. */
export function linkPath(layout: LinksLayout, query: number, key: number): string {
  const [fromY, toY] = [tokenY(layout, query), tokenY(layout, key)];
  const middle = (layout.queryX + layout.keyX) / 2;
  return `M${layout.queryX},${fromY}C${middle},${fromY} ${middle},${toY} ${layout.keyX},${toY}`;
}

/** Line width in pixels: from a hair at weight 0 to 4 at weight 1. */
export function linkWidth(weight: number): number {
  return 0.75 + 3.25 * Math.min(1, Math.max(0, weight));
}

export function linkOpacity(weight: number): number {
  return 0.12 + 0.83 * Math.min(1, Math.max(0, weight));
}
