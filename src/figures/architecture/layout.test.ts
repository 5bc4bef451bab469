import { describe, expect, it } from 'vitest';
import { presetOf, presets, switchFamily } from '../../model/config/presets';
import type { Family, ModelConfig } from '../../model/config/types';
import { graph } from '../../model/graph/graph';
import type { NodeId } from '../../model/graph/types';
import { layout } from './layout';
import type { Box, Layout, Point, Rect, Wording } from './types';
import { overlaps } from './wireLabels';

const size = { batch: 1, source: 9, target: 12 };
const measure = (text: string): number => text.length * 6.1;

const wording: Wording = {
  labels: {
    title: 'architecture',
    name: (node) => node.kind,
    details: (node) => (node.total > 0 ? [`${node.total} · 12 %`, String(node.total)] : []),
    describe: (node) => node.id,
    wire: (edge) => edge.id,
    axis: (axis) => axis,
    stack: (stack) => stack,
    repeated: (nLayers) => `× ${nLayers}`,
    layer: ({ shown, count }) => `${shown + 1} / ${count}`,
    previousLayer: (stack) => stack,
    nextLayer: (stack) => stack,
  },
  measureName: measure,
  measureSmall: measure,
  hasSteps: true,
};

const families: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];
const blocks: readonly ModelConfig['block'][] = [
  { kind: 'sequential' },
  { kind: 'parallel', norms: 'shared' },
  { kind: 'parallel', norms: 'separate' },
];
const places: readonly (readonly [number, number])[] = [
  [480, 600],
  [340, 560],
  [560, 640],
  [900, 900],
];

/** Every preset in every family with every arrangement of its norms and sub-layers, in every place. */
const cases = presets.flatMap(({ id, config }) =>
  families.flatMap((family) =>
    (['pre', 'post', 'both'] as const).flatMap((placement) =>
      blocks
        .filter((block) => block.kind === 'sequential' || placement !== 'post')
        .flatMap((block) => {
          const base = switchFamily(config, family);
          const arranged = { ...base, block, norm: { ...base.norm, placement } };
          const norms = block.kind === 'parallel' ? `${block.norms} norms` : 'sequential';
          return places.map(([width, height]) => ({
            name: `${id} as ${family}, ${placement}, ${norms}, ${width} × ${height}`,
            built: layout(graph(arranged, size), width, height, wording),
          }));
        }),
    ),
  ),
);

const original = presetOf('originalTransformer').config;
const draw = (config: ModelConfig, width = 480, height = 600): Layout =>
  layout(graph(config, size), width, height, wording);

function box(built: Layout, id: NodeId): Box {
  const found = built.boxes.find(({ node }) => node.id === id);
  if (!found) throw new Error(`no box ${id}`);
  return found;
}

/** What a check finds wrong, with the case in which it does. */
function faults(check: (built: Layout) => readonly string[]): readonly string[] {
  return cases.flatMap(({ name, built }) => check(built).map((fault) => `${name}: ${fault}`));
}

const inside = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x - 0.01 &&
  inner.y >= outer.y - 0.01 &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;

function onBorder([x, y]: Point | undefined = [Number.NaN, Number.NaN], rect: Rect): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.01;
  const withinX = x >= rect.x - 0.01 && x <= rect.x + rect.width + 0.01;
  const withinY = y >= rect.y - 0.01 && y <= rect.y + rect.height + 0.01;
  const onSide = near(x, rect.x) || near(x, rect.x + rect.width);
  const onEnd = near(y, rect.y) || near(y, rect.y + rect.height);
  return (onSide && withinY) || (onEnd && withinX);
}

/** Pieces of a wire, thin. */
const pieces = (points: readonly Point[]): readonly Rect[] =>
  points.slice(1).map(([x, y], index) => {
    const [px, py] = points[index] ?? [x, y];
    return { x: Math.min(x, px), y: Math.min(y, py), width: Math.abs(x - px), height: Math.abs(y - py) };
  });

