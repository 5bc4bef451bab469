import { describe, expect, it } from 'vitest';
import { WaitingEngine } from '../../../tests/support/waitingEngine';
import { presetOf } from '../../model/config/presets';
import { validate } from '../../model/config/validate';
import { specialsOf } from '../../text/specials';
import { bytePairs, type Tokenization } from '../../text/tokenization';
import { configDifference } from '../configDifference';
import { createAppStore } from '../createAppStore';
import { prepare } from '../prepare';
import { shippedModel } from '../shipped';
import { initialTexts, NO_PADDING } from '../slices/text';
import type { TrainedModel } from '../types';
import { hasOriginWeights, indexOfStep, morphSteps, originOf, partOfStep } from './morph';
import { asMainText } from './sharedText';
import type { ModelPart } from './types';

const TEXT = 'she says that';
const TARGET = 'sie sagt dass';
const { merges } = createAppStore(new WaitingEngine()).getState();

/** A trained model of a shipped one's shape, that knows the words of the texts and others. */
function trainedPart(id: 'translator' | 'masked-words' | 'stories'): ModelPart {
  const config = shippedModel(id)?.config;
  if (!config) throw new Error(`There is no ${id}.`);
  const nSpecials = specialsOf(config.family).names.length + 1;
  const list = (text: string, nRows: number): readonly string[] => {
    const words = text.split(' ');
    return Array.from({ length: nRows - nSpecials }, (_, index) => words[index] ?? `word${index}`);
  };
  const tokenization: Tokenization = {
    kind: 'words',
    source: list(TEXT, config.vocabSize),
    target: list(id === 'translator' ? TARGET : TEXT, config.targetVocabSize),
    labels: [],
  };
  const card = { name: id, task: '', sizes: {}, steps: 1, seed: 1, date: '', results: [], training: {} };
  const trained: TrainedModel = { id, origin: 'shipped', config, tokenization, card };
  return {
    presetId: 'originalTransformer',
    config: { ...config, batchSize: 1 },
    ...{ weights: { kind: 'loaded', id }, trained, leftTrained: null, tokenization },
    texts: { ...initialTexts, ...asMainText(TEXT), second: '', target: TARGET },
    ...{ maskedPositions: [], padding: NO_PADDING, interventions: [], memoryText: null, donorText: null },
  };
}

const read = (part: ModelPart): Record<'encoder' | 'decoder', readonly string[]> => {
  const prepared = prepare({ ...part, merges, generatedIds: [], examples: [], batchRow: 0 });
  const textsOf = (stack: 'encoder' | 'decoder'): readonly string[] =>
    (prepared[stack]?.tokens ?? []).filter(({ special }) => !special).map(({ text }) => text);
  return { encoder: textsOf('encoder'), decoder: textsOf('decoder') };
};

describe.each(['translator', 'masked-words', 'stories'] as const)('a path from the trained %s', (id) => {
  const start = trainedPart(id);
  const path = (part: ModelPart) => {
    const origin = originOf(part, [], id);
    return { origin, steps: morphSteps('family', part, origin) };
  };

  it('reads the same words at every step, and comes to its own weights at its own', () => {
    const { origin, steps } = path(start);
    expect(steps).toHaveLength(5);
    let part = start;
    for (const [index, step] of [...steps.entries()].toReversed()) {
      expect(validate(step.config), step.id).toEqual([]);
      part = { ...part, ...partOfStep(step, part, { origin, hasTarget: true }) };
      expect(part.tokenization).toBe(start.tokenization);
      const { encoder, decoder } = read(part);
      const hasBoth = step.config.family === 'encoder-decoder';
      expect(hasBoth || step.config.family === 'encoder-only' ? encoder : decoder).toEqual(TEXT.split(' '));
      if (hasBoth && id === 'translator') expect(decoder).toEqual(TARGET.split(' '));
      // From where it stands now, the path is the same one; a link knows no more than that.
      const again = path(part);
      expect(again.steps).toEqual(steps);
      expect(indexOfStep(again.steps, part)).toBe(index);
      expect(part.weights.kind).toBe(hasOriginWeights(step, origin) ? 'loaded' : 'random');
    }
  });

  it('changes nothing but the reading of the memory at the last step', () => {
    const [memory, cross] = path(start).steps.slice(-2);
    if (!memory || !cross) throw new Error('steps');
    expect([...configDifference(cross.config, memory.config).keys()]).toEqual(['attention.memory']);
  });
});

describe('the target of a path', () => {
  const start = trainedPart('translator');
  const origin = originOf(start, [], 'translator');
  const steps = morphSteps('family', start, origin);

  it('comes back where a step has one again', () => {
    let part = start;
    for (const step of [...steps.toReversed(), ...steps]) {
      part = { ...part, ...partOfStep(step, part, { origin, hasTarget: true }) };
      expect(part.texts.target).toBe(TARGET);
    }
  });

  it('is the text of the decoder where the path began with one stack', () => {
    const gpt: ModelPart = {
      ...start,
      ...{ presetId: 'gpt2', config: presetOf('gpt2').config, tokenization: bytePairs, trained: null },
      weights: { kind: 'random', seed: 1, stacksAlike: true },
    };
    const memory = morphSteps('family', gpt, null).find((step) => step.id === 'memory');
    if (!memory) throw new Error('steps');
    const part = { ...gpt, ...partOfStep(memory, gpt, { origin: null, hasTarget: false }) };
    expect(part.texts.target).toBe(TEXT);
    expect(read(part).decoder).toEqual(read(part).encoder);
  });
});
