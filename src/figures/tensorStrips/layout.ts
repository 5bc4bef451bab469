import type { Cell } from '../shared/selection';

export type StripInput = Readonly<{ length: number; hasHeading: boolean }>;

export type StripPlace = Readonly<{
  /** Of its heading, its name and its formula: the middle of each line; null: it has no heading. */
  headingY: number | null;
  nameY: number;
  formulaY: number;
  /** Of the cells. */
  y: number;
  height: number;
  length: number;
  /** So many cells are drawn; fewer than the dimensions where a pixel cannot show one. */
  nDrawn: number;
}>;

export type StripsLayout = Readonly<{
  width: number;
  height: number;
  strips: readonly StripPlace[];
}>;

const HEADING = 30;
const LINE = 18;
const CELLS = 18;
const GAP = 12;
/** A cell is no wider than this: a short vector need not be stretched over the page. */
const MAX_CELL = 24;
const LEAST_CELL = 1;

/** Strips below each other, each with two lines of words above its cells. Their cells fill the width. */
export function stripsLayout(strips: readonly StripInput[], width: number): StripsLayout {
  const room = Math.max(1, width - 2);
  let y = 4;
  const places = strips.map(({ length, hasHeading }): StripPlace => {
    const headingY = hasHeading ? y + HEADING / 2 : null;
    y += hasHeading ? HEADING : 0;
    const place = {
      headingY,
      nameY: y + LINE / 2,
      formulaY: y + LINE * 1.5,
      y: y + LINE * 2 + 2,
      height: CELLS,
      length,
      nDrawn: Math.max(1, Math.min(length, Math.floor(room / LEAST_CELL))),
    };
    y = place.y + CELLS + GAP;
    return place;
  });
  return { width: room, height: y, strips: places };
}

/** Left end and width of a dimension's cell. */
export function dimensionSpan(
  layout: StripsLayout,
  strip: StripPlace,
  index: number,
): { readonly x: number; readonly width: number } {
  const width = Math.min(MAX_CELL, layout.width / Math.max(1, strip.length));
  return { x: 1 + index * width, width };
}

/** What lies at a point: an element, a whole strip at its words, or nothing. */
export function stripAt(layout: StripsLayout, x: number, y: number): Cell | null {
  const query = layout.strips.findIndex((strip) => y >= strip.nameY - LINE / 2 && y < strip.y + strip.height);
  const strip = layout.strips[query];
  if (!strip || x < 0 || x > layout.width + 2) return null;
  if (y < strip.y) return { query, key: null };
  const key = Math.floor((x - 1) / dimensionSpan(layout, strip, 0).width);
  return key >= strip.length ? null : { query, key: Math.max(0, key) };
}

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
  PageUp: [0, -10],
  PageDown: [0, 10],
};

/** Left and right go along a vector, up and down to the next one; null if the key is not for walking. */
export function walkStrips(from: Cell | null, key: string, lengths: readonly number[]): Cell | null {
  const step = STEPS[key];
  if (!step || lengths.length === 0) return null;
  if (from === null) return { query: 0, key: 0 };
  const [down, right] = step;
  const query = clamp((from.query ?? 0) + down, lengths.length);
  return { query, key: clamp((from.key ?? 0) + right, lengths[query] ?? 1) };
}

const clamp = (index: number, count: number): number => Math.min(count - 1, Math.max(0, index));