describe('the layout of any model in any place', () => {
  it('has a box for every part and a wire for every edge', () => {
    const built = graph(original, size);
    const drawn = draw(original);
    expect(drawn.boxes.map(({ node }) => node.id).toSorted()).toEqual(
      built.nodes.map(({ id }) => id).toSorted(),
    );
    expect(drawn.wires.map(({ edge }) => edge.id)).toEqual(built.edges.map(({ id }) => id));
  });

  it('lets no box touch another', () => {
    expect(
      faults(({ boxes }) =>
        boxes.flatMap((a, index) =>
          boxes.slice(index + 1).flatMap((b) => (overlaps(a, b) ? [`${a.node.id} and ${b.node.id}`] : [])),
        ),
      ),
    ).toEqual([]);
  });

  it('keeps boxes, frames, wires and labels inside', () => {
    expect(
      faults(({ width, height, boxes, frames, wires, labels }) => {
        const all = { x: 0, y: 0, width, height };
        const outside = (name: string, rect: Rect) => (inside(rect, all) ? [] : [name]);
        return [
          ...boxes.flatMap((part) => outside(part.node.id, part)),
          ...frames.flatMap((frame) => outside(frame.stack, frame)),
          ...labels.flatMap((label) => outside(label.id, label.bounds)),
          ...wires.flatMap(({ edge, points }) => pieces(points).flatMap((piece) => outside(edge.id, piece))),
        ];
      }),
    ).toEqual([]);
  });

  it('joins the borders of boxes by wires at right angles', () => {
    expect(
      faults(({ boxes, wires }) => {
        const boxOf = new Map(boxes.map((part) => [part.node.id, part]));
        return wires.flatMap(({ edge, points }) => {
          const from = boxOf.get(edge.from);
          const to = boxOf.get(edge.to);
          const isJoined = from && to && onBorder(points[0], from) && onBorder(points.at(-1), to);
          const isSquare = pieces(points).every(({ width, height }) => Math.min(width, height) < 1e-6);
          return isJoined && isSquare ? [] : [edge.id];
        });
      }),
    ).toEqual([]);
  });

  it('leads no wire through a box', () => {
    expect(
      faults(({ boxes, wires }) =>
        wires.flatMap(({ edge, points }) =>
          boxes
            .filter(({ x, y, width, height }) => {
              const body = { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 };
              return pieces(points).some((piece) => overlaps(piece, body));
            })
            .map(({ node }) => `${edge.id} through ${node.id}`),
        ),
      ),
    ).toEqual([]);
  });

  it('lays no label over a box, a wire, a caption or another label', () => {
    expect(
      faults(({ boxes, frames, wires, labels }) => {
        const captions = frames.map(({ caption: { text, x, y } }) => ({
          x,
          y: y - 9,
          width: measure(text),
          height: 11,
        }));
        const lines = wires.flatMap(({ points }) => pieces(points));
        return labels.flatMap(({ id, bounds }, index) => {
          const others = labels.slice(index + 1).map((label) => label.bounds);
          const covered = [...boxes, ...captions, ...others, ...lines].some((other) =>
            overlaps(bounds, other),
          );
          return covered ? [id] : [];
        });
      }),
    ).toEqual([]);
  });

  it('lays no wire over a caption or a stepper', () => {
    expect(
      faults(({ frames, wires }) =>
        frames.flatMap(({ stack, caption, steps }) => {
          const words = [
            { x: caption.x, y: caption.y - 8, width: measure(caption.text), height: 9 },
            ...(steps ? [{ x: steps.back.x + 6, y: steps.y - 8, width: 60, height: 9 }] : []),
          ];
          return wires
            .filter(({ points }) =>
              pieces(points).some((piece) => words.some((word) => overlaps(piece, word))),
            )
            .map(({ edge }) => `${edge.id} over ${stack}`);
        }),
      ),
    ).toEqual([]);
  });

  it('keeps words, bars and icons inside their block', () => {
    expect(
      faults(({ boxes }) =>
        boxes.flatMap(({ node, width, height, bar, icon, texts }) => {
          const own = { x: 0, y: 0, width, height };
          const words = texts.map(({ text, x, y, anchor }) => {
            const length = measure(text);
            const left = x - (anchor === 'middle' ? length / 2 : anchor === 'end' ? length : 0);
            return { x: left, y: y - 9, width: length, height: 10 };
          });
          const marks = [...words, ...[bar, icon].filter((mark) => mark !== null)];
          return marks.every((mark) => inside(mark, own)) ? [] : [node.id];
        }),
      ),
    ).toEqual([]);
  });

  it('names q, k and v wherever they enter', () => {
    expect(
      faults(({ boxes, labels }) =>
        boxes
          .filter(({ node }) => node.mask !== null)
          .filter(({ node }) => {
            const into = labels.filter(({ edge, letter }) => edge.to === node.id && letter !== '');
            return (
              into
                .map(({ letter }) => letter)
                .toSorted()
                .join('') !== 'KQV'
            );
          })
          .map(({ node }) => node.id),
      ),
    ).toEqual([]);
  });
});

