import { describe, expect, it } from 'vitest';
import { initialWeights } from './weights';
import { presetOf, switchFamily } from '../model/config/presets';
import type { ModelConfig } from '../model/config/types';
import { sharedParameters } from '../model/sharedParameters';

const gpt2 = presetOf('gpt2').config;

/** What `sharedParameters` says is compared with the weights themselves. */
function checkAgainstWeights(first: ModelConfig, second: ModelConfig, stacksAlike: boolean): void {
  const { shared, own } = sharedParameters(first, second, stacksAlike);
  const before = initialWeights(first, 1, stacksAlike);
  const after = initialWeights(second, 1, stacksAlike);
  const values = [...before.values()].map((array) => array.join());
  for (const name of shared) expect(values, name).toContain(after.get(name)?.join());
  // Norm weights and biases of another width are constants too, but not the same parameter.
  const drawn = own.filter((name) => !/orm\.weight$|bias$/.test(name));
  for (const name of drawn) expect(values, name).not.toContain(after.get(name)?.join());
}

const small = (config: ModelConfig): ModelConfig => ({
  ...config,
  ...{ dModel: 16, dHead: 4, dFf: 24, vocabSize: 300, targetVocabSize: 300, contextLength: 8 },
});

describe('two models with the same seed', () => {
  it('share all parameters when only the mask differs', () => {
    const full: ModelConfig = { ...gpt2, attention: { ...gpt2.attention, decoderMask: { kind: 'full' } } };
    const { own, nShared, nValues } = sharedParameters(gpt2, full, false);
    expect(own).toEqual([]);
    expect(nShared).toBe(nValues);
  });

  it('share what a grouped-query model has in common with a multi-head one: all but keys and values', () => {
    const grouped: ModelConfig = { ...gpt2, nKvHeads: 2 };
    const { own } = sharedParameters(gpt2, grouped, false);
    expect(own.length).toBeGreaterThan(0);
    expect(own.every((name) => /\.(?:k|v)\.(?:weight|bias)$/.test(name))).toBe(true);
  });

  it('share an encoder with a decoder only where stacks are alike', () => {
    const encoder = switchFamily(gpt2, 'encoder-only');
    expect(sharedParameters(encoder, gpt2, false).shared.filter((name) => name.includes('layers'))).toEqual(
      [],
    );
    const { own } = sharedParameters(encoder, gpt2, true);
    expect(own).toEqual([]);
  });

  it('share what is said to be shared, and nothing else that is drawn', () => {
    const encoder = small(switchFamily(gpt2, 'encoder-only'));
    const decoder = small(gpt2);
    const both = small(switchFamily(gpt2, 'encoder-decoder'));
    const gated: ModelConfig = { ...decoder, feedForward: { activation: 'silu', gated: true } };
    for (const stacksAlike of [false, true]) {
      checkAgainstWeights(encoder, decoder, stacksAlike);
      checkAgainstWeights(decoder, both, stacksAlike);
      checkAgainstWeights(decoder, gated, stacksAlike);
    }
  });
});
