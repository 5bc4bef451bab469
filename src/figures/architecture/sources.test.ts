import { describe, expect, it } from 'vitest';
import { draw, faults, inside, original, pieces, size, wording } from '../../../tests/support/diagram';
import { presetOf, switchFamily } from '../../model/config/presets';
import type { ModelConfig } from '../../model/config/types';
import { graph } from '../../model/graph/graph';
import type { NodeId } from '../../model/graph/types';
import { sourcesOf } from './sources';
import type { Layout } from './types';
import { tagSources } from './sourceTags';
import { overlaps } from './wireLabels';

const of = (config: ModelConfig, id: NodeId) => sourcesOf(graph(config, size), id);
const sizes = (shape: readonly { readonly size: number }[]) => shape.map(({ size: one }) => one);
const placed = (placement: 'pre' | 'post'): ModelConfig => ({
  ...original,
  norm: { ...original.norm, placement },
});

describe('where queries, keys and values come from', () => {
  it.each(['pre', 'post'] as const)(
    'in cross-attention with %s-norm: queries from the decoder, keys and values once from the memory',
    (placement) => {
      const [queries, memory, ...others] = of(placed(placement), 'decoder.crossAttention');
      expect(others).toEqual([]);
      expect(queries?.origin.stack).toBe('decoder');
      expect(queries?.makes.map(({ letters }) => letters)).toEqual([['Q']]);
      expect(sizes(queries?.reads ?? [])).toEqual([1, size.target, original.dModel]);
      expect(queries?.kept).toBeNull();
      expect(memory?.origin.id).toBe('encoder.memory');
      expect(memory?.makes.map(({ letters }) => letters)).toEqual([['K', 'V']]);
      expect(sizes(memory?.makes[0]?.shape ?? [])).toEqual([
        1,
        original.nKvHeads,
        size.source,
        original.dHead,
      ]);
      expect(memory?.kept).toBe('memory');
    },
  );

  it('in self-attention: all three from one place of the stream, before the norm if that comes first', () => {
    const [pre, ...more] = of(placed('pre'), 'encoder.selfAttention');
    expect(more).toEqual([]);
    expect(pre?.norm?.id).toBe('encoder.selfAttentionNorm');
    expect(pre?.origin.id).toBe('encoder.embeddingSum');
    expect(pre?.makes.flatMap(({ letters }) => letters)).toEqual(['Q', 'K', 'V']);
    expect(pre?.wires.map(({ id }) => id)).toContain('encoder.selfAttentionNorm:in');
    const [post] = of(placed('post'), 'encoder.selfAttention');
    expect(post?.norm).toBeNull();
    expect(post?.origin.id).toBe('encoder.embeddingSum');
    // The norm after the sub-layer before is the stream itself.
    const [queries] = of(placed('post'), 'decoder.crossAttention');
    expect(queries?.origin.id).toBe('decoder.selfAttentionNorm');
    expect(queries?.norm).toBeNull();
  });

  it('tells the shape of fewer key-value heads apart', () => {
    const { config } = presetOf('gpt2');
    const grouped = { ...config, nKvHeads: 1 };
    const [all] = of(grouped, 'decoder.selfAttention');
    expect(all?.makes.map(({ letters }) => letters)).toEqual([['Q'], ['K', 'V']]);
    expect(sizes(all?.makes[1]?.shape ?? [])).toEqual([1, 1, size.target, config.dHead]);
  });

  it('keeps keys and values of earlier tokens where no token sees a later one', () => {
    expect(of(original, 'decoder.selfAttention')[0]?.kept).toBe('cache');
    expect(of(original, 'encoder.selfAttention')[0]?.kept).toBeNull();
    const seesAll: ModelConfig = {
      ...original,
      attention: { ...original.attention, decoderMask: { kind: 'full' } },
    };
    expect(of(seesAll, 'decoder.selfAttention')[0]?.kept).toBeNull();
  });

  it('is nothing for a block that is no attention', () => {
    expect(of(original, 'encoder.feedForward')).toEqual([]);
    expect(sourcesOf(graph(original, size), null)).toEqual([]);
  });

  it('in any model: wires that lead from the origin to the block without a gap', () => {
    const broken = (['encoder-only', 'decoder-only', 'encoder-decoder'] as const).flatMap((family) =>
      (['pre', 'post', 'both'] as const).flatMap((placement) => {
        const base = switchFamily(original, family);
        const built = graph({ ...base, norm: { ...base.norm, placement } }, size);
        return built.nodes
          .filter(({ mask }) => mask !== null)
          .flatMap(({ id }) =>
            sourcesOf(built, id).flatMap(({ origin, wires }) => {
              const last = wires.filter(({ to }) => to === id);
              const isJoined = last.every(
                ({ from }) => from === origin.id || wires.some((w) => w.to === from && w.from === origin.id),
              );
              return last.length > 0 && isJoined ? [] : [`${family} ${placement} ${id}`];
            }),
          );
      }),
    );
    expect(broken).toEqual([]);
  });
});

describe('the names of origins in the diagram', () => {
  /** Of each attention block that is drawn. */
  const tagsOf = (built: Layout, config: ModelConfig, id: NodeId) =>
    tagSources(built, sourcesOf(graph(config, size), id), wording);

  it('stand at them where there is room, in the place that the page gives the diagram', () => {
    const tags = tagsOf(draw(original), original, 'decoder.crossAttention');
    expect(tags.map(({ id }) => id)).toContain('decoder.selfAttentionNorm:Q');
  });

  it('cover no box, wire, label or other tag, and stay inside', () => {
    const ids: readonly NodeId[] = [
      'encoder.selfAttention',
      'decoder.selfAttention',
      'decoder.crossAttention',
    ];
    expect(
      faults((built) => {
        // The layout holds the graph that it was made of: its boxes are the nodes, its wires the edges.
        const made = {
          nodes: built.boxes.map(({ node }) => node),
          edges: built.wires.map(({ edge }) => edge),
          layers: { encoder: null, decoder: null },
          totalParameters: 0,
          parallel: false,
        };
        return ids.flatMap((id) => {
          const tags = tagSources(built, sourcesOf(made, id), wording);
          return tags.flatMap(({ bounds, text }, index) => {
            const others = [
              ...built.boxes,
              ...built.labels.map((label) => label.bounds),
              ...built.wires.flatMap(({ points }) => pieces(points)),
              ...tags.slice(index + 1).map((tag) => tag.bounds),
            ];
            const isOver = others.some((other) => overlaps(bounds, other));
            const all = { x: 0, y: 0, width: built.width, height: built.height };
            return isOver || !inside(bounds, all) ? [`${id}: ${text}`] : [];
          });
        });
      }),
    ).toEqual([]);
  });
});
