import type { AttentionKind } from '../shared/selection';
import { arcApex, arcPath, arcsLayout, linesLayout } from './arcs';
import {
  type Axis,
  besideToken,
  LABEL_GAP,
  LABEL_LINE,
  type LinkGroup,
  type LinksInput,
  type LinksLayout,
  type Point,
  tokenPoint,
} from './axis';
import { columnsLayout } from './columns';
import type { Link } from './links';
import type { LinksShape } from './types';
import { wrappedPath, wrappedWeight } from './wrapped';

export { besideToken, isOneText, LABEL_GAP } from './axis';
export type { LinkGroup, LinksInput, LinksLayout, Point } from './axis';

/** Columns or arcs; two texts cannot be one line, so that arcs of cross-attention are crossing links of two lines. */
export function linksLayout(input: LinksInput, shape: LinksShape, kind: AttentionKind): LinksLayout {
  if (shape === 'columns') return columnsLayout(input);
  return kind === 'cross' ? linesLayout(input) : arcsLayout(input);
}

/**
 * How far the lines of the `slot`th of several heads are moved along their tokens, so that two heads that link the same
 * tokens are two lines; no line leaves its token.
 */
export function laneOf(layout: LinksLayout, slot: number, nSlots: number): number {
  const room = Math.min(layout.query.step, layout.key.step) * 0.7;
  const apart = Math.min(3, room / nSlots);
  return (slot - (nSlots - 1) / 2) * apart;
}

/** A line that leaves and arrives straight on, so that parallel ones can be told apart at their ends; or an arc. */
export function linkPath(layout: LinksLayout, link: Pick<Link, 'query' | 'key'>, group: LinkGroup, lane = 0) {
  if (layout.shape === 'arcs') return arcPath(layout, link, group, lane);
  if (layout.shape === 'wrapped') return wrappedPath(layout, link, group, lane);
  const from = tokenPoint(layout.query, link.query, lane);
  const to = tokenPoint(layout.key, link.key, lane);
  const middle = (layout.query.edge + layout.key.edge) / 2;
  return layout.shape === 'columns'
    ? `M${from.x},${from.y}C${middle},${from.y} ${middle},${to.y} ${to.x},${to.y}`
    : `M${from.x},${from.y}C${from.x},${middle} ${to.x},${middle} ${to.x},${to.y}`;
}

/** Where the weight of a link is written: at the top of its arc, else outside the label of the token that it leads to. */
export function weightPlace(layout: LinksLayout, link: Link, group: 'reads' | 'readers'): Point {
  if (layout.shape === 'arcs') return arcApex(layout, link, group);
  if (layout.shape === 'wrapped') return wrappedWeight(layout, link, group);
  const [axis, index] = group === 'reads' ? [layout.key, link.key] : [layout.query, link.query];
  return besideToken(axis, index, outsideLabels(axis));
}

function outsideLabels({ runs, room, isTurned, side }: Axis): number {
  if (runs === 'down') return LABEL_GAP + room + 10;
  // A weight below the labels hangs from its line, one above them stands on it.
  return LABEL_GAP + (isTurned ? room : LABEL_LINE) + (side > 0 ? 17 : 8);
}

/** Line width in pixels: from a hair at weight 0 to 4 at weight 1. */
export function linkWidth(weight: number): number {
  return 0.75 + 3.25 * Math.min(1, Math.max(0, weight));
}

export function linkOpacity(weight: number): number {
  return 0.12 + 0.83 * Math.min(1, Math.max(0, weight));
}

/** Of labels in order of their importance, those that lie over none before them. */
export function keptApart<Label extends Point & Readonly<{ width: number }>>(
  labels: readonly Label[],
): Label[] {
  const kept: Label[] = [];
  for (const label of labels) {
    const isFree = kept.every(
      ({ x, y, width }) =>
        Math.abs(x - label.x) >= (width + label.width) / 2 + 3 || Math.abs(y - label.y) >= LABEL_LINE - 2,
    );
    if (isFree) kept.push(label);
  }
  return kept;
}
