import { describe, expect, it } from 'vitest';
import { box, draw, original, pieces } from '../../../tests/support/diagram';
import type { Rect } from './types';
import { overlaps } from './wireLabels';

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

  it('tells the shape of keys and values where they arrive, or where they leave in a narrow place', () => {
    const shapes = (width: number): readonly string[] =>
      draw(original, width)
        .labels.filter(({ edge, text }) => edge.from === 'encoder.memory' && text !== '')
        .map(({ letter, text }) => `${letter} ${text}`);
    expect(shapes(480)).toEqual(['K 1×4×9×32', 'V 1×4×9×32']);
    expect(shapes(340)).toEqual(['K V 1×4×9×32']);
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
    const barred = boxes.filter(({ bar }) => bar !== null).map(({ node }) => node.id);
    expect(barred).toEqual(boxes.filter(({ node }) => node.total > 0).map(({ node }) => node.id));
    expect(barred).not.toContain('encoder.selfAttentionAdd');
  });
});
