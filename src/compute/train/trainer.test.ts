import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startInNode } from '../../../tests/parity/node';
import { inputFor, largestDifference, livelyWeights } from '../../../tests/support/onBackend';
import {
  tinyDecoder,
  tinyEncoder,
  tinyEncoderDecoder,
  tinyFamilies,
} from '../../../tests/support/tinyConfig';
import type { ModelConfig } from '../../model/config/types';
import { parameters } from '../../model/parameters';
import { defaultTraining, type TrainingBatch, type TrainingOptions } from '../../model/training';
import { createRandom } from '../../shared/random';
import { createCopy, createReverse } from '../../tasks/algorithmic/sequences';
import { taskBatch, taskWords } from '../../tasks/batch';
import { initialWeights } from '../weights';
import { crossEntropy } from './crossEntropy';
import { dropoutTap } from './dropout';
import { unflatten } from '../../model/flatWeights';
import { createTrainer, initialState, type StepResult, type Trainer, type TrainingState } from './trainer';

const fast: TrainingOptions = {
  ...defaultTraining,
  warmUpSteps: 2,
  decaySteps: 10,
  labelSmoothing: 0.1,
  dropout: 0.2,
};

/** A batch that differs from step to step. */
function batchFor(config: ModelConfig, step = 0, length = 5): TrainingBatch {
  const rows = (n: number): number[][] =>
    [0, 1].map((row) => Array.from({ length }, (_, at) => (7 * row + (3 + step) * at + step) % n));
  const input = inputFor(config, rows(config.targetVocabSize), rows(config.vocabSize));
  return {
    input,
    targets: { kind: 'tokens', ids: rows(config.targetVocabSize).map((row) => row.reverse()) },
  };
}

async function trained(
  trainer: Trainer,
  config: ModelConfig,
  steps: readonly number[],
): Promise<{ readonly results: StepResult[]; readonly state: TrainingState }> {
  const results: StepResult[] = [];
  for (const step of steps) results.push(await trainer.train(batchFor(config, step)));
  const state = await trainer.state();
  trainer.dispose();
  return { results, state };
}

