import { describe, expect, it } from 'vitest';
import { DEFAULT_PRESET, presetOf, presets } from '../model/config/presets';
import { MAX_TEXT_LENGTH } from '../text/inputs';
import { shippedFocus } from './shippedExamples';
import { USUAL_SCALE } from './slices/selection';
import { bytePairs } from '../text/tokenization';
import { decodeLink } from './decodeLink';
import { encodeLink } from './encodeLink';
import { type LinkState, MAX_LINK_LENGTH } from './linkFormat';

const defaults = { language: 'en', theme: 'system' } as const;
const fresh = decodeLink('v=1', defaults).state;
const through = (state: LinkState) => decodeLink(`#${encodeLink(state).hash}`, defaults);

describe('a link', () => {
  it('to the page as it opens says only which version it is', () => {
    expect(encodeLink(fresh).hash).toBe('v=1');
  });

  it('restores every part of the view', () => {
    const view: LinkState = {
      presetId: 't5',
      config: { ...presetOf('t5').config, dFf: 256, nDecoderLayers: 3 },
      trained: null,
      leftTrained: null,
      tokenization: bytePairs,
      loading: null,
      isReplacing: false,
      wantsFocus: false,
      wantsRandom: false,
      texts: { first: 'a & b', second: '第二句', prompt: '#=%', source: 'x\ny', target: '' },
      bench: null,
      interventions: ['decoder.layers.0.crossAttention.pattern~edge:0.5~h1q3k2', 'encoder.output~zero'],
      memoryText: 'Another one',
      donorText: null,
      maskedPositions: [1, 4],
      padding: { encoder: 2, decoder: 0 },
      selection: { kind: 'decoderSelf', layer: 2, head: 1, query: 3, key: 0 },
      view: 'links',
      details: { links: 'show-heads.from-5' },
      scale: USUAL_SCALE === 'sqrt' ? 'linear' : 'sqrt',
      linkHeads: 'all',
      linkShape: 'arcs',
      batchRow: 0,
      predictionPosition: 2,
      weights: { kind: 'random', seed: 77 },
      backendChoice: 'wasm',
      language: 'zh',
      ownLanguage: 'en',
      theme: 'dark',
      palette: 'viridis',
    };
    expect(through(view)).toEqual({ state: view, notices: [] });
  });

  it.each(presets.map(({ id }) => id))(
    'restores the preset %s without spelling out its configuration',
    (id) => {
      const { config } = presetOf(id);
      const { hash } = encodeLink({ ...fresh, presetId: id, config });
      expect(hash).not.toContain('c.');
      expect(decodeLink(hash, defaults).state).toMatchObject({ presetId: id, config });
    },
  );

  it.each(['linear', 'sqrt'] as const)('keeps the %s colour scale', (scale) => {
    expect(through({ ...fresh, scale }).state.scale).toBe(scale);
  });

  it('leaves out how links are usually drawn, and a way of drawing them that there is not', () => {
    expect(encodeLink({ ...fresh, view: 'links' }).hash).toBe('v=1&view=links');
    const { state, notices } = decodeLink('v=1&heads=some&lines=%3Cb%3E', defaults);
    expect(state).toMatchObject({ linkHeads: 'one', linkShape: 'columns' });
    expect(notices).toEqual([
      { kind: 'urlValueIgnored', key: 'heads' },
      { kind: 'urlValueIgnored', key: 'lines' },
    ]);
  });

  it('opens in the palette of its maker; an address without a version in that of its reader', () => {
    expect(through({ ...fresh, palette: 'greys' }).state.palette).toBe('greys');
    const reader = { ...defaults, palette: 'blues' } as const;
    expect(decodeLink('', reader).state.palette).toBe('blues');
    expect(decodeLink('v=1', reader).state.palette).toBe('cividis');
    expect(decodeLink('v=1&palette=jet', defaults).notices).toEqual([
      { kind: 'urlValueIgnored', key: 'palette' },
    ]);
  });

  it('written by hand for a trained model shows what it asks for, or else what the model is best seen by', () => {
    expect(decodeLink('model=translator', defaults).state.wantsFocus).toBe(true);
    const { state } = decodeLink('model=translator&view=matrix&layer=1', defaults);
    expect(state.wantsFocus).toBe(false);
    expect(state).toMatchObject({ view: 'matrix', selection: { layer: 1 } });
  });

  it('that names no layer and no head opens where a shipped model shows what it has learned, and there only', () => {
    const at = (hash: string) => decodeLink(hash, defaults).state.selection;
    expect(at('v=1&model=reverse')).toMatchObject({ kind: 'cross', ...shippedFocus.reverse });
    expect(at('v=1&model=reverse&layer=0')).toMatchObject({ kind: 'cross', layer: 0 });
    expect(at('v=1&model=reverse&figure=encoderSelf')).toMatchObject({ layer: 0, head: 0 });
    const { state } = decodeLink('v=1&model=recall', defaults);
    for (const [layer, head] of [
      [0, 0],
      [1, 3],
      [1, 0],
    ] as const) {
      const selection = { ...state.selection, layer, head };
      expect(decodeLink(encodeLink({ ...state, selection }).hash, defaults).state.selection).toEqual(
        selection,
      );
    }
  });

  it('with an unknown colour scale shows the usual one and says so', () => {
    const { state, notices } = decodeLink('v=1&scale=log', defaults);
    expect(state.scale).toBe(USUAL_SCALE);
    expect(notices).toEqual([{ kind: 'urlValueIgnored', key: 'scale' }]);
  });

  it('leaves out texts that no address can carry, and keeps the model', () => {
    const { hash, textLeftOut } = encodeLink({
      ...fresh,
      presetId: 'gpt2',
      config: presetOf('gpt2').config,
      texts: { ...fresh.texts, prompt: '字'.repeat(MAX_LINK_LENGTH) },
    });
    expect(textLeftOut).toBe(true);
    expect(hash.length).toBeLessThanOrEqual(MAX_LINK_LENGTH);
    expect(decodeLink(hash, defaults).state.presetId).toBe('gpt2');
  });
});

