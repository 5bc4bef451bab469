import { describe, expect, it } from 'vitest';
import { architectureOptions } from './options';
import { familyPreset, presetOf, presets, switchFamily } from './presets';
import type { Family, ModelConfig } from './types';
import { validate } from './validate';
import { sliderValues, VARIABLE_KEYS, variableOf, withVariable } from './variables';

const families: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];
const { config: base } = presetOf('gpt2');
const codes = (config: ModelConfig): string[] => validate(config).map((problem) => problem.code);

describe('validation', () => {
  it('finds nothing in a preset, nor in a preset arranged as another family', () => {
    for (const { config } of presets)
      for (const family of families) expect(validate(switchFamily(config, family))).toEqual([]);
  });

  it('names the model dimension that heads cannot share, and the nearest that they can', () => {
    expect(validate(withVariable({ ...base, nHeads: 8, nKvHeads: 8 }, 'dModel', 100))).toEqual([
      {
        code: 'headsDoNotDivideModel',
        path: 'dModel',
        values: { dModel: 100, nHeads: 8 },
        suggestions: [96, 104],
      },
    ]);
  });

  it.each([
    ['a size below its limit', { dModel: 0 }, 'outOfRange'],
    ['half a layer', { nDecoderLayers: 1.5 }, 'notAnInteger'],
    ['NaN', { vocabSize: NaN }, 'notAnInteger'],
    ['key-value heads that do not divide the heads', { nKvHeads: 3 }, 'kvHeadsDoNotDivideHeads'],
    ['encoder layers in a decoder', { nEncoderLayers: 1 }, 'layersOfMissingStack'],
    ['a decoder without layers', { nDecoderLayers: 0 }, 'noLayers'],
    ['segments without an encoder', { nSegments: 2 }, 'segmentsNeedEncoder'],
    ['two vocabularies in one stack', { targetVocabSize: 999 }, 'sharedVocabularyDiffers'],
    [
      'an odd number of buckets',
      { position: { kind: 't5', buckets: 7, maxDistance: 99 } },
      'bucketsMustBeEven',
    ],
    [
      'buckets that reach further than the distance',
      { position: { kind: 't5', buckets: 32, maxDistance: 9 } },
      'maxDistanceTooSmall',
    ],
    [
      'a masked language model in a decoder',
      { head: { kind: 'maskedLanguageModel', tied: true, transform: null } },
      'headDoesNotFitFamily',
    ],
    [
      'a parallel block in post-norm',
      { block: { kind: 'parallel', norms: 'shared' }, norm: { ...base.norm, placement: 'post' } },
      'parallelNeedsNormBefore',
    ],
    [
      'a window that sees nothing',
      { attention: { ...base.attention, decoderMask: { kind: 'slidingWindow', window: 0, causal: true } } },
      'windowTooSmall',
    ],
    [
      'a prefix beyond the context',
      { attention: { ...base.attention, decoderMask: { kind: 'prefix', length: 65 } } },
      'prefixBeyondContext',
    ],
    ['an epsilon of 0', { norm: { ...base.norm, epsilon: 0 } }, 'notPositive'],
    [
      'rotary heads of odd width',
      { dModel: 12, dHead: 3, position: presetOf('llama').config.position },
      'rotaryNeedsEvenWidth',
    ],
  ] as const)('refuses %s', (_, change, code) => {
    expect(codes({ ...base, ...(change as Partial<ModelConfig>) })).toContain(code);
  });
});

describe('a slider', () => {
  it.each(presets.map(({ id, config }) => [id, config] as const))(
    'offers only values that work: %s',
    (_, config) => {
      for (const family of families) {
        for (const key of VARIABLE_KEYS) {
          const start = switchFamily(config, family);
          for (const value of sliderValues(start, key)) {
            const changed = withVariable(start, key, value);
            expect(validate(changed), `${family}, ${key} ${value}`).toEqual([]);
            expect(variableOf(changed, key)).toBe(value);
          }
        }
      }
    },
  );
});

describe('an architecture option', () => {
  it('has read what it applied', () => {
    for (const family of families) {
      const config = presetOf(familyPreset(family)).config;
      for (const option of architectureOptions.filter((candidate) => candidate.applies(config))) {
        for (const choice of option.choices) {
          expect(option.read(option.apply(config, choice)), `${option.id} ${choice}`).toBe(choice);
        }
      }
    }
  });
});

describe('another family of the same model', () => {
  it('keeps sizes, norms, positions and activation, and comes back as it was', () => {
    const { config } = presetOf('gpt2');
    const there = switchFamily(config, 'encoder-decoder');
    expect(there).toMatchObject({
      dModel: config.dModel,
      norm: config.norm,
      position: config.position,
      dFf: config.dFf,
    });
    expect(there.nEncoderLayers + there.nDecoderLayers).toBe(config.nDecoderLayers);
    expect(switchFamily(there, 'decoder-only')).toEqual(config);
  });
});
