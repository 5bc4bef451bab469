import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { livelyWeights, useCpu } from '../../../tests/support/onBackend';
import { tinyDecoder, tinyEncoderDecoder } from '../../../tests/support/tinyConfig';
import type { ModelConfig } from '../../model/config/types';
import type { ModelInput } from '../../model/input';
import type { Intervention } from '../../model/intervention';
import { isThereYet } from '../../model/interventionProblem';
import { forwardWithDonor } from '../patching';
import type { Weights } from '../tensors';
import { disposeWeights, uploadWeights } from '../weights';
import { generate } from './generate';
import { argMax } from './warpers';

beforeAll(useCpu);

const source = { encoder: { ids: [[3, 1, 4, 1, 5]] } };
const start = { decoder: { ids: [[7, 2, 9]] } };
const longSource = { encoder: { ids: [[8, 2, 6, 9, 9, 1, 7]] }, decoder: { ids: [[1]] } };

async function withWeights<T>(config: ModelConfig, work: (weights: Weights) => Promise<T>): Promise<T> {
  const weights = uploadWeights(config, livelyWeights(config));
  const before = tf.memory().numTensors;
  try {
    const result = await work(weights);
    expect(tf.memory().numTensors).toBe(before);
    return result;
  } finally {
    disposeWeights(weights);
  }
}

const greedy = { maxNewTokens: 8, endId: null, sampling: { kind: 'greedy' }, useCache: true } as const;

/** The same, token by token, by whole passes. */
function byPasses(
  config: ModelConfig,
  weights: Weights,
  input: ModelInput,
  interventions: readonly Intervention[],
  donor?: ModelInput,
): number[] {
  const ids = [...(input.decoder?.ids[0] ?? [])];
  const nBefore = ids.length;
  for (let token = 0; token < greedy.maxNewTokens; token += 1) {
    const text: ModelInput = { ...input, decoder: { ids: [ids] } };
    const there = interventions.filter((one) => isThereYet(config, one, text));
    const trace = forwardWithDonor(config, weights, text, donor, { interventions: there });
    const logits = trace.get('head.logits')?.dataSync() ?? new Float32Array();
    const nOutputs = logits.length / ids.length;
    ids.push(argMax(Float32Array.from(logits.subarray((ids.length - 1) * nOutputs, ids.length * nOutputs))));
    trace.dispose();
  }
  return ids.slice(nBefore);
}

const headOff: Intervention = {
  at: 'decoder.layers.0.selfAttention.headOutputs',
  where: { head: 1 },
  change: { kind: 'zero' },
};
const layerOff: Intervention = { at: 'decoder.layers.1.residual.output', change: { kind: 'bypass' } };
/** Of a position that is written only as the third token. */
const lateEdge: Intervention = {
  at: 'decoder.layers.0.selfAttention.pattern',
  where: { query: 5, key: 0 },
  change: { kind: 'edge', weight: 1 },
};

describe('generating with interventions', () => {
  it.each<[string, ModelConfig, ModelInput, readonly Intervention[], ModelInput | undefined]>([
    ['a head off', tinyDecoder, start, [headOff], undefined],
    ['a layer off, and an edge that comes late', tinyDecoder, start, [layerOff, lateEdge], undefined],
    [
      'an encoder at its mean and a cross-attention head off',
      tinyEncoderDecoder,
      { ...source, ...start },
      [
        { at: 'encoder.layers.1.residual.output', change: { kind: 'mean' } },
        {
          at: 'decoder.layers.0.crossAttention.headOutputs',
          where: { head: 2 },
          change: { kind: 'scale', factor: 3 },
        },
      ],
      undefined,
    ],
    [
      'the memory of another source',
      tinyEncoderDecoder,
      { ...source, ...start },
      [{ at: 'encoder.output', change: { kind: 'copy' } }],
      longSource,
    ],
  ])(
    'gives what whole passes with the same ones give: %s',
    async (_, config, input, interventions, donor) => {
      await withWeights(config, async (weights) => {
        const options = { ...greedy, interventions, ...(donor ? { donor } : {}) };
        const { ids } = await generate(config, weights, input, options);
        expect(ids).toEqual(byPasses(config, weights, input, interventions, donor));
        const plain = await generate(config, weights, input, greedy);
        expect(ids).not.toEqual(plain.ids);
      });
    },
  );

  it('writes the text of the other source when the memory is its', async () => {
    await withWeights(tinyEncoderDecoder, async (weights) => {
      const interventions: Intervention[] = [{ at: 'encoder.output', change: { kind: 'copy' } }];
      const options = { ...greedy, interventions, donor: longSource };
      const swapped = await generate(tinyEncoderDecoder, weights, { ...source, ...start }, options);
      const theirs = await generate(tinyEncoderDecoder, weights, { ...longSource, ...start }, greedy);
      expect(swapped.ids).toEqual(theirs.ids);
    });
  });

  it('writes as without one until its position is written', async () => {
    await withWeights(tinyDecoder, async (weights) => {
      const probabilities = async (interventions: readonly Intervention[]): Promise<number[]> => {
        const told: number[] = [];
        const onStep = ({ probability }: { readonly probability: number }): void =>
          void told.push(probability);
        await generate(tinyDecoder, weights, start, { ...greedy, interventions, onStep });
        return told;
      };
      const [plain, changed] = [await probabilities([]), await probabilities([lateEdge])];
      // Tokens 3, 4 and 5 of the text are written before there is a query 5.
      plain.slice(0, 3).forEach((value, index) => expect(changed[index]).toBeCloseTo(value, 5));
      expect(Math.abs((changed[3] ?? 0) - (plain[3] ?? 0))).toBeGreaterThan(1e-4);
    });
  });

  it('refuses at once what fits at no length', async () => {
    await withWeights(tinyDecoder, async (weights) => {
      const at = 'decoder.layers.0.selfAttention.headOutputs' as const;
      const wrong: Intervention = { at, where: { head: 6 }, change: { kind: 'zero' } };
      await expect(
        generate(tinyDecoder, weights, start, { ...greedy, interventions: [wrong] }),
      ).rejects.toThrow('heads 6 is not in 0 … 5');
    });
  });
});
