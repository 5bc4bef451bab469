import type { Stack } from '../../model/config/types';
import type { Graph, GraphNode, NodeKind } from '../../model/graph/types';

/** A length that may give way: at least, at best, at most. */
export type Stretch = readonly [min: number, best: number, max: number];

/** What stands at one height of a column. */
export interface Row {
  /** On the stream; null: the stream passes by. */
  readonly node: GraphNode | null;
  /** Beside the stream, towards the other stack or away from it. */
  readonly inner: GraphNode | null;
  readonly outer: GraphNode | null;
  readonly section: 'embedding' | 'layer' | 'top';
  readonly height: Stretch;
  /** Distance from the row below. */
  readonly gap: Stretch;
}

const HEADER = 21;

/** Room above the last row of a layer for the frame's caption, and for a stream that returns to the middle below it. */
export function headerOf(graph: Graph): number {
  return graph.parallel ? HEADER + 13 : HEADER;
}

const HEIGHTS: Readonly<Record<NodeKind, Stretch>> = {
  tokens: [18, 22, 26],
  embedding: [34, 38, 46],
  projection: [34, 38, 46],
  position: [25, 28, 32],
  segment: [25, 28, 32],
  sum: [16, 16, 18],
  norm: [17, 20, 24],
  attention: [38, 44, 54],
  crossAttention: [40, 46, 56],
  feedForward: [38, 42, 52],
  add: [15, 16, 18],
  memory: [19, 24, 28],
  pool: [18, 22, 26],
  transform: [34, 38, 44],
  linear: [34, 38, 46],
  softmax: [18, 22, 26],
};

/** The rows of a stack from the bottom up; the head belongs to the stack whose output it reads. */
export function rowsOf(graph: Graph, stack: Stack, canBeFlat: (node: GraphNode) => boolean): readonly Row[] {
  const output: Stack = graph.layers.decoder === null ? 'encoder' : 'decoder';
  const own = graph.nodes.filter(
    (node) => node.stack === stack || (node.stack === 'head' && stack === output),
  );
  const position = own.find((node) => node.kind === 'position') ?? null;
  const segment = own.find((node) => node.kind === 'segment') ?? null;
  const onStream = own.filter((node) => node !== position && node !== segment);
  const rows: Row[] = [];
  const push = (node: GraphNode | null, section: Row['section'], sides: boolean): void => {
    const inner = sides ? position : null;
    const outer = sides ? segment : null;
    const heights = [node, inner, outer].flatMap((part) => (part ? [heightOf(part, canBeFlat)] : []));
    rows.push({
      node,
      inner,
      outer,
      section,
      height: [largest(heights, 0), largest(heights, 1), largest(heights, 2)],
      gap: gapBelow(rows.at(-1) ?? null, node, section, headerOf(graph)),
    });
  };
  const hasSum = onStream.some((node) => node.kind === 'sum');
  for (const node of onStream) {
    const section =
      node.layer !== null
        ? 'layer'
        : rows.at(-1)?.section === 'layer' || rows.at(-1)?.section === 'top'
          ? 'top'
          : 'embedding';
    // Positions that act in attention stand beside the stream as well, just below the layers.
    if (section === 'layer' && rows.at(-1)?.section === 'embedding' && position && !hasSum)
      push(null, 'embedding', true);
    push(node, section, node.kind === 'sum');
  }
  return rows;
}

function heightOf(node: GraphNode, canBeFlat: (node: GraphNode) => boolean): Stretch {
  const [min, best, max] = HEIGHTS[node.kind];
  // Name and number on one line where they fit beside each other.
  return min > 30 && canBeFlat(node)
    ? [node.kind === 'crossAttention' ? 32 : 25, best, max]
    : [min, best, max];
}

function largest(heights: readonly Stretch[], index: 0 | 1 | 2): number {
  return Math.max(...heights.map((height) => height[index]));
}

/** Distances leave room for what happens in them: forks into q, k and v, the tap of the residual stream, frames. */
function gapBelow(
  below: Row | null,
  node: GraphNode | null,
  section: Row['section'],
  header: number,
): Stretch {
  if (below === null) return [0, 0, 0];
  if (section === 'top' && below.section === 'layer') return [header + 13, header + 24, header + 30];
  const frame = section === 'layer' && below.section === 'embedding' ? 10 : 0;
  const isTap =
    section === 'layer' &&
    (below.section === 'embedding' || below.node?.kind === 'add' || below.node?.kind === 'norm');
  const add = ([min, best, max]: Stretch, more: number): Stretch => [min + more, best + more, max + more];
  switch (node?.kind) {
    case 'attention':
      return add(
        below.node?.kind === 'norm' && below.node.id.endsWith('selfAttentionNorm')
          ? [20, 24, 28]
          : [27, 32, 38],
        frame,
      );
    case 'crossAttention':
      return below.node?.id.endsWith('crossAttentionNorm') ? [15, 17, 24] : [19, 24, 32];
    case 'feedForward':
      return isTap ? [13, 17, 26] : [8, 14, 22];
    case 'add':
      return [6, 10, 16];
    case 'norm':
      if (
        below.node?.kind === 'add' &&
        below.section === 'layer' &&
        node.id.startsWith(below.node.id.slice(0, -'Add'.length))
      )
        return [4, 6, 8];
      return add(isTap || section !== 'layer' ? [12, 16, 24] : [5, 8, 12], frame);
    case 'sum':
      return [8, 14, 18];
    default:
      return [11, 15, 22];
  }
}

/** Lengths between their minimum (0), best (1) and maximum (2). */
export function stretched([min, best, max]: Stretch, ease: number): number {
  return ease <= 1 ? min + (best - min) * ease : best + (max - best) * (ease - 1);
}
