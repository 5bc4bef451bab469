import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tinyDecoder, tinyEncoder, tinyEncoderDecoder } from '../../../tests/support/tinyConfig';
import { architectureOptions } from '../config/options';
import { presets, switchFamily } from '../config/presets';
import type { Family, ModelConfig } from '../config/types';
import { countParameters } from '../parameters';
import { traceAxes } from '../traceNames';
import { graph } from './graph';
import type { Graph, GraphEdge, NodeId, Shape } from './types';

const size = { batch: 5, source: 9, target: 7 };
const families: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];

/** Any preset in any family, with any options chosen one after another. */
const anyConfig = fc
  .record({
    preset: fc.constantFrom(...presets),
    family: fc.constantFrom(...families),
    choices: fc.array(fc.tuple(fc.constantFrom(...architectureOptions), fc.nat()), { maxLength: 8 }),
    nLayers: fc.integer({ min: 1, max: 5 }),
    factorization: fc.constantFrom(
      null,
      { dEmbedding: 48, place: 'tokens' as const },
      { dEmbedding: 48, place: 'sum' as const },
    ),
    skipFirst: fc.boolean(),
  })
  .map(({ preset, family, choices, nLayers, factorization, skipFirst }): ModelConfig => {
    const base = switchFamily(preset.config, family);
    const chosen = choices.reduce((config, [option, index]) => {
      const choice = option.choices[index % option.choices.length];
      return option.applies(config) && choice !== undefined ? option.apply(config, choice) : config;
    }, base);
    return {
      ...chosen,
      nEncoderLayers: base.nEncoderLayers > 0 ? nLayers : 0,
      nDecoderLayers: base.nDecoderLayers > 0 ? nLayers + 1 : 0,
      norm: { ...chosen.norm, skipFirst },
      embedding: { ...chosen.embedding, factorization },
    };
  });

const into = ({ edges }: Graph, to: NodeId): readonly GraphEdge[] => edges.filter((edge) => edge.to === to);
const sizes = (shape: Shape): readonly number[] => shape.map((dimension) => dimension.size);
const ids = (config: ModelConfig): readonly string[] => graph(config, size).nodes.map((node) => node.id);

/** The parts of a stack's layer in the order in which the stream passes them. */
function order(config: ModelConfig): readonly string[] {
  return ids(config).filter((id) => /Attention|feedForward/.test(id));
}

describe('the graph of a configuration', () => {
  it('counts every parameter once, in whichever layer is shown', () => {
    fc.assert(
      fc.property(anyConfig, fc.nat(6), (config, layer) => {
        const { nodes, totalParameters } = graph(config, size, { encoder: layer, decoder: layer });
        expect(nodes.reduce((sum, node) => sum + node.total, 0)).toBe(countParameters(config));
        expect(totalParameters).toBe(countParameters(config));
        expect(nodes.reduce((sum, node) => sum + node.share, 0)).toBeCloseTo(1, 10);
      }),
      { numRuns: 300 },
    );
  });

  it('has every part and every wire once, and wires only from parts that came before', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        const { nodes, edges } = graph(config, size);
        const at = new Map(nodes.map((node, index) => [node.id, index]));
        expect(at.size).toBe(nodes.length);
        expect(new Set(edges.map((edge) => edge.id)).size).toBe(edges.length);
        for (const { from, to } of edges) expect(at.get(from)).toBeLessThan(at.get(to) ?? -1);
      }),
    );
  });

  it('has the same shape at both ends of a wire, and heads where q, k and v enter', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        const { nodes, edges } = graph(config, size);
        const nodeOf = new Map(nodes.map((node) => [node.id, node]));
        for (const { from, to, role, shape } of edges) {
          if (role === 'q') {
            expect(sizes(shape)).toEqual([5, config.nHeads, to.startsWith('encoder') ? 9 : 7, config.dHead]);
          } else if (role === 'k' || role === 'v') {
            const keys = from.startsWith('encoder') ? 9 : 7;
            expect(sizes(shape)).toEqual([5, config.nKvHeads, keys, config.dHead]);
          } else {
            expect(shape).toEqual(nodeOf.get(from)?.output);
          }
        }
      }),
    );
  });

  it('adds only what has one width, and a norm changes no shape', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        const built = graph(config, size);
        for (const node of built.nodes) {
          if (node.kind !== 'add' && node.kind !== 'sum' && node.kind !== 'norm') continue;
          const inputs = into(built, node.id);
          expect(inputs.length).toBeGreaterThanOrEqual(node.kind === 'norm' ? 1 : 2);
          // Position vectors have no batch: they are added to each text alike.
          for (const { shape } of inputs)
            expect(sizes(node.output).slice(-shape.length)).toEqual(sizes(shape));
        }
      }),
    );
  });

  it('names the activation on a wire by the axes of its shape', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        for (const { traceName, shape, role } of graph(config, size).edges) {
          if (traceName === null || role === 'position') continue;
          expect(shape).toHaveLength(traceAxes(traceName).length);
        }
      }),
    );
  });
});

