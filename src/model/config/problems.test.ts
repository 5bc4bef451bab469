import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countParameters } from '../parameters';
import { LIMITS, MAX_PARAMETERS } from './limits';
import { architectureOptions, offeredChoices } from './options';
import { presetOf, presets, switchFamily } from './presets';
import type { Family, ModelConfig } from './types';
import { validate } from './validate';
import { sliderValues, VARIABLE_KEYS, VARIABLE_RANGE, withVariable } from './variables';

const { config: gpt2 } = presetOf('gpt2');
const { config: llama } = presetOf('llama');

describe('all problems of a configuration are named at once', () => {
  it('of fields by themselves and of fields together', () => {
    const found = validate({
      ...gpt2,
      vocabSize: 0,
      dModel: 100,
      nHeads: 8,
      nKvHeads: 3,
      nEncoderLayers: 2,
      norm: { ...gpt2.norm, epsilon: -1 },
    });
    expect(found.map(({ code }) => code)).toEqual([
      'outOfRange',
      'notPositive',
      'headsDoNotDivideModel',
      'kvHeadsDoNotDivideHeads',
      'layersOfMissingStack',
    ]);
  });

  it('without blaming the relation of a field that is itself impossible', () => {
    expect(validate({ ...gpt2, nHeads: 0 }).map(({ path }) => path)).toEqual(['nHeads']);
  });
});

describe('what is suggested works', () => {
  it.each([
    ['learned positions', gpt2],
    ['rotary positions, which need heads of even width', llama],
  ])('with %s', (_, base) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 64, max: 1024 }), (nHeads, dModel) => {
        const config = withVariable(withVariable(base, 'nHeads', nHeads), 'dModel', dModel);
        for (const { path, suggestions } of validate(config)) {
          if (path !== 'dModel') continue;
          expect(suggestions).not.toEqual([]);
          for (const value of suggestions)
            expect(validate(withVariable(config, 'dModel', value))).toEqual([]);
        }
      }),
    );
  });

  it.each(Object.entries(LIMITS))('as the nearest end of the range of %s', (field, { min, max }) => {
    for (const [value, nearest] of [
      [min - 1, min],
      [max + 1, max],
    ] as const) {
      const [problem] = validate({ ...gpt2, [field]: value });
      expect(problem).toEqual({
        code: 'outOfRange',
        path: field,
        values: { value, min, max },
        suggestions: [nearest],
      });
    }
  });
});

describe('numbers that would end in NaN are refused', () => {
  const languageModel = { kind: 'languageModel', tied: true, scale: 1, softCap: null } as const;
  it.each<[string, Partial<ModelConfig>, string]>([
    ['a soft cap of 0', { attention: { ...gpt2.attention, softCap: 0 } }, 'attention.softCap'],
    ['scores times 1e38', { attention: { ...gpt2.attention, scoreScale: 1e38 } }, 'attention.scoreScale'],
    ['an output scaled by infinity', { head: { ...languageModel, scale: Infinity } }, 'head.scale'],
    ['an output capped at 0', { head: { ...languageModel, softCap: 0 } }, 'head.softCap'],
    ['an epsilon that is no number', { norm: { ...gpt2.norm, epsilon: NaN } }, 'norm.epsilon'],
    [
      'a local base of 0',
      { position: { ...llama.position, localBase: 0 } as ModelConfig['position'] },
      'position.localBase',
    ],
    ['half a label', { head: { kind: 'tokenClassification', labels: 1.5, transform: null } }, 'head.labels'],
    [
      'half a token as prefix',
      { attention: { ...gpt2.attention, decoderMask: { kind: 'prefix', length: 2.5 } } },
      'attention.decoderMask',
    ],
  ])('%s', (_, change, path) => {
    expect(validate({ ...gpt2, ...change }).map((problem) => problem.path)).toContain(path);
  });
});

describe('a model that would fill the tab', () => {
  const large = VARIABLE_KEYS.reduce(
    (config, key) => withVariable(config, key, VARIABLE_RANGE[key].max),
    presetOf('originalTransformer').config,
  );

  it('is refused with its size, and only by the page', () => {
    const count = countParameters(large);
    expect(count).toBeGreaterThan(MAX_PARAMETERS);
    expect(validate(large)).toEqual([
      { code: 'tooManyParameters', path: 'config', values: { count, max: MAX_PARAMETERS }, suggestions: [] },
    ]);
    expect(validate(large, { headsSplitModel: false })).toEqual([]);
  });
});

describe('any possible model', () => {
  const anyModel = fc
    .record({
      preset: fc.constantFrom(...presets),
      sliders: fc.array(fc.tuple(fc.constantFrom(...VARIABLE_KEYS), fc.nat(40)), { maxLength: 7 }),
    })
    .map(({ preset, sliders }) =>
      sliders.reduce((config, [key, index]) => {
        const values = sliderValues(config, key);
        return withVariable(config, key, values[index % values.length] ?? 1);
      }, preset.config),
    )
    .filter((config) => validate(config).length === 0);

  it('stays possible, and within the sliders, as any other family', () => {
    const families = fc.array(fc.constantFrom<Family>('encoder-only', 'decoder-only', 'encoder-decoder'), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(anyModel, families, (config, path) => {
        const arranged = path.reduce(switchFamily, config);
        expect(validate(arranged)).toEqual([]);
        const { max } = VARIABLE_RANGE.nLayers;
        expect(Math.max(arranged.nEncoderLayers, arranged.nDecoderLayers)).toBeLessThanOrEqual(max);
      }),
      { numRuns: 300 },
    );
  });

  it('reaches only possible models with every slider, as long as it fits the tab', () => {
    fc.assert(
      fc.property(anyModel, fc.constantFrom(...VARIABLE_KEYS), (config, key) => {
        for (const value of sliderValues(config, key)) {
          const codes = validate(withVariable(config, key, value)).map(({ code }) => code);
          expect(codes.filter((code) => code !== 'tooManyParameters')).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('has every choice that an option offers it, and stays possible', () => {
    fc.assert(
      fc.property(anyModel, (config) => {
        for (const option of architectureOptions) {
          if (!option.applies(config)) continue;
          for (const choice of offeredChoices(option, config)) {
            const next = option.apply(config, choice);
            expect(option.read(next)).toBe(choice);
            const codes = validate(next).map(({ code }) => code);
            expect(codes.filter((code) => code !== 'tooManyParameters')).toEqual([]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is offered no group of heads where there is none', () => {
    const option = architectureOptions.find(({ id }) => id === 'keyValueHeads');
    const offers = (nHeads: number): boolean =>
      option?.offers?.(withVariable(gpt2, 'nHeads', nHeads), 'groupedQuery') ?? false;
    expect([2, 3, 4, 6, 7, 9, 16].filter(offers)).toEqual([4, 6, 9, 16]);
  });
});
