import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { livelyWeights, useCpu } from '../../../tests/support/onBackend';
import {
  tinyDecoder,
  tinyDecoderVariants,
  tinyEncoder,
  tinyEncoderDecoder,
} from '../../../tests/support/tinyConfig';
import type { ModelConfig } from '../../model/config/types';
import type { Sampling } from '../../model/sampling';
import { disposeWeights, uploadWeights } from '../weights';
import { generate } from './generate';
import { createSampler } from './sample';
import { softmax, topK, topP } from './warpers';

beforeAll(useCpu);

async function continued(
  config: ModelConfig,
  useCache: boolean,
  sampling: Sampling = { kind: 'greedy' },
): Promise<readonly number[]> {
  const weights = uploadWeights(config, livelyWeights(config));
  const encoder = config.family === 'encoder-decoder' ? { encoder: { ids: [[3, 1, 4, 1, 5]] } } : {};
  try {
    const options = { maxNewTokens: 9, endId: null, sampling, useCache };
    return (await generate(config, weights, { ...encoder, decoder: { ids: [[7, 2, 9]] } }, options)).ids;
  } finally {
    disposeWeights(weights);
  }
}

describe('generation', () => {
  const causal = tinyDecoderVariants.filter(([, config]) => config.attention.decoderMask.kind !== 'prefix');
  it.each([...causal, ['encoder-decoder', tinyEncoderDecoder] as const])(
    'is the same with and without a cache: %s',
    async (_, config) => {
      const before = tf.memory().numTensors;
      const cached = await continued(config, true);
      expect(cached).toHaveLength(9);
      expect(await continued(config, false)).toEqual(cached);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it('draws the same text from the same seed, and another from another', async () => {
    const sampling = { kind: 'sample', temperature: 3, topK: null, topP: null, seed: 1 } as const;
    const first = await continued(tinyDecoder, true, sampling);
    expect(await continued(tinyDecoder, false, sampling)).toEqual(first);
    expect(await continued(tinyDecoder, true, { ...sampling, seed: 2 })).not.toEqual(first);
  });

  it('draws one by one what it draws all at once, and tells what else was probable', async () => {
    const weights = uploadWeights(tinyDecoder, livelyWeights(tinyDecoder));
    const sampling = { kind: 'sample', temperature: 3, topK: null, topP: null, seed: 1 } as const;
    const options = { endId: null, sampling, useCache: true };
    const told: number[] = [];
    const atOnce = await generate(
      tinyDecoder,
      weights,
      { decoder: { ids: [[7, 2]] } },
      {
        ...options,
        maxNewTokens: 6,
        onStep: ({ id, probability, alternatives }) => {
          const probabilities = alternatives.map((one) => one.probability);
          expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
          const chosen = alternatives.find((one) => one.id === id);
          if (chosen) expect(chosen.probability).toBe(probability);
          told.push(alternatives.length);
        },
      },
    );
    const ids: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      const one = { ...options, maxNewTokens: 1, drawsBefore: index };
      ids.push(...(await generate(tinyDecoder, weights, { decoder: { ids: [[7, 2, ...ids]] } }, one)).ids);
    }
    disposeWeights(weights);
    expect(ids).toEqual(atOnce.ids);
    expect(told).toEqual([8, 8, 8, 8, 8, 8]);
  });

  it('keeping one token is greedy', async () => {
    const sampling = { kind: 'sample', temperature: 2, topK: 1, topP: null, seed: 5 } as const;
    expect(await continued(tinyDecoder, true, sampling)).toEqual(await continued(tinyDecoder, true));
  });

  it('ends with the context', async () => {
    const weights = uploadWeights(tinyDecoder, livelyWeights(tinyDecoder));
    const options = { maxNewTokens: 99, endId: null, sampling: { kind: 'greedy' }, useCache: true } as const;
    const { ids } = await generate(tinyDecoder, weights, { decoder: { ids: [[1, 2, 3]] } }, options);
    disposeWeights(weights);
    expect(ids).toHaveLength(13);
  });

  it('can be cancelled between tokens and leaves no tensor', async () => {
    const weights = uploadWeights(tinyDecoder, livelyWeights(tinyDecoder));
    const before = tf.memory().numTensors;
    let steps = 0;
    const options = {
      maxNewTokens: 9,
      endId: null,
      sampling: { kind: 'greedy' },
      useCache: true,
      isCancelled: () => steps === 3,
      onStep: () => (steps += 1),
    } as const;
    await expect(generate(tinyDecoder, weights, { decoder: { ids: [[1]] } }, options)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(tf.memory().numTensors).toBe(before);
    disposeWeights(weights);
  });

  it('is refused for an encoder', async () => {
    await expect(
      generate(
        tinyEncoder,
        new Map(),
        { encoder: { ids: [[1]] } },
        { maxNewTokens: 1, endId: null, sampling: { kind: 'greedy' }, useCache: true },
      ),
    ).rejects.toMatchObject({ code: 'invalidInput' });
  });
});

describe('sampling', () => {
  const logits = Float32Array.from([0, 2, 1, -1]);

  it('top-k keeps the k largest logits', () => {
    expect([...topK(2)(logits)]).toEqual([-Infinity, 2, 1, -Infinity]);
  });

  it('top-p keeps the fewest tokens that reach p together', () => {
    const [, second = 0] = softmax(logits);
    expect([...topP(second - 0.01)(logits)]).toEqual([-Infinity, 2, -Infinity, -Infinity]);
    expect([...topP(second + 0.01)(logits)]).toEqual([-Infinity, 2, 1, -Infinity]);
  });

  it('draws each token as often as its probability says', () => {
    const sampler = createSampler({ kind: 'sample', temperature: 1, topK: null, topP: null, seed: 3 });
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 20000; draw += 1) {
      const { id } = sampler(logits);
      counts[id] = (counts[id] ?? 0) + 1;
    }
    softmax(logits).forEach((probability, id) =>
      expect((counts[id] ?? 0) / 20000).toBeCloseTo(probability, 1.7),
    );
  });

  it.each([
    ['everything', {}, 4],
    ['top-k 3', { topK: 3 }, 3],
    ['top-p 0.5', { topP: 0.5 }, 1],
    ['a flat top-p 0.95', { topP: 0.95, temperature: 100 }, 4],
    ['both, the stricter one', { topK: 3, topP: 0.8 }, 2],
  ])('tells how many tokens could be drawn: %s', (_, setting, nAllowed) => {
    const sampling = { kind: 'sample', temperature: 1, topK: null, topP: null, seed: 1, ...setting } as const;
    expect(createSampler(sampling)(logits).nAllowed).toBe(nAllowed);
    expect(createSampler({ kind: 'greedy' })(logits)).toEqual({ id: 1, nAllowed: null });
  });

  it.each([
    ['temperature 0', { temperature: 0 }],
    ['top-k 0', { topK: 0 }],
    ['top-p above 1', { topP: 1.5 }],
  ])('refuses %s', (_, setting) => {
    expect(() =>
      createSampler({ kind: 'sample', temperature: 1, topK: null, topP: null, seed: 1, ...setting }),
    ).toThrow();
  });
});