describe.each(['cpu', 'wasm'] as const)('on %s, training', (backend) => {
  let before = 0;
  beforeAll(async () => {
    await startInNode(backend);
    before = tf.memory().numTensors;
  });
  afterAll(() => expect(tf.memory().numTensors).toBe(before));

  it.each(tinyFamilies.map((config) => [config.family, config] as const))(
    'gives the same bits twice, and goes on from a state as if it had not stopped: %s',
    async (_, config) => {
      const start = initialState(config, livelyWeights(config));
      const once = await trained(createTrainer(config, fast, start), config, [0, 1, 2, 3]);
      const twice = await trained(createTrainer(config, fast, start), config, [0, 1, 2, 3]);
      expect(twice).toEqual(once);

      const first = await trained(createTrainer(config, fast, start), config, [0, 1]);
      expect(first.state.step).toBe(2);
      const rest = await trained(createTrainer(config, fast, first.state), config, [2, 3]);
      expect([...first.results, ...rest.results]).toEqual(once.results);
      expect(rest.state).toEqual(once.state);

      const other = await trained(createTrainer(config, { ...fast, seed: 2 }, start), config, [0]);
      expect(other.results[0]?.loss).not.toBe(once.results[0]?.loss);
    },
  );

  it('drops other values at every step', async () => {
    const config = tinyDecoder;
    const options = { ...fast, learningRate: 0 };
    const trainer = createTrainer(config, options, initialState(config, livelyWeights(config)));
    const losses: number[] = [];
    for (let step = 0; step < 3; step += 1) losses.push((await trainer.train(batchFor(config))).loss);
    expect(new Set(losses).size).toBe(3);
    trainer.dispose();
  });

  it('decays matrices and nothing else', async () => {
    const config = tinyDecoder;
    const start = initialState(config, livelyWeights(config));
    const options = { ...fast, dropout: 0, warmUpSteps: 0, learningRate: 0.01 };
    const without = await trained(createTrainer(config, { ...options, weightDecay: 0 }, start), config, [0]);
    const decayed = await trained(
      createTrainer(config, { ...options, weightDecay: 0.5 }, start),
      config,
      [0],
    );
    const [old, plain, smaller] = [start, without.state, decayed.state].map(({ values }) =>
      unflatten(config, values),
    );
    for (const { name, shape } of parameters(config)) {
      const share = shape.length > 1 ? 0.01 * 0.5 : 0;
      const wanted = plain!.get(name)!.map((value, index) => value - share * old!.get(name)![index]!);
      // The rate of the first step is slightly below the highest.
      expect(largestDifference(smaller!.get(name)!, wanted), name).toBeLessThan(share ? 2e-4 : 1e-9);
      if (share)
        expect(largestDifference(smaller!.get(name)!, plain!.get(name)!), name).toBeGreaterThan(1e-4);
    }
  });

  it('leaves no tensor behind in 500 steps, nor grows on the way', { timeout: 120_000 }, async () => {
    const configs = [tinyDecoder, tinyEncoder, tinyEncoderDecoder].map((config) => ({
      ...config,
      nEncoderLayers: Math.min(1, config.nEncoderLayers),
      nDecoderLayers: Math.min(1, config.nDecoderLayers),
    }));
    for (const config of configs) {
      const trainer = createTrainer(config, fast, initialState(config, initialWeights(config, 1)));
      const atRest = tf.memory().numTensors;
      for (let step = 0; step < 167; step += 1) {
        await trainer.train(batchFor(config, step, 2));
        expect(tf.memory().numTensors).toBe(atRest);
      }
      trainer.dispose();
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  it('leaves nothing behind either when a batch cannot be computed, and can go on', async () => {
    const config = tinyDecoder;
    const trainer = createTrainer(config, fast, initialState(config, livelyWeights(config)));
    const atRest = tf.memory().numTensors;
    const wrong: TrainingBatch = { ...batchFor(config), input: {} };
    await expect(trainer.train(wrong)).rejects.toThrow('decoder.ids');
    expect(tf.memory().numTensors).toBe(atRest);
    expect(trainer.step).toBe(0);
    expect((await trainer.train(batchFor(config))).step).toBe(1);
    trainer.dispose();
  });

  it('shows that it has failed: a loss without a number', async () => {
    const config: ModelConfig = { ...tinyDecoder, feedForward: { activation: 'geluTanh', gated: false } };
    const options = { ...fast, learningRate: 1e6, clipNorm: null, warmUpSteps: 0 };
    const { results } = await trained(
      createTrainer(config, options, initialState(config, livelyWeights(config))),
      config,
      [0, 1, 2, 3, 4, 5],
    );
    expect(Number.isFinite(results[0]!.loss)).toBe(true);
    expect(Number.isFinite(results.at(-1)!.loss)).toBe(false);
  });

  it('counts what is right', async () => {
    const config = tinyDecoder;
    const trainer = createTrainer(
      config,
      { ...fast, dropout: 0, learningRate: 1e-2, decaySteps: 100 },
      initialState(config, initialWeights(config, 1)),
    );
    const batch = batchFor(config);
    let last = await trainer.train(batch);
    expect(last.nCounted).toBe(10);
    for (let step = 0; step < 40; step += 1) last = await trainer.train(batch);
    expect(last.accuracy).toBe(1);
    trainer.dispose();
  });

  it('smooths labels: an even prediction costs ln(classes), however much is smoothed', () => {
    for (const smoothing of [0, 0.1, 0.9]) {
      const loss = tf.tidy(() => crossEntropy(tf.fill([3, 7], 2.5), [0, 3, 6], smoothing).dataSync()[0]);
      expect(loss).toBeCloseTo(Math.log(7), 5);
    }
  });

  it('does not overflow where one logit is far above the others', () => {
    const lossOf = (right: number): number =>
      tf.tidy(() => crossEntropy(tf.tensor2d([[1e4, 0, -1e4]]), [right], 0).dataSync()[0] ?? NaN);
    expect(lossOf(0)).toBe(0);
    expect(lossOf(2)).toBeCloseTo(2e4, 0);
  });

  it('drops a share of values and keeps their mean', () => {
    const rate = 0.3;
    const dropped = tf.tidy(() =>
      Float32Array.from(
        dropoutTap(rate, createRandom(1))(
          'decoder.layers.0.feedForward.output',
          tf.ones([10, 100, 20]),
        ).dataSync(),
      ),
    ) as unknown as Float32Array;
    const zeros = dropped.filter((value) => value === 0).length / dropped.length;
    expect(zeros).toBeCloseTo(rate, 1);
    expect(Math.abs(zeros - rate)).toBeLessThan(0.015);
    const mean = dropped.reduce((sum, value) => sum + value, 0) / dropped.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.02);
    expect(new Set(dropped)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
  });

  it('drops in embeddings and outputs of sub-layers only, and nothing at rate 0', () => {
    const one = tf.ones([4, 8]);
    const tap = dropoutTap(0.5, createRandom(1));
    const isChanged = (name: Parameters<typeof tap>[0]): boolean =>
      tf.tidy(() => tap(name, one).dataSync().includes(0));
    for (const name of [
      'encoder.embedding.output',
      'decoder.embedding.output',
      'decoder.layers.1.selfAttention.output',
      'decoder.layers.1.crossAttention.output',
      'encoder.layers.0.feedForward.output',
    ] as const) {
      expect(isChanged(name), name).toBe(true);
    }
    for (const name of [
      'encoder.embedding.tokens',
      'decoder.output',
      'head.logits',
      'decoder.layers.1.selfAttention.pattern',
      'decoder.layers.1.residual.output',
      'decoder.layers.1.feedForward.hidden',
    ] as const) {
      expect(isChanged(name), name).toBe(false);
    }
    expect(dropoutTap(0, createRandom(1))('decoder.embedding.output', one)).toBe(one);
    one.dispose();
  });
});

describe('a model of one layer in each stack on wasm', () => {
  beforeAll(() => startInNode('wasm'));

  it.each([
    ['copies', createCopy],
    ['reverses', createReverse],
  ] as const)('learns: it %s', async (_, create) => {
    const task = create({ length: 5, nSymbols: 8 });
    const words = taskWords('encoder-decoder', task.vocabulary('encoder-decoder'));
    const config: ModelConfig = {
      ...tinyEncoderDecoder,
      nEncoderLayers: 1,
      nDecoderLayers: 1,
      dModel: 32,
      nHeads: 4,
      nKvHeads: 4,
      dHead: 8,
      dFf: 64,
      vocabSize: words.source.size,
      targetVocabSize: words.target.size,
      norm: { ...tinyEncoderDecoder.norm, placement: 'pre', final: true },
      position: { kind: 'learned', offset: 0, skipPadding: false },
      feedForward: { activation: 'relu', gated: false },
    };
    const options = { ...defaultTraining, learningRate: 5e-3, warmUpSteps: 30, decaySteps: 400 };
    const trainer = createTrainer(
      config,
      options,
      initialState(config, initialWeights(config, options.seed)),
    );
    const started = performance.now();
    let share = 0;
    while (share < 0.95 && trainer.step < 400) {
      const batch = taskBatch(task, 'encoder-decoder', words, options, 'train', trainer.step);
      const { accuracy } = await trainer.train(batch);
      share = 0.9 * share + 0.1 * accuracy;
    }
    console.info(
      `${task.id}: accuracy ${share.toFixed(3)} after ${trainer.step} steps in ${Math.round(performance.now() - started)} ms`,
    );
    trainer.dispose();
    expect(share).toBeGreaterThanOrEqual(0.95);
  });
});