describe('the picture of the 2017 paper', () => {
  it('fits into 480 × 600, and fills it', () => {
    const built = draw(original);
    expect(built.height).toBe(600);
    expect(Math.min(...built.boxes.map(({ y }) => y))).toBeLessThan(12);
    expect(Math.max(...built.boxes.map(({ y, height }) => y + height))).toBeGreaterThan(588);
  });

  it('has the encoder on the left and the decoder on the right, and their layers begin at one height', () => {
    const { frames } = draw(original);
    const [encoder, decoder] = frames;
    if (!encoder || !decoder) throw new Error('two frames expected');
    expect(encoder.x + encoder.width).toBeLessThan(decoder.x);
    expect(encoder.y + encoder.height).toBeCloseTo(decoder.y + decoder.height, 6);
  });

  it('draws the same part at the same size in both stacks', () => {
    const built = draw(original);
    const { width, height, y } = box(built, 'encoder.selfAttention');
    expect(box(built, 'decoder.selfAttention')).toMatchObject({ width, height, y });
  });

  it('has queries from below, and keys and values from the side of the encoder, that do not cross', () => {
    for (const placement of ['pre', 'post'] as const) {
      const built = draw({ ...original, norm: { ...original.norm, placement } });
      const cross = box(built, 'decoder.crossAttention');
      const end = (role: string) =>
        built.wires
          .find(({ edge }) => edge.to === 'decoder.crossAttention' && edge.role === role)
          ?.points.at(-1);
      expect(end('q')?.[1]).toBeCloseTo(cross.y + cross.height, 6);
      expect(end('k')?.[0]).toBe(cross.x);
      expect(end('v')?.[0]).toBe(cross.x);
      const [k, v] = ['k', 'v'].map((role) =>
        pieces(
          built.wires.find(({ edge }) => edge.to === 'decoder.crossAttention' && edge.role === role)
            ?.points ?? [],
        ),
      );
      const wide = (rect: Rect): Rect => ({ ...rect, width: rect.width + 0.1, height: rect.height + 0.1 });
      expect(k?.some((a) => v?.some((b) => overlaps(wide(a), wide(b))))).toBe(false);
    }
  });

  it('leads the residual stream around a sub-layer, left of an encoder, right of a decoder', () => {
    const built = draw(original);
    const reach = (stack: 'encoder' | 'decoder'): readonly number[] =>
      (built.wires.find(({ edge }) => edge.id === `${stack}.feedForwardAdd:residual`)?.points ?? []).map(
        ([x]) => x,
      );
    const encoder = box(built, 'encoder.feedForward');
    const decoder = box(built, 'decoder.feedForward');
    expect(Math.min(...reach('encoder'))).toBeLessThan(encoder.x);
    expect(Math.max(...reach('decoder'))).toBeGreaterThan(decoder.x + decoder.width);
  });
});

describe('a place that is too low', () => {
  it('makes the diagram higher than the place instead of smaller than its words', () => {
    const built = draw(original, 480, 200);
    expect(built.height).toBeGreaterThan(400);
  });

  it('gets its best height where the place has none of its own', () => {
    const free = draw(original, 480, 0);
    expect(free.height).toBeGreaterThan(draw(original, 480, 10).height);
  });
});

describe('share bars', () => {
  it('stand on blocks with parameters only', () => {
    const { boxes } = draw(original);
    for (const { node, bar } of boxes) {
      const isSum = node.kind === 'add' || node.kind === 'sum';
      expect(bar !== null, node.id).toBe(node.total > 0 && !isSum);
    }
  });
});
