import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readJsonFile, readTensorFile } from '../../src/checkpoint/checkpointFiles';
import { importCheckpoint, type Checkpoint } from '../../src/checkpoint/importCheckpoint';
import { unflatten } from '../../src/model/flatWeights';
import { lossAndGradients } from '../../src/compute/train/gradients';
import { createTrainer, initialState } from '../../src/compute/train/trainer';
import { disposeWeights, uploadWeights } from '../../src/compute/weights';
import type { ModelInput } from '../../src/model/input';
import { defaultTraining, type TrainingBatch, type TrainingOptions } from '../../src/model/training';
import { filesOf, startInNode } from '../parity/node';
import { largestDifference } from '../support/onBackend';

const folder = join(import.meta.dirname, '../fixtures/training');

type Optimizer = Pick<
  TrainingOptions,
  'learningRate' | 'beta1' | 'beta2' | 'epsilon' | 'weightDecay' | 'clipNorm'
>;

interface Step {
  readonly batch: ModelInput;
  readonly targets: number[][];
  readonly labelSmoothing: number;
  readonly optimizer: Optimizer;
  readonly losses: readonly number[];
  readonly gradientNorms: readonly number[];
  readonly notTrained: readonly string[];
}

interface TrainingTrace {
  readonly steps: number;
  readonly optimizer: Optimizer;
  readonly labelSmoothing: number;
  readonly batches: readonly { readonly batch: ModelInput; readonly targets: number[][] }[];
  readonly losses: readonly number[];
}

const readCase = (name: string): ReadonlyMap<string, Uint8Array> => filesOf(join(folder, name));
const stepOf = (name: string): Step => readJsonFile(readCase(name), 'step.json') as Step;

/** What a file of a case holds, under our names: gradients and later parameters go the way of parameters. */
function imported(name: string, file = 'model.safetensors'): Checkpoint {
  const files = readCase(name);
  const stored = new Map(readTensorFile(files, file));
  for (const constant of stepOf(name).notTrained) stored.delete(constant);
  return importCheckpoint(readJsonFile(files, 'config.json'), stored);
}

const batchOf = ({ batch, targets }: Pick<Step, 'batch' | 'targets'>): TrainingBatch => ({
  input: batch,
  targets: { kind: 'tokens', ids: targets },
});

/** The rate of the reference is the same at every step. */
const optionsOf = (optimizer: Optimizer, labelSmoothing: number): TrainingOptions => ({
  ...defaultTraining,
  ...optimizer,
  warmUpSteps: 0,
  finalRate: 1,
  labelSmoothing,
});

/** A key's bias adds the same to all scores of a query: its gradient is 0, and what float32 finds there is noise. */
const hasGradient = (name: string): boolean => !name.endsWith('ttention.k.bias');

const squares = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
};

describe.each(['cpu', 'wasm'] as const)('on %s, training agrees with PyTorch', (backend) => {
  beforeAll(() => startInNode(backend));

  it.each(['bert', 'gpt2', 'bart'])('in the gradient of every parameter: %s', async (name) => {
    const step = stepOf(name);
    const before = tf.memory().numTensors;
    const { config, weights: host } = imported(name);
    const expected = imported(name, 'gradients.safetensors').weights;
    const weights = uploadWeights(config, host);
    const { loss, nCorrect, gradients } = lossAndGradients(
      config,
      weights,
      batchOf(step),
      step.labelSmoothing,
      (_, value) => value,
    );
    expect(Math.abs((await loss.data())[0]! / step.losses[0]! - 1)).toBeLessThan(1e-6);
    expect([...gradients.keys()].sort()).toEqual([...expected.keys()].sort());

    let error = 0;
    let whole = 0;
    const worst = { name: '', relative: 0 };
    for (const [parameter, tensor] of gradients) {
      const wanted = expected.get(parameter) ?? new Float32Array();
      const found = await tensor.data();
      expect(found).toHaveLength(wanted.length);
      const gap = squares(wanted.map((value, index) => (found[index] ?? NaN) - value));
      if (!hasGradient(parameter)) {
        expect(Math.sqrt(gap), parameter).toBeLessThan(1e-6);
        continue;
      }
      const relative = Math.sqrt(gap / squares(wanted));
      if (!(relative <= worst.relative)) Object.assign(worst, { name: parameter, relative });
      error += gap;
      whole += squares(wanted);
    }
    const all = Math.sqrt(error / whole);
    console.info(`${name} on ${backend}: gradient ${all.toExponential(1)} away; ${JSON.stringify(worst)}`);
    expect(worst.relative, worst.name).toBeLessThan(2e-5);
    expect(all).toBeLessThan(5e-6);

    for (const tensor of [loss, nCorrect, ...gradients.values()]) tensor.dispose();
    disposeWeights(weights);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each(['bert', 'gpt2', 'bart'])(
    'in losses, gradient norms and parameters of three steps: %s',
    async (name) => {
      const step = stepOf(name);
      const { config, weights } = imported(name);
      const trainer = createTrainer(
        config,
        optionsOf(step.optimizer, step.labelSmoothing),
        initialState(config, weights),
      );
      const gaps: number[] = [];
      for (const [index, file] of ['after.safetensors', null, 'after3.safetensors'].entries()) {
        const result = await trainer.train(batchOf(step));
        expect(result.step).toBe(index + 1);
        expect(Math.abs(result.loss / step.losses[index]! - 1)).toBeLessThan(2e-6);
        expect(Math.abs(result.gradientNorm / step.gradientNorms[index]! - 1)).toBeLessThan(1e-5);
        if (!file) continue;
        const found = unflatten(config, (await trainer.state()).values);
        let largest = 0;
        for (const [parameter, wanted] of imported(name, file).weights) {
          if (!hasGradient(parameter)) continue;
          largest = Math.max(largest, largestDifference(found.get(parameter) ?? [], wanted));
        }
        gaps.push(largest);
      }
      trainer.dispose();
      console.info(
        `${name} on ${backend}: parameters ${gaps.map((gap) => gap.toExponential(1)).join(', ')} away`,
      );
      expect(gaps[0]).toBeLessThan(3e-5);
      expect(gaps[1]).toBeLessThan(3e-5);
    },
  );
});

describe('two hundred steps on wasm', () => {
  beforeAll(() => startInNode('wasm'));

  it('have the losses that PyTorch has', async () => {
    const { config, weights } = imported('gpt2');
    const trace = JSON.parse(readFileSync(join(folder, 'gpt2/trace.json'), 'utf8')) as TrainingTrace;
    const options = optionsOf(trace.optimizer, trace.labelSmoothing);
    const trainer = createTrainer(config, options, initialState(config, weights));
    let largest = 0;
    for (let step = 0; step < trace.steps; step += 1) {
      const one = trace.batches[step % trace.batches.length]!;
      const { loss } = await trainer.train(batchOf(one));
      const gap = Math.abs(loss / trace.losses[step]! - 1);
      largest = Number.isNaN(gap) ? Infinity : Math.max(largest, gap);
    }
    trainer.dispose();
    console.info(`gpt2: the losses of ${trace.steps} steps are ${largest.toExponential(1)} away`);
    expect(largest).toBeLessThan(1e-3);
  });
});
