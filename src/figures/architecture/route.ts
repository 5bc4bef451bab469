import type { Graph, GraphEdge, NodeId } from '../../model/graph/types';
import type { Column } from './columns';
import type { Standing } from './layout';
import type { Box, Frame, Point, Wire } from './types';

const FORK = 14;
const ARROW = 6;

interface Place {
  readonly box: Box;
  readonly column: Column;
  /** The next box on the stream above. */
  readonly above: Box | null;
  readonly frameBottom: number | null;
}

type Places = ReadonlyMap<NodeId, Place>;

/** Wires between the boxes, at right angles; every one begins and ends at a border. */
export function routeWires(
  graph: Graph,
  standing: readonly Standing[],
  boxes: readonly Box[],
  frames: readonly { readonly frame: Frame }[],
): readonly Wire[] {
  const places = placesOf(standing, boxes, frames);
  const positioned = graph.edges.some(
    (edge) => edge.role === 'position' && edge.to.endsWith('.selfAttention'),
  );
  return graph.edges.flatMap((edge) => {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    return from && to ? [{ edge, points: simplified(route(edge, from, to, positioned)) }] : [];
  });
}

function placesOf(
  standing: readonly Standing[],
  boxes: readonly Box[],
  frames: readonly { readonly frame: Frame }[],
): Places {
  const boxOf = new Map(boxes.map((box) => [box.node.id, box]));
  const places = new Map<NodeId, Place>();
  for (const { column, rows } of standing) {
    const frame = frames.find((candidate) => candidate.frame.stack === column.stack)?.frame;
    const stream = rows.flatMap((row) => (row.node ? [row.node] : []));
    const sides = rows.flatMap((row) => [row.inner, row.outer].flatMap((node) => (node ? [node] : [])));
    for (const node of [...stream, ...sides]) {
      const box = boxOf.get(node.id);
      if (!box) continue;
      const next = stream[stream.indexOf(node) + 1];
      const above = stream.includes(node) && next ? (boxOf.get(next.id) ?? null) : null;
      const entersLayer = node.layer === null && above?.node.layer !== null && frame;
      places.set(node.id, { box, column, above, frameBottom: entersLayer ? frame.y + frame.height : null });
    }
  }
  return places;
}

const middleX = (box: Box): number => box.x + box.width / 2;
const middleY = (box: Box): number => box.y + box.height / 2;
const bottomOf = (box: Box): number => box.y + box.height;

/** The height at which the stream divides above a box: inside the frame, below the fork into q, k and v. */
function tapOf({ box, above, frameBottom }: Place): number {
  const start = frameBottom ?? box.y;
  const forks = above?.node.kind === 'attention';
  const end = above ? bottomOf(above) + (forks ? FORK : ARROW) : box.y - 16;
  return (start + Math.max(end, start - 24)) / 2;
}

function route(edge: GraphEdge, from: Place, to: Place, positioned: boolean): readonly Point[] {
  const { column } = to;
  const x = column.centre;
  const end: Point = [middleX(to.box), bottomOf(to.box)];
  const start: Point = [middleX(from.box), from.box.y];
  switch (edge.role) {
    case 'residual':
      return residual(from, to);
    case 'position':
    case 'segment':
      return fromSide(edge, from, to);
    case 'q':
    case 'k':
    case 'v': {
      if (to.box.node.kind === 'attention') return fork(edge.role, from, to, positioned);
      return edge.role === 'q' ? intoLater(from, to) : fromMemory(edge.role, from, to);
    }
    case 'branch':
      // Into a sum on the residual stream: up from the part, then across.
      return middleX(to.box) === x
        ? [start, end]
        : [
            start,
            [x, middleY(to.box)],
            [middleX(to.box) - column.outer * (to.box.width / 2), middleY(to.box)],
          ];
    case 'in':
    case 'token':
      if (middleX(from.box) === x) return intoLater(from, to);
      // From the residual stream beside the blocks back to the middle.
      return [start, [start[0], from.box.y - 7], [x, from.box.y - 7], end];
  }
}

