import { describe, expect, it } from 'vitest';
import { tinyEncoderDecoder } from '../../tests/support/tinyConfig';
import type { ModelConfig } from '../model/config/types';
import { parameters } from '../model/parameters';
import { createWeightsCache } from './weightsCache';

describe('remembered random weights', () => {
  it('are never those of a model with other parameters', () => {
    const cache = createWeightsCache(() => new Map());
    const { attention } = tinyEncoderDecoder;
    const unread: ModelConfig = { ...tinyEncoderDecoder, attention: { ...attention, memory: 'unread' } };
    for (const config of [unread, tinyEncoderDecoder, unread]) {
      const host = cache.hostWeights(config, { kind: 'random', seed: 1 });
      expect([...host.keys()]).toEqual(parameters(config).map(({ name }) => name));
    }
  });

  it('are the same for another mask', () => {
    const cache = createWeightsCache(() => new Map());
    const { attention } = tinyEncoderDecoder;
    const causal: ModelConfig = {
      ...tinyEncoderDecoder,
      attention: { ...attention, encoderMask: { kind: 'causal' } },
    };
    const source = { kind: 'random', seed: 1 } as const;
    expect(cache.hostWeights(causal, source)).toBe(cache.hostWeights(tinyEncoderDecoder, source));
  });
});
