import type { Measure } from '../shared/text';

export type LinksInput = Readonly<{
  width: number;
  height: number;
  rows: number;
  cols: number;
  queryTexts: readonly string[];
  keyTexts: readonly string[];
  measure: Measure;
  /** Room for the weights of the token pointed at, in CSS pixels. */
  weightRoom: number;
}>;

/** A row of tokens, queries or keys, in CSS pixels. */
export type Axis = Readonly<{
  /** Which way its tokens follow each other. */
  runs: 'down' | 'right';
  /** The middle of each token, along the axis. */
  middles: readonly number[];
  /** Where links begin and end, across the axis. */
  edge: number;
  /** Where labels stand: before the edge (left of it, above it) or behind it. */
  side: -1 | 1;
  /** How long a label may be before it is cut. */
  room: number;
  /** Labels stand upright, because lying ones would need more than their token's share. */
  isTurned: boolean;
  /** How far tokens stand apart, and how far labels must. */
  step: number;
  spacing: number;
}>;

/**
 * Where everything stands: two columns, queries left of keys; two lines of text, queries above keys; or one line that
 * asks with its upper edge and is read at its lower one.
 */
export type LinksLayout = Readonly<{
  shape: 'columns' | 'lines' | 'arcs';
  width: number;
  height: number;
  query: Axis;
  key: Axis;
}>;

export type Point = Readonly<{ x: number; y: number }>;

/** Which lines a link is drawn among: the quiet whole, what a query reads, who reads a key. */
export type LinkGroup = 'all' | 'reads' | 'readers';

/** From where links end to the label of their token. */
export const LABEL_GAP = 14;
/** How high a line of labels is. */
export const LABEL_LINE = 15;
/** Room for the name of an axis. */
export const TITLE_ROOM = 28;

/** Where the links of a token begin or end. */
export function tokenPoint({ runs, middles, edge }: Axis, index: number, offset = 0): Point {
  const along = (middles[index] ?? 0) + offset;
  return runs === 'down' ? { x: edge, y: along } : { x: along, y: edge };
}

/** A point beside a token's edge, on the side of its label. */
export function besideToken(axis: Axis, index: number, away: number): Point {
  const { x, y } = tokenPoint(axis, index);
  return axis.runs === 'down' ? { x: x + axis.side * away, y } : { x, y: y + axis.side * away };
}
