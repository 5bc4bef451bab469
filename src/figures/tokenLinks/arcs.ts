import type { Measure } from '../shared/text';
import {
  type Axis,
  LABEL_GAP,
  LABEL_LINE,
  type LinkGroup,
  type LinksInput,
  type LinksLayout,
  ONE_LINE,
  type Point,
  TITLE_ROOM,
  tokenPoint,
} from './axis';
import type { Link } from './links';
import { wrappedLayout } from './wrapped';

const PAD = 8;
/** Between two words of a line that has room, at least and at most. */
const LEAST_GAP = 12;
const MOST_GAP = 28;
const MAX_LABEL = 96;
const MAX_SPAN = 260;
/** A weight is written over its arc. */
const WEIGHT_LINE = 14;
/** Which share of the height that a text leaves is above it, where the quiet whole is drawn. */
const ABOVE = 0.56;
const LEAST_ARC = 12;
const SELF_ARC = 16;

type Ends = Pick<Link, 'query' | 'key'>;
type Line = Omit<Axis, 'edge' | 'side'>;

/**
 * A text in a line: words beside each other as they are written where they fit, else at even steps, standing upright.
 */
function lineOf(texts: readonly string[], width: number, measure: Measure): Line {
  const widths = texts.map(measure);
  const written = widths.reduce((sum, one) => sum + one, 0);
  const gap = Math.min(MOST_GAP, (width - 2 * PAD - written) / Math.max(1, texts.length));
  if (gap >= LEAST_GAP) {
    let at = (width - written - gap * texts.length) / 2;
    const middles = widths.map((one) => {
      const middle = at + (one + gap) / 2;
      at += one + gap;
      return middle;
    });
    const step = Math.min(...widths, MAX_SPAN) + gap;
    // Each has its place: none is thinned out.
    return {
      ...ONE_LINE,
      runs: 'right',
      middles,
      room: Math.max(0, ...widths),
      isTurned: false,
      step,
      spacing: step,
    };
  }
  const step = Math.max(0, width - 2 * PAD) / Math.max(1, texts.length);
  return {
    ...ONE_LINE,
    runs: 'right',
    middles: texts.map((_, index) => PAD + (index + 0.5) * step),
    room: Math.min(MAX_LABEL, Math.max(0, ...widths)),
    isTurned: true,
    step,
    spacing: LABEL_LINE,
  };
}

function labelHeight({ isTurned, room }: Line): number {
  return isTurned ? room : LABEL_LINE;
}

/** One text that reads itself: arcs over it are what its tokens read, arcs under it who reads them. A long one wraps. */
export function arcsLayout(input: LinksInput): LinksLayout {
  const { width, height } = input;
  const line = lineOf(input.queryTexts, width, input.measure);
  if (line.isTurned) return wrappedLayout(input);
  const band = labelHeight(line) + 2 * LABEL_GAP;
  const left = Math.max(0, height - 2 * TITLE_ROOM - band);
  const top = TITLE_ROOM + left * ABOVE;
  return {
    shape: 'arcs',
    width,
    height,
    needed: 0,
    query: { ...line, edge: top, side: 1 },
    key: { ...line, edge: top + band, side: -1 },
  };
}

/** Two texts, the one that reads above the one that is read. */
export function linesLayout(input: LinksInput): LinksLayout {
  const { width, height, measure } = input;
  const query = lineOf(input.queryTexts, width, measure);
  const key = lineOf(input.keyTexts, width, measure);
  const outside = (line: Line): number => TITLE_ROOM + WEIGHT_LINE + labelHeight(line) + LABEL_GAP;
  const top = outside(query);
  const span = Math.max(0, Math.min(MAX_SPAN, height - top - outside(key)));
  return {
    shape: 'lines',
    width,
    height,
    needed: 0,
    query: { ...query, edge: top, side: -1 },
    key: { ...key, edge: top + span, side: 1 },
  };
}

/** Where an arc begins and ends, and how high it rises: the farther, the higher, and never out of the figure. */
function arcOf(layout: LinksLayout, { query, key }: Ends, group: LinkGroup, lane = 0) {
  const axis = group === 'readers' ? layout.key : layout.query;
  // A token asks at its right and is read at its left, so that two that read each other are two arcs.
  const apart = Math.min(3, axis.step / 4);
  const from = tokenPoint(axis, query, lane + apart);
  const to = tokenPoint(axis, key, lane - apart);
  const room =
    group === 'readers' ? layout.height - TITLE_ROOM - axis.edge : axis.edge - TITLE_ROOM - WEIGHT_LINE;
  const far = Math.abs((axis.middles[query] ?? 0) - (axis.middles[key] ?? 0));
  const widest = Math.max(1, (axis.middles.at(-1) ?? 0) - (axis.middles[0] ?? 0));
  const high = Math.max(LEAST_ARC, Math.min(room * (far / widest) ** 0.75, 0.75 * far + LEAST_ARC));
  return { from, to, height: Math.min(Math.max(0, room), query === key ? SELF_ARC : high) };
}

export function arcPath(layout: LinksLayout, ends: Ends, group: LinkGroup, lane: number): string {
  const { from, to, height } = arcOf(layout, ends, group, lane);
  // A cubic reaches three quarters of the way to its control points.
  const y = from.y + ((group === 'readers' ? 1 : -1) * height) / 0.75;
  const [left, right] = ends.query === ends.key ? [from.x + 6, to.x - 6] : [from.x, to.x];
  return `M${from.x},${from.y}C${left},${y} ${right},${y} ${to.x},${to.y}`;
}

/** The middle of an arc, where it is farthest from its text. */
export function arcApex(layout: LinksLayout, ends: Ends, group: LinkGroup): Point {
  const { from, to, height } = arcOf(layout, ends, group);
  const isBelow = group === 'readers';
  return { x: (from.x + to.x) / 2, y: from.y + (isBelow ? height + 12 : -height - 4) };
}
