import { bisectRight } from 'd3';
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
  /** The first token of each line of a text that is wrapped, and how far one line is from the next. */
  firsts: readonly number[];
  pitch: number;
}>;

/** Where an axis is one line. */
export const ONE_LINE = { firsts: [0], pitch: 0 } as const;

/**
 * Where everything stands: two columns, queries left of keys; two lines of text, queries above keys; or one text that
 * asks with its upper edge and is read at its lower one, in one line or wrapped.
 */
export type LinksLayout = Readonly<{
  shape: 'columns' | 'lines' | 'arcs' | 'wrapped';
  width: number;
  height: number;
  /** The height without which not all would have room; 0: any will do. */
  needed: number;
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

/** The line of a text in which a token stands, from 0. */
export function lineOfToken({ firsts }: Axis, index: number): number {
  return bisectRight(firsts, index) - 1;
}

/** Where the links of a token begin or end. */
export function tokenPoint(axis: Axis, index: number, offset = 0): Point {
  const along = (axis.middles[index] ?? 0) + offset;
  const across = axis.edge + lineOfToken(axis, index) * axis.pitch;
  return axis.runs === 'down' ? { x: across, y: along } : { x: along, y: across };
}

/** Queries and keys are the same tokens, drawn once. */
export function isOneText({ shape }: Pick<LinksLayout, 'shape'>): boolean {
  return shape === 'arcs' || shape === 'wrapped';
}

/** A point beside a token's edge, on the side of its label. */
export function besideToken(axis: Axis, index: number, away: number): Point {
  const { x, y } = tokenPoint(axis, index);
  return axis.runs === 'down' ? { x: x + axis.side * away, y } : { x, y: y + axis.side * away };
}
