import type { BeamTreeLayout, LaidLink, LaidNode } from './layout';
import { rowAt } from './layout';

/** The first and the last row that are drawn. */
export type RowRange = Readonly<{ from: number; to: number }>;

/** What of a tree is drawn: with thousands of tokens, those in sight and some more on either side. */
export type ShownPart = Readonly<{
  rows: RowRange;
  nodes: readonly LaidNode[];
  links: readonly LaidLink[];
}>;

/** A smaller tree is drawn as a whole. */
const MOST_AT_ONCE = 400;
/** Rows that are drawn beyond what is in sight, so that scrolling a little draws nothing. */
const BEYOND = 12;

export function isDrawnInParts({ nodes }: Pick<BeamTreeLayout, 'nodes'>): boolean {
  return nodes.length > MOST_AT_ONCE;
}

export function wholeTree({ rows }: Pick<BeamTreeLayout, 'rows'>): RowRange {
  return { from: 0, to: rows.length - 1 };
}

/** The rows to draw where `top` to `bottom` is in sight, in pixels of the tree. */
export function rowsInSight(layout: BeamTreeLayout, top: number, bottom: number): RowRange {
  const last = layout.rows.length - 1;
  const within = (row: number): number => Math.max(0, Math.min(last, row));
  const from = within(rowAt(top));
  return { from: within(from - BEYOND), to: within(Math.max(from, rowAt(bottom)) + BEYOND) };
}

/** Whether what is drawn still covers what is in sight, with something to spare unless it ends there. */
export function covers(drawn: RowRange, wanted: RowRange): boolean {
  const spare = BEYOND / 2;
  return (
    (drawn.from === wanted.from || drawn.from <= wanted.from + spare) &&
    (drawn.to === wanted.to || drawn.to >= wanted.to - spare)
  );
}

/** The nodes of some rows with the links that lead to them, and those that leave the last. */
export function partOf({ rows, nodes, links }: BeamTreeLayout, range: RowRange): ShownPart {
  const all = <Laid>(laid: readonly Laid[], to: number): readonly Laid[] =>
    rows.slice(range.from, to + 1).flatMap((row) => row.flatMap((index) => laid[index] ?? []));
  return { rows: range, nodes: all(nodes, range.to), links: all(links, range.to + 1) };
}
