import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { architectureOptions } from '../model/config/options';
import { presetOf, presets, switchFamily } from '../model/config/presets';
import type { Family, ModelConfig } from '../model/config/types';
import { validate } from '../model/config/validate';
import { paletteNames } from '../shared/palettes';
import { sliderValues, VARIABLE_KEYS, withVariable } from '../model/config/variables';
import { fitSelection } from './slices/selection';
import { decodeLink } from './decodeLink';
import { encodeLink } from './encodeLink';
import { type LinkState, MAX_LINK_LENGTH } from './linkFormat';

const defaults = { language: 'en', theme: 'system' } as const;
const usual: LinkState = decodeLink('v=1', defaults).state;

/** Any model that the page can make: a preset, a family, some options, some sliders. */
const anyModel = fc
  .record({
    preset: fc.constantFrom(...presets),
    family: fc.constantFrom<Family>('encoder-only', 'decoder-only', 'encoder-decoder'),
    options: fc.array(fc.tuple(fc.constantFrom(...architectureOptions), fc.nat(5)), { maxLength: 4 }),
    sliders: fc.array(fc.tuple(fc.constantFrom(...VARIABLE_KEYS), fc.nat(30)), { maxLength: 4 }),
  })
  .map(({ preset, family, options, sliders }) => {
    let config = switchFamily(preset.config, family);
    for (const [option, index] of options) {
      if (option.applies(config))
        config = option.apply(config, option.choices[index % option.choices.length] ?? '');
    }
    for (const [key, index] of sliders) {
      const values = sliderValues(config, key);
      config = withVariable(config, key, values[index % values.length] ?? 1);
    }
    return { presetId: preset.id, config };
  })
  .filter(({ config }) => validate(config).length === 0);

const anyText = fc.string({ unit: 'grapheme', maxLength: 60 });

const anyView = fc
  .record({
    model: anyModel,
    texts: fc.record({ first: anyText, second: anyText, prompt: anyText, source: anyText, target: anyText }),
    layer: fc.nat(11),
    head: fc.nat(15),
    query: fc.option(fc.nat(3)),
    key: fc.option(fc.nat(3)),
    view: fc.constantFrom('matrix', 'links', 'arranged', 'overview'),
    own: fc.option(fc.stringMatching(/^[a-z]{1,8}-\w{1,6}(?:\.[a-z]{1,8}-\w{1,6}){0,4}$/)),
    linkHeads: fc.constantFrom('one', 'all'),
    linkShape: fc.constantFrom('columns', 'arcs'),
    seed: fc.nat(),
    masked: fc.uniqueArray(fc.nat(40), { maxLength: 4 }),
    backendChoice: fc.constantFrom('auto', 'webgpu', 'webgl', 'wasm', 'cpu'),
    language: fc.constantFrom('en', 'zh'),
    theme: fc.constantFrom('system', 'light', 'dark'),
    palette: fc.constantFrom(...paletteNames),
    bench: fc.option(fc.string({ maxLength: 60 })),
    interventions: fc.array(
      fc.constantFrom(
        'head.logits~zero',
        'encoder.layers.1.selfAttention.scores~cut~b0h1q2k3',
        'encoder.output~scale:-1e-7',
      ),
      { maxLength: 3 },
    ),
    memoryText: fc.option(fc.string({ maxLength: 20 })),
    donorText: fc.option(fc.string({ maxLength: 20 })),
  })
  .map(({ model, layer, head, query, key, seed, masked, own, ...rest }): LinkState => {
    const selection = { kind: 'cross', layer, head, query, key } as const;
    return {
      ...usual,
      ...rest,
      ...model,
      details: own === null ? {} : { [rest.view]: own },
      selection: fitSelection(selection, model.config),
      weights: { kind: 'random', seed, ...(seed % 2 === 0 ? { stacksAlike: true } : {}) },
      maskedPositions: masked.toSorted((a, b) => a - b),
      padding: { encoder: seed % 7, decoder: masked.length },
      batchRow: 0,
      predictionPosition: null,
    };
  });

const linkPart = ({
  scale,
  linkHeads,
  linkShape,
  config,
  presetId,
  texts,
  maskedPositions,
  padding,
  selection,
  view,
  details,
  batchRow,
  predictionPosition,
  weights,
  backendChoice,
  language,
  ownLanguage,
  theme,
  palette,
  trained,
  leftTrained,
  tokenization,
  loading,
  isReplacing,
  wantsFocus,
  wantsRandom,
  bench,
  interventions,
  memoryText,
  donorText,
}: LinkState): LinkState => ({
  trained,
  leftTrained,
  tokenization,
  loading,
  isReplacing,
  wantsFocus,
  wantsRandom,
  bench,
  interventions,
  memoryText,
  donorText,
  scale,
  linkHeads,
  linkShape,
  config,
  presetId,
  texts,
  maskedPositions,
  padding,
  selection,
  view,
  details,
  batchRow,
  predictionPosition,
  weights,
  backendChoice,
  language,
  ownLanguage,
  theme,
  palette,
});

