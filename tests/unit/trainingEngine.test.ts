import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as tf from '@tensorflow/tfjs-core';
import { createBackends } from '../../src/compute/backend/backends';
import { createEngineClient } from '../../src/engine/client';
import type { TrainingProgress, TrainRequest, WeightsSource } from '../../src/engine/engine';
import { createSession, type Session } from '../../src/engine/session';
import { presetOf } from '../../src/model/config/presets';
import type { ModelConfig } from '../../src/model/config/types';
import { defaultTraining } from '../../src/model/training';
import { codeOf } from '../support/engineRequests';
import { createFakeWorker, type FakeWorker } from '../support/fakeWorker';
import { largestDifference } from '../support/onBackend';

const sizes = { length: 4, nSymbols: 4 };
const config: ModelConfig = {
  ...presetOf('originalTransformer').config,
  nEncoderLayers: 1,
  nDecoderLayers: 1,
  dModel: 16,
  nHeads: 2,
  nKvHeads: 2,
  dHead: 8,
  dFf: 32,
  // four letters, four special tokens
  vocabSize: 8,
  targetVocabSize: 8,
  contextLength: 6,
};
const request: TrainRequest = {
  id: 'copying',
  config,
  task: { id: 'copy', sizes },
  options: { ...defaultTraining, batchSize: 4, dropout: 0.1, warmUpSteps: 5 },
  weights: { kind: 'random', seed: 3 },
  untilStep: 30,
  pause: 0,
};
const input = { encoder: { ids: [[4, 5, 2]] }, decoder: { ids: [[1, 4, 5]] } };

let session: Session;
let told: TrainingProgress[];
const note = (progress: TrainingProgress): void => {
  told.push(progress);
};

beforeEach(async () => {
  told = [];
  session = createSession(createBackends(), () => undefined);
  await session.useBackend('cpu');
});

afterEach(() => session.dispose());

async function logitsAt(weights: WeightsSource): Promise<Float32Array> {
  const { arrays } = await session.run({
    slot: 'A',
    config,
    weights,
    input,
    interventions: [],
    reads: [{ name: 'head.logits' }],
  });
  return arrays[0]?.data ?? new Float32Array();
}

async function valuesOf(id = request.id): Promise<Float32Array> {
  return (await session.readTraining(id, null))?.values ?? new Float32Array();
}