describe('families', () => {
  it('are one set of parts: a decoder-only model has no part that an encoder-decoder lacks', () => {
    const { config } = presets.find(({ id }) => id === 't5') ?? { config: tinyEncoderDecoder };
    const both = new Set(ids(config));
    expect(ids(switchFamily(config, 'decoder-only')).filter((id) => !both.has(id))).toEqual([]);
    expect(both.has('decoder.crossAttention')).toBe(true);
    expect(ids(switchFamily(config, 'decoder-only'))).not.toContain('decoder.crossAttention');
    expect(ids(switchFamily(config, 'encoder-only')).some((id) => id.startsWith('decoder.'))).toBe(false);
  });

  it('send queries from the decoder and keys and values from the encoder memory into cross-attention', () => {
    const wires = into(graph(tinyEncoderDecoder, size), 'decoder.crossAttention');
    expect(wires.map(({ role, from, hue }) => [role, from, hue])).toEqual([
      ['q', 'decoder.selfAttentionNorm', 'decoder'],
      ['k', 'encoder.memory', 'encoder'],
      ['v', 'encoder.memory', 'encoder'],
    ]);
    expect(wires.map(({ shape }) => sizes(shape))).toEqual([
      [5, 6, 7, 4],
      [5, 2, 9, 4],
      [5, 2, 9, 4],
    ]);
  });

  it('share the token table where it is tied, and count it once', () => {
    const { nodes } = graph(tinyDecoder, size);
    const output = nodes.find((node) => node.id === 'head.output');
    expect(output?.tiedTo).toBe('decoder.tokenEmbedding');
    expect(output?.total).toBe(11); // the bias alone
  });
});

describe('the place of norms', () => {
  const placed = (placement: 'pre' | 'post' | 'both'): ModelConfig => ({
    ...tinyDecoder,
    norm: { ...tinyDecoder.norm, placement },
  });

  it('before each part: x + f(norm(x))', () => {
    expect(order(placed('pre'))).toEqual([
      'decoder.selfAttentionNorm',
      'decoder.selfAttention',
      'decoder.selfAttentionAdd',
      'decoder.feedForwardNorm',
      'decoder.feedForward',
      'decoder.feedForwardAdd',
    ]);
  });

  it('after the sum: norm(x + f(x))', () => {
    expect(order(placed('post'))).toEqual([
      'decoder.selfAttention',
      'decoder.selfAttentionAdd',
      'decoder.selfAttentionNorm',
      'decoder.feedForward',
      'decoder.feedForwardAdd',
      'decoder.feedForwardNorm',
    ]);
  });

  it('on both sides: x + norm(f(norm(x)))', () => {
    expect(order(placed('both')).slice(0, 4)).toEqual([
      'decoder.selfAttentionNorm',
      'decoder.selfAttention',
      'decoder.selfAttentionOutputNorm',
      'decoder.selfAttentionAdd',
    ]);
  });

  it('leaves the residual stream unnormed before a norm, and normed after it', () => {
    const residual = (config: ModelConfig): string | undefined =>
      into(graph(config, size), 'decoder.feedForwardAdd').find((edge) => edge.role === 'residual')?.from;
    expect(residual(placed('pre'))).toBe('decoder.selfAttentionAdd');
    expect(residual(placed('post'))).toBe('decoder.selfAttentionNorm');
  });

  it('is skipped in the first layer alone where the configuration says so', () => {
    const config = { ...tinyDecoder, norm: { ...tinyDecoder.norm, skipFirst: true } };
    const norm = (layer: number) =>
      graph(config, size, { encoder: 0, decoder: layer }).nodes.find(
        (node) => node.id === 'decoder.selfAttentionNorm',
      );
    expect(norm(0)).toMatchObject({ bypassed: true, count: 0, total: 48 });
    expect(norm(1)).toMatchObject({ bypassed: false, count: 48, total: 48 });
  });
});

describe('a parallel block', () => {
  const parallel = (norms: 'shared' | 'separate'): ModelConfig => ({
    ...tinyDecoder,
    block: { kind: 'parallel', norms },
  });

  it('feeds attention and feed-forward from one norm', () => {
    const built = graph(parallel('shared'), size);
    expect(into(built, 'decoder.feedForward').map((edge) => edge.from)).toEqual([
      'decoder.selfAttentionNorm',
    ]);
    expect(built.nodes.some((node) => node.id === 'decoder.feedForwardNorm')).toBe(false);
  });

  it('feeds both from the same stream where each has its norm', () => {
    const built = graph(parallel('separate'), size);
    expect(into(built, 'decoder.feedForwardNorm').map((edge) => edge.from)).toEqual([
      into(built, 'decoder.selfAttentionNorm')[0]?.from,
    ]);
  });
});

describe('positions', () => {
  it('are added to the tokens, or act in attention', () => {
    const target = (position: ModelConfig['position']): NodeId | undefined =>
      graph({ ...tinyEncoder, position }, size).edges.find((edge) => edge.from === 'encoder.position')?.to;
    expect(target({ kind: 'sinusoidal', order: 'interleaved' })).toBe('encoder.embeddingSum');
    expect(target({ kind: 't5', buckets: 8, maxDistance: 16 })).toBe('encoder.selfAttention');
    expect(target({ kind: 'none' })).toBeUndefined();
  });
});
