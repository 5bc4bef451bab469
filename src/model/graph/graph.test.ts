import { describe, expect, it } from 'vitest';
import { presets, switchFamily } from '../config/presets';
import { architectureOptions } from '../config/options';
import type { Family, ModelConfig } from '../config/types';
import { validate } from '../config/validate';
import { countParameters } from '../parameters';
import { graph } from './graph';

const size = { batch: 2, source: 7, target: 5 };
const families: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];

/** Every preset in every family with every single option changed. */
const configs: (readonly [string, ModelConfig])[] = presets.flatMap(({ id, config }) =>
  families.flatMap((family) => {
    const base = switchFamily(config, family);
    return [
      [`${id} as ${family}`, base] as const,
      ...architectureOptions
        .filter((option) => option.applies(base))
        .flatMap((option) =>
          option.choices.map(
            (choice) => [`${id} as ${family}, ${option.id} ${choice}`, option.apply(base, choice)] as const,
          ),
        ),
    ];
  }),
);

const ids = (config: ModelConfig): string[] => graph(config, size).nodes.map((node) => node.id);

describe('the graph', () => {
  it.each(configs)('counts every parameter once: %s', (_, config) => {
    expect(validate(config)).toEqual([]);
    const { nodes, totalParameters } = graph(config, size);
    expect(nodes.reduce((sum, node) => sum + node.parameters, 0)).toBe(countParameters(config));
    expect(totalParameters).toBe(countParameters(config));
  });

  it.each(configs)('has unique parts, and wires between parts that exist: %s', (_, config) => {
    const { nodes, edges } = graph(config, size);
    const known = new Set(nodes.map((node) => node.id));
    expect(known.size).toBe(nodes.length);
    expect(new Set(edges.map((edge) => edge.id)).size).toBe(edges.length);
    for (const { from, to } of edges) expect([known.has(from), known.has(to)]).toEqual([true, true]);
  });

  it('of a decoder alone has no cross-attention, of an encoder-decoder it has', () => {
    const [original] = presets;
    if (!original) throw new Error('no preset');
    expect(ids(original.config)).toContain('decoder.crossAttention');
    expect(ids(switchFamily(original.config, 'decoder-only'))).not.toContain('decoder.crossAttention');
  });

  it('sends queries from the decoder and keys and values from the encoder memory into cross-attention', () => {
    const [original] = presets;
    if (!original) throw new Error('no preset');
    const into = graph(original.config, size).edges.filter((edge) => edge.to === 'decoder.crossAttention');
    expect(into.map(({ kind, from }) => [kind, from.split('.')[0]])).toEqual([
      ['q', 'decoder'],
      ['k', 'encoder'],
      ['v', 'encoder'],
    ]);
    expect(into.map(({ shape }) => shape.map((axis) => axis.size))).toEqual([
      [2, 4, 5, 32],
      [2, 4, 7, 32],
      [2, 4, 7, 32],
    ]);
  });

  it('has norms before their sub-layers in pre-norm, and joined with the sum in post-norm', () => {
    const [original] = presets;
    if (!original) throw new Error('no preset');
    const placed = (placement: 'pre' | 'post'): ModelConfig => ({
      ...original.config,
      norm: { ...original.config.norm, placement },
    });
    expect(ids(placed('pre'))).toContain('encoder.selfAttentionNorm');
    const kinds = new Map(graph(placed('post'), size).nodes.map((node) => [node.id, node.kind]));
    expect(kinds.get('encoder.selfAttentionAdd')).toBe('addNorm');
    expect(kinds.has('encoder.selfAttentionNorm')).toBe(false);
  });
});
