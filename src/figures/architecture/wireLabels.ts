import type { GraphEdge, Shape } from '../../model/graph/types';
import type { Point, Rect, Wire, WireLabel, Wording } from './types';

/** Height of figures without descenders, and a little air. */
const HEIGHT = 11;
const OFFSET = 5;
const LETTERS: Readonly<Partial<Record<GraphEdge['role'], string>>> = { q: 'Q', k: 'K', v: 'V' };

/** Two shapes in one line would be read as one; letters tell those of queries, keys and values apart. */
const APART = 14;

function roomOf({ letter, bounds }: WireLabel): Rect {
  if (letter !== '') return bounds;
  const { x, y, width, height } = bounds;
  return { x: x - APART, y, width: width + 2 * APART, height };
}

export interface Candidate {
  readonly x: number;
  /** Middle of the text. */
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

/** "1×12×128" */
export function shapeText(shape: Shape): string {
  return shape.map((dimension) => dimension.size).join('×');
}

/**
 * A label for each wire where there is room: beside an upright piece, above a level one. A label never covers a box, a
 * wire, a caption or another label, nor the upright `edges` of frames; it gives up the names of its axes first, then the shape of a lettered wire, then itself.
 */
export function labelWires(
  wires: readonly Wire[],
  obstacles: readonly Rect[],
  edges: readonly Rect[],
  size: { readonly width: number; readonly height: number },
  wording: Wording,
): readonly WireLabel[] {
  const lines = wires.flatMap((wire) => segments(wire.points).map(lineRect));
  const labels: WireLabel[] = [];
  const explained = new Set<string>();
  const isFree = (edge: GraphEdge, bounds: Rect): boolean =>
    bounds.x >= 1 &&
    bounds.x + bounds.width <= size.width - 1 &&
    bounds.y >= 0 &&
    bounds.y + bounds.height <= size.height &&
    ![...obstacles, ...lines, ...labels.map(roomOf)].some((rect) => overlaps(rect, bounds)) &&
    // Keys and values may be named across the edge of the frame that they enter.
    (edge.from === 'encoder.memory' || !edges.some((rect) => overlaps(rect, bounds)));

  // Lettered wires first: without their letters nobody knows q from k.
  const ordered = [...wires].sort((a, b) => Number(b.edge.role in LETTERS) - Number(a.edge.role in LETTERS));
  for (const { edge, points } of ordered) {
    if (edge.role === 'residual') continue;
    const letter = LETTERS[edge.role] ?? '';
    const axes = edge.shape.map(({ axis }) => wording.labels.axis(axis)).join(' × ');
    const shape = shapeText(edge.shape);
    const key = `${edge.id.split('.')[0]}|${axes}`;
    const variants = [
      ...(explained.has(key) ? [] : [{ text: shape, note: axes }]),
      { text: shape, note: '' },
      ...(letter ? [{ text: '', note: '' }] : []),
    ];
    const place = (id: string, name: string, texts: typeof variants, spots: readonly Candidate[]) =>
      firstOf(texts, ({ text, note }) =>
        firstOf(spots, (spot): WireLabel | null => {
          const bounds = boundsOf(spot, widthOf(name, text, note, wording));
          return isFree(edge, bounds) ? { id, edge, letter: name, text, note, ...spot, bounds } : null;
        }),
      );
    const found = place(edge.id, letter, variants, candidates(edge, points));
    if (!found) continue;
    if (found.note) explained.add(key);
    labels.push(found);
    if (found.text !== '' || edge.role !== 'k' || edge.from !== 'encoder.memory') continue;
    // No room where they arrive: the shape of keys and values stands where they leave, above the memory.
    const above = place(`${edge.id}+v`, 'K V', [{ text: shape, note: '' }], aboveMemory(points));
    if (above) labels.push(above);
  }
  return labels;
}

export function firstOf<T, R>(items: readonly T[], find: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

function widthOf(letter: string, text: string, note: string, { measureSmall }: Wording): number {
  const parts = [
    letter ? measureSmall(letter) * 1.15 : 0,
    text ? measureSmall(text) : 0,
    note ? measureSmall(note) + 2 : 0,
  ];
  const shown = parts.filter((width) => width > 0);
  return shown.reduce((sum, width) => sum + width, 0) + (shown.length - 1) * 5;
}

export function boundsOf({ x, y, anchor }: Candidate, width: number): Rect {
  return { x: anchor === 'start' ? x : x - width, y: y - HEIGHT / 2, width, height: HEIGHT };
}

type Segment = readonly [Point, Point];

export function segments(points: readonly Point[]): readonly Segment[] {
  return points.slice(1).map((point, index) => [points[index] ?? point, point]);
}

function candidates(edge: GraphEdge, points: readonly Point[]): readonly Candidate[] {
  const all = segments(points);
  const last = all.at(-1);
  if (!last) return [];
  if (edge.from === 'encoder.memory') {
    // Above the level piece that enters cross-attention.
    const [[x], [, y]] = last;
    return [
      { x: x + 3, y: y - HEIGHT / 2 - 2, anchor: 'start' },
      { x: last[1][0] - 8, y: y - HEIGHT / 2 - 2, anchor: 'end' },
    ];
  }
  const isFork = edge.role in LETTERS && edge.to.endsWith('.selfAttention');
  const upright = edge.role in LETTERS ? [last] : all.filter(([a, b]) => a[0] === b[0]);
  return upright.flatMap(([[x, from], [, to]]) => {
    const low = Math.max(from, to);
    const high = Math.min(from, to);
    const middle = (low + high) / 2;
    return [middle, low - HEIGHT / 2 - 1, high + HEIGHT / 2 + 1].flatMap((y): Candidate[] => [
      { x: x + OFFSET, y, anchor: 'start' },
      // Of wires side by side, each has its name on the same side.
      ...(isFork ? [] : [{ x: x - OFFSET, y, anchor: 'end' } as const]),
    ]);
  });
}

function aboveMemory([start]: readonly Point[]): readonly Candidate[] {
  if (!start) return [];
  const [x, y] = start;
  return [16, 18, 20, 22].map((rise) => ({ x, y: y - rise, anchor: 'end' }));
}

export function lineRect([[x1, y1], [x2, y2]]: Segment): Rect {
  return {
    x: Math.min(x1, x2) - 1,
    y: Math.min(y1, y2) - 1,
    width: Math.abs(x2 - x1) + 2,
    height: Math.abs(y2 - y1) + 2,
  };
}

export function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
