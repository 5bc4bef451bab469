import type { Measure } from '../shared/text';
import {
  LABEL_GAP,
  LABEL_LINE,
  type LinkGroup,
  type LinksInput,
  type LinksLayout,
  lineOfToken,
  type Point,
  TITLE_ROOM,
  tokenPoint,
} from './axis';
import type { Link } from './links';

const PAD = 8;
const WORD_GAP = 12;
/** Between the labels of two lines: for the arcs of both, at least and at most. */
const LEAST_ROOM = 52;
const MOST_ROOM = 150;
/** The last line has less below it than lines have between them. */
const BELOW_LAST = 0.8;
const WEIGHT_LINE = 14;
const LEAST_ARC = 12;
const SELF_ARC = 16;
const BAND = LABEL_LINE + 2 * LABEL_GAP;

type Ends = Pick<Link, 'query' | 'key'>;

/** Words beside each other, in as many lines as they need. */
function wrap(texts: readonly string[], width: number, measure: Measure) {
  const room = Math.max(0, width - 2 * PAD);
  const widths = texts.map((text) => Math.min(room, measure(text)));
  const firsts = [0];
  let at = PAD;
  const middles = widths.map((one, index) => {
    if (at > PAD && at + one > width - PAD) {
      firsts.push(index);
      at = PAD;
    }
    const middle = at + one / 2;
    at += one + WORD_GAP;
    return middle;
  });
  return { room, middles, firsts, step: Math.min(room, ...widths) + WORD_GAP };
}

/**
 * One text that reads itself, in lines: above a line are arcs for what its tokens read in it, below it for who reads them
 * there; to other lines lead curves. It is as high as its lines need.
 */
export function wrappedLayout({ width, height, queryTexts, measure }: LinksInput): LinksLayout {
  const { firsts, ...line } = wrap(queryTexts, width, measure);
  const rooms = firsts.length + BELOW_LAST;
  const fixed = 2 * TITLE_ROOM + firsts.length * BAND;
  const needed = fixed + rooms * LEAST_ROOM;
  const room = Math.min(MOST_ROOM, Math.max(LEAST_ROOM, (height - fixed) / rooms));
  const top = TITLE_ROOM + room;
  const pitch = BAND + room;
  const axis = { ...line, firsts, pitch, runs: 'right', isTurned: false, spacing: line.step } as const;
  return {
    shape: 'wrapped',
    width,
    height: Math.max(height, needed),
    needed,
    query: { ...axis, edge: top, side: 1 },
    key: { ...axis, edge: top + BAND, side: -1 },
  };
}

/** How far apart in lines: 0 in one line, more than 0 where what is read stands higher. */
function linesUp({ query: axis }: LinksLayout, { query, key }: Ends): number {
  return lineOfToken(axis, query) - lineOfToken(axis, key);
}

/** Where a link begins and ends. */
function endsOf(layout: LinksLayout, ends: Ends, group: LinkGroup, lane: number): [from: Point, to: Point] {
  const up = linesUp(layout, ends);
  const { query: upper, key: lower } = layout;
  // A token asks at its right and is read at its left, so that two that read each other are two lines.
  const apart = Math.min(3, upper.step / 4);
  const within = group === 'readers' ? lower : upper;
  const [from, to] = up === 0 ? [within, within] : up > 0 ? [upper, lower] : [lower, upper];
  return [tokenPoint(from, ends.query, lane + apart), tokenPoint(to, ends.key, lane - apart)];
}

/** How high an arc within a line rises: the farther, the higher, and never into the next line. */
function arcHeight({ query, width }: LinksLayout, ends: Ends): number {
  if (ends.query === ends.key) return SELF_ARC;
  const far = Math.abs((query.middles[ends.query] ?? 0) - (query.middles[ends.key] ?? 0));
  const room = query.pitch - BAND - WEIGHT_LINE;
  return Math.max(LEAST_ARC, Math.min(room * (far / Math.max(1, width)) ** 0.75, 0.75 * far + LEAST_ARC));
}

export function wrappedPath(layout: LinksLayout, ends: Ends, group: LinkGroup, lane: number): string {
  const [from, to] = endsOf(layout, ends, group, lane);
  const up = linesUp(layout, ends);
  if (up !== 0) {
    // It leaves and arrives upright, and is straightest where it crosses the lines between.
    const bend = Math.sign(up) * Math.min(layout.query.pitch - BAND, Math.abs(from.y - to.y) / 2);
    return `M${from.x},${from.y}C${from.x},${from.y - bend} ${to.x},${to.y + bend} ${to.x},${to.y}`;
  }
  // A cubic reaches three quarters of the way to its control points.
  const y = from.y + ((group === 'readers' ? 1 : -1) * arcHeight(layout, ends)) / 0.75;
  const [left, right] = ends.query === ends.key ? [from.x + 6, to.x - 6] : [from.x, to.x];
  return `M${from.x},${from.y}C${left},${y} ${right},${y} ${to.x},${to.y}`;
}

/** At the top of an arc; of a link to another line, beside the token to which it leads. */
export function wrappedWeight(layout: LinksLayout, ends: Ends, group: 'reads' | 'readers'): Point {
  const [from, to] = endsOf(layout, ends, group, 0);
  const up = linesUp(layout, ends);
  const isRead = group === 'reads';
  if (up === 0) {
    const height = arcHeight(layout, ends);
    return { x: (from.x + to.x) / 2, y: from.y + (isRead ? -height - 4 : height + 12) };
  }
  const { x, y } = isRead ? to : from;
  // The token that is read stands higher, so that its link comes from below.
  const isBelow = isRead === up > 0;
  // Two tokens may read each other: there is a row for what is read, and one for who reads.
  const away = isRead ? 0 : WEIGHT_LINE;
  return { x, y: y + (isBelow ? WEIGHT_LINE + away : -6 - away) };
}
