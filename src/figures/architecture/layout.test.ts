import { describe, expect, it } from 'vitest';
import { architectureOptions } from '../../model/config/options';
import { presets, switchFamily } from '../../model/config/presets';
import type { Family, ModelConfig } from '../../model/config/types';
import { graph } from '../../model/graph/graph';
import { type Box, layout } from './layout';

const families: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];
const size = { batch: 1, source: 12, target: 9 };

/** Presets in every family, with each placement of norms and each form of block. */
const configs: (readonly [string, ModelConfig])[] = presets.flatMap(({ id, config }) =>
  families.flatMap((family) => {
    const base = switchFamily(config, family);
    const shaping = architectureOptions.filter((option) =>
      ['normPlacement', 'block', 'position'].includes(option.id),
    );
    return shaping.flatMap((option) =>
      option.choices.map((choice) => [`${id} as ${family}, ${choice}`, option.apply(base, choice)] as const),
    );
  }),
);

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe('the diagram', () => {
  it.each(configs)('has parts that do not overlap and lie inside: %s', (_, config) => {
    for (const width of [330, 480]) {
      const { boxes, height } = layout(graph(config, size), width, 560);
      boxes.forEach((box, index) => {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        expect(box.y).toBeGreaterThanOrEqual(0);
        expect(box.y + box.height).toBeLessThanOrEqual(height);
        for (const other of boxes.slice(index + 1)) {
          expect(overlap(box, other), `${box.node.id} and ${other.node.id}`).toBe(false);
        }
      });
    }
  });

  it.each(configs)(
    'has wires that begin and end at the edges of their parts, and flow upwards: %s',
    (_, config) => {
      const { boxes, wires } = layout(graph(config, size), 480, 560);
      const byId = new Map(boxes.map((box) => [box.node.id, box]));
      for (const { edge, points } of wires) {
        const from = byId.get(edge.from);
        const to = byId.get(edge.to);
        const [first] = points;
        const last = points.at(-1);
        if (!from || !to || !first || !last) throw new Error(`${edge.id} hangs in the air`);
        expect(first[1]).toBeCloseTo(from.y);
        const entersSide = last[1] > to.y && last[1] < to.y + to.height;
        expect(entersSide || Math.abs(last[1] - to.y - to.height) < 0.01, edge.id).toBe(true);
        if (edge.kind !== 'k' && edge.kind !== 'v') expect(last[1]).toBeLessThan(first[1]);
      }
    },
  );

  it('has the encoder on the left and the decoder on the right', () => {
    const [original] = presets;
    if (!original) throw new Error('no preset');
    const { boxes } = layout(graph(original.config, size), 480, 600);
    const right = Math.max(
      ...boxes.filter((box) => box.node.stack === 'encoder').map((box) => box.x + box.width),
    );
    const left = Math.min(...boxes.filter((box) => box.node.stack === 'decoder').map((box) => box.x));
    expect(right).toBeLessThan(left);
  });

  it('puts the shape of the tensor on every wire but the residual ones', () => {
    const [original] = presets;
    if (!original) throw new Error('no preset');
    const { labels } = layout(graph(original.config, size), 480, 600);
    const texts = labels.map((label) => label.text);
    expect(texts).toContain('K  1 × 4 × 12 × 32');
    expect(texts).toContain('Q  1 × 4 × 9 × 32');
    expect(texts).toContain('1 × 9 × 1000');
  });
});