describe('training in the engine', () => {
  it('tells every step, tests on unseen examples every ten and gives a checkpoint every twenty', async () => {
    expect(await session.train(request, note)).toBe(30);
    expect(told.map(({ step }) => step)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(told.filter(({ test }) => test).map(({ step }) => step)).toEqual([1, 10, 20, 30]);
    expect(told.filter(({ checkpoint }) => checkpoint).map(({ step }) => step)).toEqual([20]);
    expect(told.every(({ loss }) => Number.isFinite(loss))).toBe(true);
  });

  it('paused and gone on with is the same as never paused, bit for bit', async () => {
    await session.train(request, note);
    const whole = await valuesOf();
    const other = { ...request, id: 'paused' };
    const pause = new AbortController();
    const first = session.train(
      other,
      ({ step }) => {
        if (step === 13) pause.abort();
      },
      pause.signal,
    );
    expect(await codeOf(first)).toBe('cancelled');
    expect((await session.readTraining('paused', null))?.step).toBe(13);
    await session.train(other, note);
    expect(largestDifference(await valuesOf('paused'), whole)).toBe(0);
  });

  it('begun again from a state that was read is the same as never stopped', async () => {
    await session.train({ ...request, untilStep: 17 }, note);
    const state = await session.readTraining(request.id, null);
    await session.train(request, note);
    const whole = await valuesOf();
    if (!state) throw new Error('There is no state.');
    await session.restoreTraining({ ...request, id: 'again' }, state);
    await session.train({ ...request, id: 'again' }, note);
    expect(largestDifference(await valuesOf('again'), whole)).toBe(0);
  });

  it('after a lost device goes on from the last checkpoint, at most twenty steps back, with the same numbers', async () => {
    await session.train(request, note);
    const whole = await valuesOf();
    const losses = new Map(told.map(({ step, loss }) => [step, loss]));
    told = [];
    const other = { ...request, id: 'lost' };
    let hasLost = false;
    await session.train({ ...other, untilStep: 27 }, note);
    await session.loseDevice();
    await session.train(other, (progress) => {
      hasLost ||= progress.step <= 27;
      note(progress);
    });
    expect(hasLost).toBe(true);
    expect(Math.min(...told.slice(27).map(({ step }) => step))).toBe(21);
    for (const { step, loss } of told) expect(loss).toBe(losses.get(step));
    expect(largestDifference(await valuesOf('lost'), whole)).toBe(0);
  });

  it('keeps snapshots that give back exactly what the model said at their step', async () => {
    const seen = new Map<number, Float32Array>();
    for (const untilStep of [1, 2, 4, 10, 20]) {
      await session.train({ ...request, untilStep }, note);
      await session.readTraining(request.id, null);
      seen.set(untilStep, await logitsAt({ kind: 'training', id: request.id, step: untilStep }));
    }
    await session.train(request, note);
    for (const [step, logits] of seen) {
      const again = await logitsAt({ kind: 'training', id: request.id, step });
      expect(largestDifference(again, logits)).toBe(0);
    }
    expect(largestDifference(seen.get(1) ?? [], seen.get(20) ?? [])).toBeGreaterThan(0.01);
    expect(await codeOf(logitsAt({ kind: 'training', id: request.id, step: 23 }))).toBe('invalidInput');
  });

  it('lets the page run its model between two steps', async () => {
    const order: string[] = [];
    const training = session.train(request, ({ step }) => order.push(`step ${step}`));
    const run = logitsAt({ kind: 'random', seed: 1 }).then(() => order.push('run'));
    await Promise.all([training, run]);
    expect(order.indexOf('run')).toBeLessThan(5);
  });

  it('at a rate that is far too high ends with the reason, and its last snapshot is still there', async () => {
    const options = { ...request.options, learningRate: 1e9, warmUpSteps: 0, clipNorm: null };
    expect(await codeOf(session.train({ ...request, options, untilStep: 200 }, note))).toBe(
      'trainingDiverged',
    );
  });

  it('refuses a task that does not exist, and one that the family cannot do', async () => {
    expect(await codeOf(session.train({ ...request, task: { id: 'nothing', sizes: {} } }, note))).toBe(
      'invalidInput',
    );
    const decoder = { ...config, family: 'decoder-only' as const, nEncoderLayers: 0 };
    expect(
      await codeOf(session.train({ ...request, config: decoder, task: { id: 'entities', sizes: {} } }, note)),
    ).toBe('invalidInput');
  });

  it('holds no tensor after it was ended', async () => {
    await session.train(request, note);
    await session.dropTraining(request.id);
    expect(tf.memory().numTensors).toBe(0);
  });
});

describe('training in a worker', () => {
  it('that ends without a word goes on in another one from the last checkpoint', async () => {
    const workers: FakeWorker[] = [];
    const client = createEngineClient({
      // A busy machine must not look like a dead worker.
      patience: 4000,
      createWorker: () => {
        const worker = createFakeWorker();
        workers.push(worker);
        return worker;
      },
    });
    await client.useBackend('cpu');
    const done = await client.train(request, (progress) => {
      note(progress);
      if (workers.length === 1 && progress.step === 25) void client.fault('crash');
    });
    expect(done).toBe(30);
    expect(workers).toHaveLength(2);
    // What was told before the crash comes again from step 21.
    expect(told.filter(({ step }) => step === 21)).toHaveLength(2);
    expect(told.filter(({ step }) => step === 20)).toHaveLength(1);
    const [first, second] = told.filter(({ step }) => step === 21);
    expect(second?.loss).toBe(first?.loss);
    client.dispose();
  }, 60_000);
});
