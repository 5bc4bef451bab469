import type { EdgeKind, Graph, GraphEdge, GraphNode, NodeKind, Shape } from '../../model/graph/types';

/** Geometry of the diagram as numbers: nothing is measured or drawn here. Units are CSS pixels; y grows downwards. */
export interface Box {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Wire {
  readonly edge: GraphEdge;
  readonly points: readonly (readonly [number, number])[];
  readonly hue: 'encoder' | 'decoder' | 'cross' | 'head';
}

export interface WireLabel {
  readonly id: string;
  readonly text: string;
  readonly shape: Shape;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly hue: Wire['hue'];
}

export interface Frame {
  readonly stack: 'encoder' | 'decoder';
  readonly layers: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
  readonly labels: readonly WireLabel[];
  readonly frames: readonly Frame[];
}

const HEIGHTS: Readonly<Record<NodeKind, number>> = {
  tokens: 24,
  embedding: 34,
  position: 34,
  segment: 34,
  norm: 20,
  add: 18,
  addNorm: 22,
  selfAttention: 40,
  crossAttention: 40,
  feedForward: 40,
  head: 34,
  output: 24,
};

const MIN_GAP = 17;
/** Room below an attention for the wires of q, k and v, and for their shapes in two lines. */
const FAN = 30;
const FAN_TURN = 10;
const MARGIN = 6;
const MAX_COLUMN = 210;
const RESIDUAL = 13;
const ADD_WIDTH = 18;
const SIDE_GAP = 8;

type StackName = 'encoder' | 'decoder';

interface Column {
  readonly stack: StackName;
  readonly centre: number;
  /** Of the parts in the block. */
  readonly width: number;
  /** Of rows outside of the block, which has the residual stream beside it. */
  readonly outerWidth: number;
}

/**
 * The encoder on the left, the decoder on the right, texts at the bottom, as in figure 1 of the 2017 paper. A family with
 * one stack has it in the middle.
 * @param width of the place; the height is at least `height`, and more where the parts need it
 */
export function layout(graph: Graph, width: number, height: number): Layout {
  const columns = columnsOf(graph, width);
  const needed = Math.max(...columns.map((column) => stackHeight(rowsOf(graph, column.stack), 0)));
  const total = Math.max(height, needed + 2 * MARGIN);
  const boxes = columns.flatMap((column) => placeColumn(graph, column, columns, total));
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const wires = graph.edges.flatMap((edge) => {
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    return from && to ? [route(edge, from, to, columns, boxes)] : [];
  });
  return {
    width,
    height: total,
    boxes,
    wires,
    labels: labelsOf(wires, byId),
    frames: framesOf(graph, boxes, columns),
  };
}

function columnsOf(graph: Graph, width: number): readonly Column[] {
  const stacks = (['encoder', 'decoder'] as const).filter((stack) => graph.layers[stack] !== null);
  const share = width / stacks.length;
  const column = Math.min(MAX_COLUMN + (stacks.length === 1 ? 60 : 0), share - 2 * (RESIDUAL + MARGIN) - 6);
  const outerWidth = Math.min(share - 2 * MARGIN, column + 2 * RESIDUAL + 12);
  return stacks.map((stack, index) => ({ stack, centre: share * (index + 0.5), width: column, outerWidth }));
}

/** The rows of a stack from the bottom up; the head belongs to the stack whose output it reads. */
function rowsOf(graph: Graph, stack: StackName): GraphNode[][] {
  const isOutput = graph.layers.decoder === null ? stack === 'encoder' : stack === 'decoder';
  const own = graph.nodes.filter((node) => node.stack === stack || (node.stack === 'head' && isOutput));
  const rows = new Map<number, GraphNode[]>();
  for (const node of own) rows.set(node.row, [...(rows.get(node.row) ?? []), node]);
  return [...rows.entries()].toSorted(([a], [b]) => a - b).map(([, nodes]) => nodes);
}

const rowHeight = (row: readonly GraphNode[]): number => Math.max(...row.map((node) => HEIGHTS[node.kind]));

const fan = (row: readonly GraphNode[]): number =>
  row.some((node) => node.kind === 'selfAttention' || node.kind === 'crossAttention') ? FAN : 0;

function stackHeight(rows: readonly GraphNode[][], extraGap: number): number {
  const heights = rows.reduce((sum, row) => sum + rowHeight(row) + fan(row), 0);
  return heights + (rows.length - 1) * (MIN_GAP + extraGap);
}

function placeColumn(graph: Graph, column: Column, columns: readonly Column[], total: number): Box[] {
  const rows = rowsOf(graph, column.stack);
  // All stacks have the gaps of the tallest, so that the same parts stand at the same height.
  const tallest = columns
    .map(({ stack }) => rowsOf(graph, stack))
    .toSorted((a, b) => stackHeight(b, 0) - stackHeight(a, 0))[0];
  const free = total - 2 * MARGIN - stackHeight(tallest ?? rows, 0);
  const extra = Math.max(0, Math.min(14, free / Math.max(1, (tallest ?? rows).length - 1)));
  const used = stackHeight(tallest ?? rows, extra);
  let bottom = total - Math.max(MARGIN, (total - used) / 2);
  return rows.flatMap((row) => {
    const height = rowHeight(row);
    const middle = bottom - height / 2;
    bottom -= height + MIN_GAP + extra;
    bottom -= fan(rows[rows.indexOf(row) + 1] ?? []);
    return placeRow(row, column, middle);
  });
}

function placeRow(row: readonly GraphNode[], column: Column, middle: number): Box[] {
  const width = row.length > 1 && !row.some((node) => node.inBlock) ? column.outerWidth : column.width;
  const slot = (width - SIDE_GAP * (row.length - 1)) / row.length;
  return row.map((node, index) => {
    const boxWidth =
      node.kind === 'add'
        ? ADD_WIDTH
        : node.kind === 'norm' || node.kind === 'addNorm'
          ? Math.min(slot, 120)
          : slot;
    const centre = column.centre - width / 2 + slot / 2 + index * (slot + SIDE_GAP);
    const height = HEIGHTS[node.kind];
    return { node, x: centre - boxWidth / 2, y: middle - height / 2, width: boxWidth, height };
  });
}

const centreX = (box: Box): number => box.x + box.width / 2;
const bottomOf = (box: Box): number => box.y + box.height;

function route(edge: GraphEdge, from: Box, to: Box, columns: readonly Column[], boxes: readonly Box[]): Wire {
  const hue = hueOf(edge, from);
  if (edge.kind === 'residual') return { edge, hue, points: aroundSubLayer(from, to, columns) };
  const isMemory = from.node.stack === 'encoder' && to.node.stack === 'decoder';
  if (isMemory) return { edge, hue, points: fromMemory(edge.kind, from, to, columns, boxes) };
  const entry = entryX(edge.kind, to);
  const startX =
    from.x <= entry && entry <= from.x + from.width && edge.kind === 'stream' ? entry : centreX(from);
  const end = bottomOf(to);
  if (Math.abs(startX - entry) < 0.5)
    return {
      edge,
      hue,
      points: [
        [startX, from.y],
        [entry, end],
      ],
    };
  // Branches: up from the source, across below the target, and in.
  const turn = edge.kind === 'stream' ? end + 7 : end + FAN_TURN;
  return {
    edge,
    hue,
    points: [
      [startX, from.y],
      [startX, turn],
      [entry, turn],
      [entry, end],
    ],
  };
}

function hueOf(edge: GraphEdge, from: Box): Wire['hue'] {
  return edge.kind === 'stream' && from.node.stack === 'head' ? 'head' : from.node.stack;
}

/** q, k and v enter side by side; everything else in the middle. */
function entryX(kind: EdgeKind, to: Box): number {
  const isCross = to.node.kind === 'crossAttention';
  if (kind === 'q') return centreX(to) + (isCross ? 0 : -to.width * 0.3);
  if (kind === 'k') return centreX(to);
  if (kind === 'v') return centreX(to) + to.width * 0.3;
  return centreX(to);
}

/** The residual stream goes around a sub-layer on its outer side. */
function aroundSubLayer(from: Box, to: Box, columns: readonly Column[]): Wire['points'] {
  const column = columns.find(({ stack }) => stack === to.node.stack);
  const isLeft = columns.length > 1 && to.node.stack === 'encoder';
  const half = (column?.width ?? to.width) / 2 + RESIDUAL;
  const x = (column?.centre ?? centreX(to)) + (isLeft ? -half : half);
  const start = from.y - 6;
  const middle = to.y + to.height / 2;
  const edge = isLeft ? to.x : to.x + to.width;
  return [
    [centreX(from), from.y],
    [centreX(from), start],
    [x, start],
    [x, middle],
    [edge, middle],
  ];
}

/** The encoder memory leaves the top of the encoder and enters cross-attention from the side. */
function fromMemory(
  kind: EdgeKind,
  from: Box,
  to: Box,
  columns: readonly Column[],
  boxes: readonly Box[],
): Wire['points'] {
  const offset = kind === 'k' ? -5 : 5;
  const decoder = columns.find(({ stack }) => stack === 'decoder');
  const encoder = columns.find(({ stack }) => stack === 'encoder');
  const gutter =
    ((encoder?.centre ?? 0) +
      (encoder?.width ?? 0) / 2 +
      (decoder?.centre ?? 0) -
      (decoder?.width ?? 0) / 2) /
    2;
  const top = Math.min(...boxes.filter((box) => box.node.stack === 'encoder').map((box) => box.y));
  const rise = top - 14 + offset;
  const enter = to.y + to.height / 2 + (kind === 'k' ? -7 : 7);
  return [
    [centreX(from) + offset, from.y],
    [centreX(from) + offset, rise],
    [gutter - offset, rise],
    [gutter - offset, enter],
    [to.x, enter],
  ];
}

/** "1 × 12 × 128" */
export function shapeText(shape: Shape): string {
  return shape.map((axis) => axis.size).join(' × ');
}

function labelsOf(wires: readonly Wire[], boxes: ReadonlyMap<string, Box>): WireLabel[] {
  const labels: WireLabel[] = [];
  const said = new Set<string>();
  for (const { edge, hue, points } of wires) {
    const from = boxes.get(edge.from);
    const to = boxes.get(edge.to);
    if (!from || !to || edge.kind === 'residual') continue;
    const text = shapeText(edge.shape);
    const base = { id: edge.id, shape: edge.shape, hue };
    const isMemory = from.node.stack === 'encoder' && to.node.stack === 'decoder';
    if (isMemory) {
      const name = edge.kind === 'k' ? 'K' : 'V';
      const top = Math.min(
        ...[...boxes.values()].filter((box) => box.node.stack === 'encoder').map((box) => box.y),
      );
      const y = edge.kind === 'k' ? top - 37 : top - 25;
      labels.push({
        ...base,
        text: `${name}  ${text}`,
        x: centreX(from) - from.width / 2,
        y,
        anchor: 'start',
      });
    } else if (edge.kind === 'stream') {
      // A part that gets the same tensor from several says its shape once.
      const key = `${edge.to}|${text}`;
      if (said.has(key)) continue;
      said.add(key);
      const nSources = wires.filter(
        (other) => other.edge.to === edge.to && other.edge.kind === 'stream',
      ).length;
      const x = points.at(-1)?.[0] ?? centreX(to);
      const middle = (from.y + bottomOf(to)) / 2 + 3.5;
      labels.push(
        nSources === 2
          ? { ...base, text, x, y: from.y - 3, anchor: 'middle' }
          : { ...base, text, x: x + 6, y: nSources > 2 ? from.y - 3 : middle, anchor: 'start' },
      );
    } else if (to.node.kind === 'crossAttention') {
      labels.push({
        ...base,
        text: `Q  ${text}`,
        x: centreX(to) + 6,
        y: bottomOf(to) + FAN / 2 + 6,
        anchor: 'start',
      });
    } else if (edge.kind !== 'v') {
      const isQuery = edge.kind === 'q';
      labels.push({
        ...base,
        text: isQuery ? `Q  ${text}` : `K V  ${text}`,
        x: isQuery ? to.x : to.x + to.width,
        y: bottomOf(to) + FAN_TURN + (isQuery ? 11 : 22),
        anchor: isQuery ? 'start' : 'end',
      });
    }
  }
  return labels;
}

function framesOf(graph: Graph, boxes: readonly Box[], columns: readonly Column[]): Frame[] {
  return columns.flatMap(({ stack, centre, width }) => {
    const inside = boxes.filter((box) => box.node.stack === stack && box.node.inBlock);
    const layers = graph.layers[stack];
    if (inside.length === 0 || layers === null) return [];
    const top = Math.min(...inside.map((box) => box.y)) - 8;
    const bottom = Math.max(...inside.map((box) => bottomOf(box) + fan([box.node]))) + 8;
    const half = width / 2 + RESIDUAL + 6;
    return [{ stack, layers, x: centre - half, y: top, width: 2 * half, height: bottom - top }];
  });
}
