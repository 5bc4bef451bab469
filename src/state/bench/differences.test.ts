import { describe, expect, it } from 'vitest';
import { architectureOptions, offeredChoices } from '../../model/config/options';
import { presetOf, presets, switchFamily } from '../../model/config/presets';
import type { ModelConfig } from '../../model/config/types';
import { withVariable } from '../../model/config/variables';
import { configDifferences, type Named, nameBeside, ownName } from './differences';

const gpt2 = presetOf('gpt2').config;
const named = (config: ModelConfig, seed = 1): Named => ({
  config,
  presetId: 'gpt2',
  weights: { kind: 'random', seed },
  trained: null,
  loading: null,
});
const idsOf = (...configs: ModelConfig[]): string[] => configDifferences(configs).map(({ id }) => id);
const option = (id: string) => {
  const found = architectureOptions.find((one) => one.id === id);
  if (!found) throw new Error(`There is no option ${id}.`);
  return found;
};

describe('what differs between configurations', () => {
  it('is nothing between equal ones', () => {
    expect(configDifferences([gpt2, structuredClone(gpt2)])).toEqual([]);
  });

  it.each(architectureOptions.filter(({ applies }) => applies(gpt2)).map(({ id }) => [id]))(
    'names %s when only that option is chosen otherwise',
    (id) => {
      const one = option(id);
      for (const choice of offeredChoices(one, gpt2)) {
        if (choice === one.read(gpt2)) continue;
        const [first, ...more] = configDifferences([gpt2, one.apply(gpt2, choice)]);
        // Post-norm has no norm at the end, and grouped heads are so many.
        const follows = new Set(['finalNorm', 'nKvHeads', 'normPlacement', 'block']);
        expect([first, ...more].map((found) => found?.id)).toContain(id);
        expect(more.filter((found) => found.id !== id && !follows.has(found.id))).toEqual([]);
        const found = [first, ...more].find((other) => other?.id === id);
        expect(found?.values).toEqual([
          { kind: 'choice', choice: one.read(gpt2) },
          { kind: 'choice', choice },
        ]);
      }
    },
  );

  it('does not name what follows from a variable: the width of a head, heads of keys and values', () => {
    expect(idsOf(gpt2, withVariable(gpt2, 'nHeads', 8))).toEqual(['nHeads']);
    expect(idsOf(gpt2, withVariable(gpt2, 'dModel', 64))).toEqual(['dModel']);
    expect(idsOf(gpt2, withVariable(gpt2, 'vocabSize', 2000))).toEqual(['vocabSize']);
    expect(idsOf(gpt2, withVariable(gpt2, 'nLayers', 8))).toEqual(['decoderLayers']);
  });

  it('names fields without a control as they are written, when nothing else says it', () => {
    const base: ModelConfig = { ...gpt2, position: { kind: 'alibi' } };
    expect(idsOf(gpt2, base)).toEqual(['position']);
    const finer: ModelConfig = { ...gpt2, norm: { ...gpt2.norm, epsilon: 1e-12 } };
    expect(configDifferences([gpt2, finer])).toEqual([
      {
        id: 'field:norm.epsilon',
        values: [
          { kind: 'text', text: '0.00001' },
          { kind: 'text', text: '1e-12' },
        ],
      },
    ]);
    const window = (length: number): ModelConfig => ({
      ...gpt2,
      attention: { ...gpt2.attention, decoderMask: { kind: 'slidingWindow', window: length, causal: true } },
    });
    expect(idsOf(window(4), window(6))).toEqual(['field:attention.decoderMask.window']);
    expect(idsOf(gpt2, window(6))).toEqual(['decoderMask']);
  });

  it('has a value for each of three configurations', () => {
    const bert = presetOf('bert').config;
    const layers = configDifferences([gpt2, bert, presetOf('t5').config]).find(
      ({ id }) => id === 'decoderLayers',
    );
    expect(layers?.values).toEqual([
      { kind: 'number', value: 4 },
      { kind: 'absent' },
      { kind: 'number', value: 2 },
    ]);
  });

  it('is found between any two presets', () => {
    for (const one of presets)
      for (const other of presets)
        expect(configDifferences([one.config, other.config]).length > 0).toBe(one !== other);
  });
});

describe('the name of a model', () => {
  it('is that of its preset, by itself', () => {
    expect(ownName(named(gpt2))).toEqual([{ kind: 'preset', presetId: 'gpt2' }]);
  });

  it('is what it has otherwise, beside another', () => {
    const postNorm: ModelConfig = option('activation').apply(gpt2, 'relu');
    expect(nameBeside(named(postNorm), named(gpt2))).toEqual([
      { kind: 'difference', id: 'activation', value: { kind: 'choice', choice: 'relu' } },
    ]);
  });

  it('is the family, where only that was switched: heads, segments and layers follow from it', () => {
    for (const family of ['encoder-only', 'encoder-decoder'] as const) {
      expect(nameBeside(named(switchFamily(gpt2, family)), named(gpt2))).toEqual([
        { kind: 'difference', id: 'family', value: { kind: 'family', family } },
      ]);
    }
  });

  it('says that nothing differs, or the seed when only that does', () => {
    expect(nameBeside(named(gpt2), named(gpt2))).toEqual([{ kind: 'same' }]);
    expect(nameBeside(named(gpt2, 7), named(gpt2))).toEqual([{ kind: 'seed', seed: 7 }]);
  });

  it('is that of a preset that differs in more than can be said', () => {
    const llama: Named = { ...named(presetOf('llama').config), presetId: 'llama' };
    expect(nameBeside(llama, named(gpt2))).toEqual([{ kind: 'preset', presetId: 'llama' }]);
  });
});
