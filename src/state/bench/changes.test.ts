import { describe, expect, it } from 'vitest';
import { WaitingEngine } from '../../../tests/support/waitingEngine';
import { presetOf, presets } from '../../model/config/presets';
import { validate } from '../../model/config/validate';
import { bytePairs } from '../../text/tokenization';
import { createAppStore } from '../createAppStore';
import { prepare } from '../prepare';
import { initialTexts, NO_PADDING } from '../slices/text';
import { changedPart, changesOf, presetPart } from './changes';
import { configDifferences } from './differences';
import { mainText } from './sharedText';
import type { ModelPart } from './types';

const partFor = (id: (typeof presets)[number]['id']): ModelPart => ({
  presetId: id,
  config: presetOf(id).config,
  weights: { kind: 'random', seed: 3 },
  trained: null,
  leftTrained: null,
  tokenization: bytePairs,
  texts: initialTexts,
  maskedPositions: [2],
  padding: NO_PADDING,
  interventions: [],
  memoryText: null,
  donorText: null,
});

describe('one change of a model', () => {
  it.each(presets.map(({ id }) => id))('of %s is always possible, and is a change', (id) => {
    const part = partFor(id);
    const changes = changesOf(part);
    expect(changes.length).toBeGreaterThan(20);
    for (const change of changes) {
      const next = changedPart(part, change);
      expect(validate(next.config), JSON.stringify(change)).toEqual([]);
      const differs = configDifferences([part.config, next.config]).length > 0;
      expect(differs, JSON.stringify(change)).toBe(!['seed', 'nothing'].includes(change.kind));
      expect(next.weights).toEqual({ kind: 'random', seed: change.kind === 'seed' ? 4 : 3 });
    }
  });

  it('of the family keeps the text that the model read', () => {
    const part = partFor('originalTransformer');
    for (const family of ['encoder-only', 'decoder-only'] as const) {
      const next = changedPart(part, { kind: 'family', family });
      expect(mainText(next.texts, family)).toBe(initialTexts.source);
      // A second sentence of an example would be a text that the others do not read.
      expect(next.texts.second).toBe('');
      expect(next.maskedPositions).toEqual([]);
    }
  });

  it('of the family keeps the words of a model that reads in words, each with a row of its own', () => {
    const words: ModelPart['tokenization'] = {
      kind: 'words',
      source: ['the', 'old', 'man', 'red'],
      target: ['der', 'alte', 'Mann', 'rot', 'Auto'],
      labels: [],
    };
    const { config, texts } = partFor('originalTransformer');
    const part: ModelPart = {
      ...partFor('originalTransformer'),
      // Three special tokens, one for unknown words, then the words.
      config: {
        ...config,
        vocabSize: 8,
        targetVocabSize: 9,
        embedding: { ...config.embedding, shared: false },
      },
      tokenization: words,
      texts: { ...texts, source: 'the old man', target: 'der alte Mann' },
    };
    for (const family of ['encoder-only', 'decoder-only'] as const) {
      const next = changedPart(part, { kind: 'family', family });
      expect(next.tokenization).toBe(words);
      expect(validate(next.config)).toEqual([]);
      const { merges } = createAppStore(new WaitingEngine()).getState();
      const prepared = prepare({ ...next, merges, generatedIds: [], examples: [], batchRow: 0 });
      const { tokens = [] } = (family === 'encoder-only' ? prepared.encoder : prepared.decoder) ?? {};
      expect(tokens.filter(({ special }) => !special).map(({ text }) => text)).toEqual(['the', 'old', 'man']);
      const back = changedPart(next, { kind: 'family', family: 'encoder-decoder' });
      expect(validate(back.config)).toEqual([]);
      expect(back.config.targetVocabSize).toBeGreaterThanOrEqual(9);
    }
  });

  it('keeps trained weights for another mask, and takes random ones for another shape', () => {
    const trained: ModelPart = { ...partFor('gpt2'), weights: { kind: 'loaded', id: 'stories' } };
    const full = changedPart(trained, { kind: 'option', id: 'decoderMask', choice: 'full' });
    expect(full.weights).toEqual({ kind: 'loaded', id: 'stories' });
    const wide = changedPart(trained, { kind: 'variable', key: 'dFf', value: 1024 });
    expect(wide.weights).toEqual({ kind: 'random', seed: 1 });
  });

  it('a preset in its place reads the same text', () => {
    const next = presetPart(partFor('gpt2'), 't5');
    expect(next.texts.source).toBe(initialTexts.prompt);
    expect(next.config.position.kind).toBe('t5');
  });
});
