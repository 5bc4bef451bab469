import { describe, expect, it } from 'vitest';
import { presetOf } from '../model/config/presets';
import { comparedHead, detailIn, isDetails } from './details';
import { readsFor } from './figureViews';
import type { Selection } from './types';
import { decodeLink } from './decodeLink';
import { encodeLink } from './encodeLink';

const usual = decodeLink('v=1', { language: 'en', theme: 'system' }).state;

describe('what is chosen in a view', () => {
  it('is found by its name, and what is not named is as usual', () => {
    expect(detailIn('order-word.from-5', 'from')).toBe('5');
    expect(detailIn('order-word.from-5', 'rom')).toBeUndefined();
    expect(detailIn(undefined, 'from')).toBeUndefined();
  });

  it('is no text that an address would have to spell out', () => {
    expect(isDetails('less-1_2.order-word')).toBe(true);
    for (const text of ['', 'a b', '<b>', 'ä-1', 'x'.repeat(301)]) expect(isDetails(text)).toBe(false);
  });

  it('of the view that is shown is in the link, that of others is not', () => {
    const details = { arranged: 'from-5', overview: 'order-score' };
    expect(encodeLink({ ...usual, view: 'arranged', details }).hash).toBe('v=1&view=arranged&own=from-5');
    expect(encodeLink({ ...usual, view: 'matrix', details }).hash).toBe('v=1');
  });
});

describe('a head that is subtracted', () => {
  const { config } = presetOf('originalTransformer');
  const selection: Selection = { kind: 'cross', layer: 0, head: 0, query: null, key: null };
  const names = (details: string) =>
    readsFor('arranged', config, selection, 0, details).map(({ name }) => name);

  it('has the attention of its layer read as well', () => {
    expect(comparedHead('less-1_3')).toEqual({ layer: 1, head: 3 });
    expect(names('less-1_3')).toEqual([
      'decoder.layers.0.crossAttention.pattern',
      'decoder.layers.1.crossAttention.pattern',
      'head.logits',
    ]);
    expect(names('less-0_3')).toHaveLength(2);
  });

  it('of a layer that the model does not have asks for nothing that is not there', () => {
    const last = config.nDecoderLayers - 1;
    expect(names('less-99_0')).toContain(`decoder.layers.${last}.crossAttention.pattern`);
    for (const wrong of ['less-', 'less-1', 'less-a_b', 'less--1_0', 'less-1_2_3']) {
      expect(comparedHead(wrong)).toBeNull();
      expect(names(wrong)).toHaveLength(2);
    }
  });
});
