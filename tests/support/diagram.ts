import { layout } from '../../src/figures/architecture/layout';
import type { Box, Layout, Point, Rect, Wording } from '../../src/figures/architecture/types';
import { presetOf, presets, switchFamily } from '../../src/model/config/presets';
import type { Family, ModelConfig } from '../../src/model/config/types';
import { graph } from '../../src/model/graph/graph';
import type { NodeId } from '../../src/model/graph/types';

export const size = { batch: 1, source: 9, target: 12 };
export const measure = (text: string): number => text.length * 6.1;

export const wording: Wording = {
  labels: {
    title: 'architecture',
    name: (node) => node.kind,
    shortName: (node) => node.kind,
    details: (node) => (node.total > 0 ? [`${node.total} · 12 %`, String(node.total)] : []),
    describe: (node) => node.id,
    wire: (edge) => edge.id,
    axis: (axis) => axis,
    stack: (stack) => stack,
    repeated: (nLayers) => `× ${nLayers}`,
    layer: ({ shown, count }) => `${shown + 1} / ${count}`,
    previousLayer: (stack) => stack,
    nextLayer: (stack) => stack,
    source: ({ makes, origin }) => `${makes.flatMap(({ letters }) => letters).join('')} ${origin.id}`,
    sourceTags: ({ origin }) => [`from ${origin.id} by its wires`, origin.stack],
    columns: {
      part: 'part',
      stack: 'stack',
      layer: 'layer',
      parameters: 'parameters',
      total: 'total',
      share: 'share',
      output: 'output',
    },
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
export const cases = presets.flatMap(({ id, config }) =>
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

export const original = presetOf('originalTransformer').config;
export const draw = (config: ModelConfig, width = 480, height = 600): Layout =>
  layout(graph(config, size), width, height, wording);

export function box(built: Layout, id: NodeId): Box {
  const found = built.boxes.find(({ node }) => node.id === id);
  if (!found) throw new Error(`no box ${id}`);
  return found;
}

/** What a check finds wrong, with the case in which it does. */
export function faults(check: (built: Layout) => readonly string[]): readonly string[] {
  return cases.flatMap(({ name, built }) => check(built).map((fault) => `${name}: ${fault}`));
}

export const inside = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x - 0.01 &&
  inner.y >= outer.y - 0.01 &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;

export function onBorder([x, y]: Point | undefined = [Number.NaN, Number.NaN], rect: Rect): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.01;
  const withinX = x >= rect.x - 0.01 && x <= rect.x + rect.width + 0.01;
  const withinY = y >= rect.y - 0.01 && y <= rect.y + rect.height + 0.01;
  const onSide = near(x, rect.x) || near(x, rect.x + rect.width);
  const onEnd = near(y, rect.y) || near(y, rect.y + rect.height);
  return (onSide && withinY) || (onEnd && withinX);
}

/** Pieces of a wire, thin. */
export const pieces = (points: readonly Point[]): readonly Rect[] =>
  points.slice(1).map(([x, y], index) => {
    const [px, py] = points[index] ?? [x, y];
    return { x: Math.min(x, px), y: Math.min(y, py), width: Math.abs(x - px), height: Math.abs(y - py) };
  });