describe('a link that cannot be', () => {
  it.each([
    'preset=__proto__',
    'c.__proto__=1',
    'c.dModel=NaN',
    'layer=-1',
    'head=1e9',
    'seed=0x10',
    'masked=1..2',
    'theme=<b>',
    'unheard=of',
  ])('%s is named in a notice and leaves a model that works', (part) => {
    const { state, notices } = decodeLink(`v=1&${part}`, defaults);
    expect(notices).toEqual([{ kind: 'urlValueIgnored', key: part.slice(0, part.indexOf('=')) }]);
    expect(state.presetId).toBe(DEFAULT_PRESET);
    expect(state.config).toEqual(fresh.config);
  });

  it('keeps the interventions that there are, and names what is none', () => {
    const right = 'encoder.layers.0.selfAttention.output~zero';
    for (const wrong of [
      'foo.bar~zero',
      'encoder.output~explode',
      'head.logits',
      'encoder.layers.x.output~zero',
    ]) {
      const { state, notices } = decodeLink(`v=1&do=${wrong},${right}`, defaults);
      expect(state.interventions).toEqual([right]);
      expect(notices).toEqual([{ kind: 'urlValueIgnored', key: 'do' }]);
    }
  });

  it.each(['model=nonexist', 'v=1&model=nonexist', 'v=1&model=nonexist&layer=1'])(
    '%s says that there is no such model, and shows one without training',
    (link) => {
      const { state, notices } = decodeLink(link, defaults);
      expect(notices).toEqual([{ kind: 'urlModelUnknown', name: 'nonexist' }]);
      expect(state).toMatchObject({ loading: null, weights: { kind: 'random' } });
    },
  );

  it('says one thing of a value: that it was left out, or what was taken', () => {
    const { state, notices } = decodeLink('v=1&c.dModel=100000', defaults);
    expect(state.config).toEqual(fresh.config);
    expect(notices).toEqual([{ kind: 'urlValueIgnored', key: 'c.dModel' }]);
  });

  it.each([
    ['layer=99', { layer: 1 }, 'layer', '2'],
    ['figure=encoderSelf&c.nEncoderLayers=1&layer=1', { layer: 0 }, 'layer', '1'],
    ['head=99', { head: 3 }, 'head', '4'],
    ['c.contextLength=16&query=16', { query: 15 }, 'query', '16'],
  ])(
    '%s shows the last place that there is, and says which, counted as on the page',
    (part, selection, key, taken) => {
      const { state, notices } = decodeLink(`v=1&model=translator&${part}`, defaults);
      expect(state.selection).toMatchObject(selection);
      expect(notices).toEqual([{ kind: 'urlValueChanged', key, taken }]);
    },
  );

  it('of another version is read as far as it is understood', () => {
    const { state, notices } = decodeLink('v=9&preset=gpt2', defaults);
    expect(notices).toEqual([{ kind: 'urlVersion', version: '9' }]);
    expect(state.presetId).toBe('gpt2');
  });

  it('takes the nearest layer, and another figure where the family lacks the one named', () => {
    const { state, notices } = decodeLink('v=1&preset=gpt2&figure=cross&layer=999', defaults);
    expect(state.selection).toMatchObject({
      kind: 'decoderSelf',
      layer: presetOf('gpt2').config.nDecoderLayers - 1,
    });
    expect(notices.map(({ kind }) => kind).toSorted()).toEqual(['urlValueChanged', 'urlValueIgnored']);
  });

  it('of any length and any bytes is survived', () => {
    const noise = `v=1&prompt=${'%F0%9F'.repeat(5000)}&${'=&%'.repeat(3000)}`;
    const { state, notices } = decodeLink(noise, defaults);
    expect(state.config).toEqual(fresh.config);
    expect(state.texts.prompt.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
    expect(notices.length).toBeLessThanOrEqual(5);
    expect(notices[0]).toEqual({ kind: 'urlTooLong' });
  });
});
