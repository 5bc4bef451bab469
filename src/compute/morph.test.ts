import { beforeAll, describe, expect, it } from 'vitest';
import { largestDifference, useCpu } from '../../tests/support/onBackend';
import { tinyDecoderVariants, tinyEncoder, tinyEncoderDecoder } from '../../tests/support/tinyConfig';
import type { ModelConfig } from '../model/config/types';
import type { ModelInput } from '../model/input';
import { stepsOf, type StepId } from '../model/morph/paths';
import type { TraceName } from '../model/traceNames';
import { forward } from './forward';
import { createKvCache } from './kvCache';
import { nextLogits } from './generate/nextLogits';
import { disposeWeights, initialWeights, uploadWeights } from './weights';

beforeAll(useCpu);

const head = { kind: 'languageModel', tied: true, scale: 1, softCap: null } as const;
const text = [7, 2, 9, 4, 1, 0, 8];
const lastChanged = [...text.slice(0, 6), 3];
const source = [3, 1, 4, 1, 5];
const otherSource = [3, 1, 4, 1, 6];

const bases: readonly (readonly [string, ModelConfig])[] = [
  ['an encoder', tinyEncoder],
  ['an encoder-decoder', tinyEncoderDecoder],
  ...tinyDecoderVariants.filter(([, { attention }]) => attention.decoderMask.kind !== 'prefix'),
];

function configsOf(base: ModelConfig): Record<StepId, ModelConfig> {
  const steps = stepsOf('family', base, { head });
  expect(steps).toHaveLength(5);
  return Object.fromEntries(steps.map(({ id, config }) => [id, config])) as Record<StepId, ModelConfig>;
}

/** One activation of a pass with the weights that the page gives: the same seed, stacks alike. */
function values(config: ModelConfig, input: ModelInput, name: TraceName): Float32Array {
  const weights = uploadWeights(config, initialWeights(config, 5, true));
  const trace = forward(config, weights, input);
  const result = Float32Array.from(trace.get(name)?.dataSync() ?? []);
  trace.dispose();
  disposeWeights(weights);
  expect(result.length).toBeGreaterThan(0);
  return result;
}

const ofEncoder = (ids: readonly number[]): ModelInput => ({ encoder: { ids: [ids] } });
const ofDecoder = (ids: readonly number[]): ModelInput => ({ decoder: { ids: [ids] } });
const ofBoth = (ids: readonly number[], from = source): ModelInput => ({
  ...ofEncoder(from),
  ...ofDecoder(ids),
});

describe.each(bases)('the family path from %s', (_, base) => {
  it('lets every output depend on every token at first, and under the causal mask on no later one', () => {
    const { bidirectional, causal } = configsOf(base);
    const before = (config: ModelConfig, ids: readonly number[]) =>
      values(config, ofEncoder(ids), 'encoder.output').subarray(0, 6 * config.dModel);
    expect(
      largestDifference(before(bidirectional, text), before(bidirectional, lastChanged)),
    ).toBeGreaterThan(1e-6);
    expect(before(causal, text)).toEqual(before(causal, lastChanged));
  });

  it('has in the decoder the very stack of the causal encoder', () => {
    const { causal, output } = configsOf(base);
    const decoder = values(output, ofDecoder(text), 'decoder.output');
    const encoder = values(causal, ofEncoder(text), 'encoder.output');
    // T5's encoders keep half of the buckets of distances for later keys, its decoders have none of those (section 2.1).
    if (base.position.kind === 't5') expect(largestDifference(decoder, encoder)).toBeGreaterThan(1e-6);
    else expect(decoder).toEqual(encoder);
  });

  it('makes a memory that changes nothing as long as nothing reads it, whatever the source', () => {
    const { bidirectional, output, memory } = configsOf(base);
    const alone = values(output, ofDecoder(text), 'head.logits');
    expect(values(memory, ofBoth(text), 'head.logits')).toEqual(alone);
    expect(values(memory, ofBoth(text, otherSource), 'head.logits')).toEqual(alone);
    // It is the memory of the first step's encoder.
    expect(values(memory, ofBoth(text), 'encoder.output')).toEqual(
      values(bidirectional, ofEncoder(source), 'encoder.output'),
    );
  });

  it('depends on the source as soon as cross-attention reads it', () => {
    const { cross } = configsOf(base);
    const difference = largestDifference(
      values(cross, ofBoth(text), 'head.logits'),
      values(cross, ofBoth(text, otherSource), 'head.logits'),
    );
    expect(difference).toBeGreaterThan(1e-6);
  });

  it('writes on with the unread memory as without it, with a cache or without', async () => {
    const { output, memory } = configsOf(base);
    const next = async (config: ModelConfig): Promise<Float32Array> => {
      const weights = uploadWeights(config, initialWeights(config, 5, true));
      const cache = createKvCache();
      await nextLogits(config, weights, [text.slice(0, 4)], null, cache);
      const logits = await nextLogits(config, weights, [text.slice(4)], null, cache);
      cache.dispose();
      disposeWeights(weights);
      return logits;
    };
    const [alone, beside] = [await next(output), await next(memory)];
    expect(beside).toEqual(alone);
    const whole = values(memory, ofBoth(text), 'head.logits');
    expect(largestDifference(beside, whole.subarray(-alone.length))).toBeLessThan(1e-5);
  });
});
