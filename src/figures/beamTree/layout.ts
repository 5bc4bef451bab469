import type { BeamEnd, BeamTreeData, BeamTreeNode } from './types';

/** On the way to the best end, to another one, or to none. */
export type Fate = 'best' | 'kept' | 'dropped';

export type LaidNode = Readonly<{
  node: BeamTreeNode;
  /** The middle of its box. */
  x: number;
  y: number;
  fate: Fate;
  /** From 1, if a hypothesis ends here. */
  rank: number | null;
  score: number | null;
}>;

export type LaidLink = Readonly<{ index: number; path: string; fate: Fate }>;

/** Steps from top to bottom, as the rows of the attention map; the best hypothesis straight down on the left. */
export type BeamTreeLayout = Readonly<{
  width: number;
  height: number;
  box: Readonly<{ width: number; height: number }>;
  root: Readonly<{ x: number; y: number }>;
  /** By their index. */
  nodes: readonly LaidNode[];
  links: readonly LaidLink[];
  /** The indices of each step, from left to right. */
  rows: readonly (readonly number[])[];
}>;

const NARROWEST_COLUMN = 64;
const WIDEST_COLUMN = 112;
const COLUMN_GAP = 6;
const ROW = 52;
const BOX_HEIGHT = 36;
const ROOT_ROOM = 26;
/** Room for outlines. */
const EDGE = 3;

export function beamTreeLayout(
  { nodes, ends }: Pick<BeamTreeData, 'nodes' | 'ends'>,
  width: number,
): BeamTreeLayout {
  const onBest = new Set(pathOf(nodes, bestNode(nodes, ends)));
  const rows = rowsOf(nodes, onBest);
  const nColumns = Math.max(1, ...rows.map((row) => row.length));
  const column = Math.max(NARROWEST_COLUMN, Math.min(WIDEST_COLUMN, (width - 2 * EDGE) / nColumns));
  const box = { width: column - COLUMN_GAP, height: BOX_HEIGHT };
  const xAt = (place: number): number => EDGE + place * column + box.width / 2;
  const yAt = (step: number): number => ROOT_ROOM + step * ROW + BOX_HEIGHT / 2;
  const root = { x: xAt(0), y: ROOT_ROOM / 2 - 3 };
  const ranks = new Map(ends.map(({ node, score }, place) => [node, { rank: place + 1, score }]));
  const places = new Map(rows.flatMap((row) => row.map((index, place) => [index, place] as const)));
  const laid = nodes.map((node): LaidNode => {
    const end = ranks.get(node.index);
    return {
      node,
      x: xAt(places.get(node.index) ?? 0),
      y: yAt(node.step),
      fate: onBest.has(node.index) ? 'best' : node.isKept ? 'kept' : 'dropped',
      rank: end?.rank ?? null,
      score: end?.score ?? null,
    };
  });
  const links = laid.map(({ node, x, y, fate }): LaidLink => {
    const parent = node.parent === null ? null : laid[node.parent];
    const from = parent ? { x: parent.x, y: parent.y + BOX_HEIGHT / 2 } : { x: root.x, y: root.y + 8 };
    return { index: node.index, path: linkPath(from, { x, y: y - BOX_HEIGHT / 2 }), fate };
  });
  return {
    width: 2 * EDGE + nColumns * column - COLUMN_GAP,
    height: ROOT_ROOM + Math.max(0, rows.length - 1) * ROW + BOX_HEIGHT + EDGE,
    box,
    root,
    nodes: laid,
    links,
    rows,
  };
}

/** The row that is drawn at a height, also above the first and below the last. */
export function rowAt(y: number): number {
  return Math.floor((y - ROOT_ROOM) / ROW);
}

/** The end of the best hypothesis; before there is one, the most probable that is alive. */
export function bestNode(nodes: readonly BeamTreeNode[], ends: readonly BeamEnd[]): number | null {
  const [best] = ends;
  if (best) return best.node;
  const parents = new Set(nodes.map(({ parent }) => parent));
  const leaves = nodes.filter(({ index, isKept }) => isKept && !parents.has(index));
  const [most] = leaves.toSorted((a, b) => b.logProbability - a.logProbability);
  return most?.index ?? null;
}

/** The indices from the first token to a node. */
export function pathOf(nodes: readonly BeamTreeNode[], end: number | null): readonly number[] {
  const path: number[] = [];
  for (let at = end; at !== null; at = nodes[at]?.parent ?? null) path.push(at);
  return path.toReversed();
}

/** The best hypothesis that goes through a node, by its last node; null: none does. */
export function endThrough(
  { nodes, ends }: Pick<BeamTreeData, 'nodes' | 'ends'>,
  index: number,
): number | null {
  return ends.find(({ node }) => pathOf(nodes, node).includes(index))?.node ?? null;
}

/** Children stand in the order of their parents, so that no two links cross; of one parent the kept ones first. */
function rowsOf(nodes: readonly BeamTreeNode[], onBest: ReadonlySet<number>): readonly (readonly number[])[] {
  const rows: BeamTreeNode[][] = [];
  for (const node of nodes) (rows[node.step] ??= []).push(node);
  const place = new Map<number | null, number>();
  return rows.map((row) => {
    const ordered = row.toSorted(
      (a, b) =>
        (place.get(a.parent) ?? 0) - (place.get(b.parent) ?? 0) ||
        Number(onBest.has(b.index)) - Number(onBest.has(a.index)) ||
        Number(b.isKept) - Number(a.isKept) ||
        b.logProbability - a.logProbability,
    );
    ordered.forEach(({ index }, column) => place.set(index, column));
    return ordered.map(({ index }) => index);
  });
}

type Point = Readonly<{ x: number; y: number }>;

/** A line that leaves and arrives upright. */
function linkPath(from: Point, to: Point): string {
  const middle = (from.y + to.y) / 2;
  return `M${from.x},${from.y}C${from.x},${middle} ${to.x},${middle} ${to.x},${to.y}`;
}