describe('a link', () => {
  it('to the page as it opens says nothing but its version', () => {
    expect(encodeLink(usual).hash).toBe('v=1');
  });

  it('restores the view exactly', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const { hash } = encodeLink(view);
        const { state, notices } = decodeLink(`#${hash}`, defaults);
        expect(notices).toEqual([]);
        expect(linkPart(state)).toEqual(linkPart(view));
      }),
      { numRuns: 400 },
    );
  });

  it('with anything changed in it never fails, and gives a model that can be built', () => {
    const mutation = fc.tuple(
      fc.nat(400),
      fc.constantFrom(
        '',
        '&',
        '=',
        '%',
        '-',
        '1e99',
        'NaN',
        'null',
        '[',
        '{}',
        '999999999',
        'é',
        '.kind=',
        'c.',
        '__proto__',
      ),
    );
    fc.assert(
      fc.property(anyView, fc.array(mutation, { minLength: 1, maxLength: 5 }), (view, mutations) => {
        let { hash } = encodeLink(view);
        for (const [at, text] of mutations) {
          const place = at % (hash.length + 1);
          hash = hash.slice(0, place) + text + hash.slice(place + (at % 4));
        }
        const { state } = decodeLink(hash, defaults);
        expect(validate(state.config)).toEqual([]);
      }),
      { numRuns: 2500 },
    );
  });

  it('with any text at all never fails', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(validate(decodeLink(text, defaults).state.config)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['details in another form', 'v=1&view=arranged&own=a%20b', { kind: 'urlValueIgnored', key: 'own' }],
    ['details at length', `v=1&own=${'a'.repeat(301)}`, { kind: 'urlValueIgnored', key: 'own' }],
    ['another version', 'v=7', { kind: 'urlVersion', version: '7' }],
    ['an unknown key', 'v=1&colour=red', { kind: 'urlValueIgnored', key: 'colour' }],
    ['an unknown preset', 'v=1&preset=gpt9', { kind: 'urlValueIgnored', key: 'preset' }],
    [
      'a number beyond its limit',
      'v=1&c.dFf=999999',
      { kind: 'urlValueChanged', key: 'c.dFf', taken: '4096' },
    ],
    ['a word for a number', 'v=1&c.dFf=many', { kind: 'urlValueIgnored', key: 'c.dFf' }],
    ['heads that do not fit', 'v=1&c.nHeads=7&c.nKvHeads=7', { kind: 'urlValueIgnored', key: 'c.nHeads' }],
    [
      'a field that objects have from birth',
      'v=1&c.constructor=1',
      { kind: 'urlValueIgnored', key: 'c.constructor' },
    ],
    ['a prototype', 'v=1&c.__proto__.polluted=1', { kind: 'urlValueIgnored', key: 'c.__proto__.polluted' }],
  ])('with %s says so and takes the nearest view', (_, hash, notice) => {
    const { state, notices } = decodeLink(hash, defaults);
    expect(notices).toContainEqual(notice);
    expect(validate(state.config)).toEqual([]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('keeps what is right beside what is wrong', () => {
    const { state } = decodeLink('v=1&c.nHeads=7&c.dFf=96&prompt=Hello', defaults);
    expect(state.config.dFf).toBe(96);
    expect(state.config.nHeads).toBe(presetOf('originalTransformer').config.nHeads);
    expect(state.texts.prompt).toBe('Hello');
  });

  it('leaves out texts that are too long for it, and says that it does', () => {
    const { hash, textLeftOut } = encodeLink({
      ...usual,
      texts: { ...usual.texts, prompt: '長'.repeat(5000) },
    });
    expect(textLeftOut).toBe(true);
    expect(hash.length).toBeLessThanOrEqual(MAX_LINK_LENGTH);
    expect(decodeLink(hash, defaults).notices).toEqual([]);
  });

  it('holds every mask that can be drawn', () => {
    const changed = [
      [0, 1, 3],
      [2, 1, 1],
    ] as const;
    const { config } = presetOf('gpt2');
    const drawn: ModelConfig = {
      ...config,
      attention: {
        ...config.attention,
        decoderMask: { kind: 'custom', base: { kind: 'slidingWindow', window: 3, causal: true }, changed },
      },
    };
    const { hash } = encodeLink({ ...usual, presetId: 'gpt2', config: drawn });
    expect(decodeLink(hash, defaults).state.config).toEqual(drawn);
  });
});
