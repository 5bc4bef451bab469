import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackends } from '../../src/compute/backend/backends';
import { createTrainer, initialState, type StepResult } from '../../src/compute/train/trainer';
import type { BackendName } from '../../src/engine/engine';
import { wasmPaths } from '../../src/engine/wasmPaths';
import type { ModelConfig } from '../../src/model/config/types';
import { defaultTraining, type TrainingBatch, type TrainingOptions } from '../../src/model/training';
import { inputFor, livelyWeights } from '../support/onBackend';
import { tinyDecoder, tinyEncoder, tinyEncoderDecoder } from '../support/tinyConfig';

/** One layer, since GPUs are computed in software where the tests run; each family with other parts. */
const configs: readonly ModelConfig[] = [
  { ...tinyEncoder, nEncoderLayers: 1 },
  {
    ...tinyDecoder,
    nDecoderLayers: 1,
    norm: { ...tinyDecoder.norm, kind: 'rmsNorm' },
    position: { kind: 'rotary', base: 100, fraction: 1, pairing: 'halves', scaling: null, localBase: null },
    feedForward: { activation: 'silu', gated: true },
  },
  {
    ...tinyEncoderDecoder,
    nEncoderLayers: 1,
    nDecoderLayers: 1,
    feedForward: { activation: 'relu', gated: false },
  },
];

const options: TrainingOptions = { ...defaultTraining, warmUpSteps: 0, labelSmoothing: 0.1, dropout: 0.1 };

/** Two rows, the second padded; some positions do not count. */
function batchFor(config: ModelConfig): TrainingBatch {
  const rows = (n: number): number[][] =>
    [0, 1].map((row) => Array.from({ length: 5 }, (_, at) => (7 * row + 3 * at) % n));
  const attentionMask = [
    [1, 1, 1, 1, 1],
    [1, 1, 1, 0, 0],
  ];
  const { encoder, decoder } = inputFor(config, rows(config.targetVocabSize), rows(config.vocabSize));
  return {
    input: {
      ...(encoder ? { encoder: { ...encoder, attentionMask } } : {}),
      ...(decoder ? { decoder: { ...decoder, attentionMask } } : {}),
    },
    targets: {
      kind: 'tokens',
      ids: [
        [3, -1, 9, 1, 0],
        [10, 2, 5, -1, -1],
      ],
    },
  };
}

async function threeSteps(config: ModelConfig): Promise<StepResult[]> {
  const trainer = createTrainer(config, options, initialState(config, livelyWeights(config)));
  const results: StepResult[] = [];
  for (let step = 0; step < 3; step += 1) results.push(await trainer.train(batchFor(config)));
  trainer.dispose();
  return results;
}

async function start(backend: BackendName): Promise<void> {
  const report = await createBackends({ wasmPaths, forceGpu: true }).use(backend);
  expect(report.backend).toBe(backend);
  expect(tf.getBackend()).toBe(backend);
}

const onCpu = new Map<ModelConfig, StepResult[]>();

beforeAll(async () => {
  await start('cpu');
  for (const config of configs) onCpu.set(config, await threeSteps(config));
});

describe.each<BackendName>(['cpu', 'wasm', 'webgl', 'webgpu'])('in a browser on %s', (backend) => {
  beforeAll(() => start(backend));
  afterAll(() => {
    if (backend.startsWith('webg')) tf.removeBackend(backend);
  });

  it.each(configs.map((config) => [config.family, config] as const))(
    'three steps of training give what the CPU gives: %s',
    async (family, config) => {
      const started = performance.now();
      const results = await threeSteps(config);
      const gaps = { loss: 0, gradientNorm: 0 };
      for (const [index, wanted] of (onCpu.get(config) ?? []).entries()) {
        const found = results[index];
        for (const key of ['loss', 'gradientNorm'] as const) {
          const gap = Math.abs((found?.[key] ?? NaN) / wanted[key] - 1);
          gaps[key] = Number.isNaN(gap) ? Infinity : Math.max(gaps[key], gap);
        }
        expect(found).toMatchObject({
          step: index + 1,
          accuracy: wanted.accuracy,
          nCounted: wanted.nCounted,
        });
      }
      console.info(
        `${family} on ${backend}: ${JSON.stringify(gaps)} in ${Math.round(performance.now() - started)} ms`,
      );
      expect(gaps.loss).toBeLessThan(1e-4);
      expect(gaps.gradientNorm).toBeLessThan(1e-3);
    },
  );

  it('twenty steps leave no tensor behind', async () => {
    const [config] = configs;
    if (!config) throw new Error('There is no configuration.');
    const before = tf.memory().numTensors;
    const trainer = createTrainer(config, options, initialState(config, livelyWeights(config)));
    const first = await trainer.train(batchFor(config));
    const atRest = tf.memory().numTensors;
    let last = first;
    for (let step = 1; step < 20; step += 1) {
      last = await trainer.train(batchFor(config));
      expect(tf.memory().numTensors).toBe(atRest);
    }
    expect(last.loss).toBeLessThan(first.loss);
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