/** Straight up, or past the parts between by the wire that feeds the parts of a parallel block. */
function intoLater(from: Place, to: Place): readonly Point[] {
  const start: Point = [middleX(from.box), from.box.y];
  const end: Point = [middleX(to.box), bottomOf(to.box)];
  const isNext = from.above === null || from.above.node.id === to.box.node.id || from.column !== to.column;
  if (isNext) return [start, end];
  const leave = tapOf(from);
  const arrive = end[1] + 8;
  const { bus } = to.column;
  return [start, [start[0], leave], [bus, leave], [bus, arrive], [end[0], arrive], end];
}

function residual(from: Place, to: Place): readonly Point[] {
  const { lane, outer } = to.column;
  const start: Point = [middleX(from.box), from.box.y];
  const height = middleY(to.box);
  if (middleX(to.box) === lane) {
    const end: Point = [lane, bottomOf(to.box)];
    return start[0] === lane ? [start, end] : [start, [start[0], tapOf(from)], [lane, tapOf(from)], end];
  }
  const side: Point = [middleX(to.box) + outer * (to.box.width / 2), height];
  return [start, [start[0], tapOf(from)], [lane, tapOf(from)], [lane, height], side];
}

/** Positions and segments enter a sum from the side; positions that act in attention rise to it. */
function fromSide(edge: GraphEdge, from: Place, to: Place): readonly Point[] {
  const { box } = from;
  const inner = -to.column.outer;
  if (to.box.node.kind === 'attention') {
    const x = to.column.centre + inner * (to.column.width / 2 - 6);
    return [
      [x, box.y],
      [x, bottomOf(to.box)],
    ];
  }
  const side = edge.role === 'position' ? inner : -inner;
  return [
    [side > 0 ? box.x : box.x + box.width, middleY(to.box)],
    [middleX(to.box) + side * (to.box.width / 2), middleY(to.box)],
  ];
}

/** Where q, k and v enter self-attention, as parts of its width. */
const ENTRIES = {
  /** There is room for one shape; without grouped heads it is the same for all three. */
  close: { q: -0.42, k: 0.13, v: 0.3 },
  wide: { q: -0.43, k: -0.11, v: 0.21 },
} as const;
const WIDE = 245;
/** Positions rise to attention on its inner side, on the left of a decoder. */
const Q_BESIDE_POSITION = { close: -0.36, wide: -0.41 } as const;

/** One stream becomes queries, keys and values. */
function fork(role: 'q' | 'k' | 'v', from: Place, to: Place, positioned: boolean): readonly Point[] {
  const { box } = to;
  const bottom = bottomOf(box);
  const spacing = box.width >= WIDE ? 'wide' : 'close';
  const isBeside = role === 'q' && to.column.outer > 0 && positioned;
  const x = middleX(box) + box.width * (isBeside ? Q_BESIDE_POSITION[spacing] : ENTRIES[spacing][role]);
  const start: Point = [middleX(from.box), from.box.y];
  const height = Math.min(bottom + FORK, from.box.y - 3);
  return [start, [start[0], height], [x, height], [x, bottom]];
}

/** Keys and values leave the encoder memory and enter cross-attention from the encoder's side. */
function fromMemory(role: 'k' | 'v', from: Place, to: Place): readonly Point[] {
  const { box } = to;
  const isKey = role === 'k';
  const end: Point = [box.x, box.y + box.height * (isKey ? 0.27 : 0.75)];
  const start: Point = [from.box.x + from.box.width, middleY(from.box) + (isKey ? -4 : 4)];
  // The wire that arrives higher turns last when both go down, first when both go up, so that they never cross.
  const goesDown = end[1] > start[1];
  const far = from.column.right + 15;
  const near = from.column.right + 8;
  const x = isKey === goesDown ? far : near;
  return [start, [x, start[1]], [x, end[1]], end];
}

/** Without points that repeat the one before or lie on a straight line. */
function simplified(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (last && Math.abs(last[0] - point[0]) < 0.01 && Math.abs(last[1] - point[1]) < 0.01) continue;
    const before = kept.at(-2);
    if (
      before &&
      last &&
      ((before[0] === last[0] && last[0] === point[0]) || (before[1] === last[1] && last[1] === point[1]))
    )
      kept.pop();
    kept.push(point);
  }
  return kept;
}
