import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WaitingEngine } from '../../../tests/support/waitingEngine';
import type { TrainingProgress } from '../../engine/engine';
import { defaultTraining } from '../../model/training';
import { AppError } from '../../shared/errors';
import { createAppStore, type AppStore } from '../createAppStore';
import { optionsOf } from './cardOptions';
import { paceOf, withPoints } from './history';
import { createSavedTrainingsInMemory, type SavedTrainings } from './savedTraining';
import type { TrainingRecord } from './types';

function progress(step: number, part: Partial<TrainingProgress> = {}): TrainingProgress {
  return {
    step,
    loss: 3 - step / 100,
    accuracy: step / 100,
    gradientNorm: 1,
    learningRate: 1e-3,
    nTokens: 100,
    milliseconds: 10 + (step % 3),
    test: null,
    isSnapshot: false,
    snapshots: null,
    checkpoint: null,
    ...part,
  };
}

/** The work is loaded when it is first asked for, so that more than promises must pass. */
const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !isSo(); turn += 1) await later();
  expect(isSo()).toBe(true);
}

async function begun(saved?: SavedTrainings): Promise<{ store: AppStore; engine: WaitingEngine }> {
  const engine = new WaitingEngine();
  const store = createAppStore(engine, {}, undefined, undefined, saved);
  await store.getState().start();
  store.getState().planTask({ id: 'reverse', sizes: { length: 5, nSymbols: 6 } });
  void store.getState().startTraining();
  await until(() => engine.trainings.length === 1);
  return { store, engine };
}

const now = (store: AppStore): TrainingRecord => {
  const { training } = store.getState();
  if (!training) throw new Error('There is no training.');
  return training;
};

describe('a training', () => {
  it('gives the model the words and the length of the task, and shows an example of it', async () => {
    const { store, engine } = await begun();
    const { config, tokenization, texts, training } = store.getState();
    expect(config).toMatchObject({ vocabSize: 10, targetVocabSize: 10, contextLength: 6, dModel: 128 });
    expect(tokenization.kind).toBe('words');
    expect(texts.target.split(' ')).toEqual(texts.source.split(' ').reverse());
    expect(training).toMatchObject({ status: 'running', stepsDone: 0 });
    expect(engine.trainings[0]?.request).toMatchObject({
      task: { id: 'reverse' },
      weights: { kind: 'random', seed: 1 },
      untilStep: 2000,
    });
  });

  it('is followed by every figure through its newest snapshot', async () => {
    const { store, engine } = await begun();
    engine.trainings[0]?.step(progress(1, { isSnapshot: true, snapshots: [0, 1] }));
    await until(() => store.getState().weights.kind === 'training');
    expect(store.getState().weights).toMatchObject({ step: 1, id: now(store).id });
    expect(engine.runs.at(-1)?.request.weights).toMatchObject({ kind: 'training', step: 1 });
  });

  it('is paused at once, and goes on from there', async () => {
    const { store, engine } = await begun();
    engine.trainings[0]?.step(progress(1));
    engine.trainings[0]?.step(progress(2));
    const paused = store.getState().pauseTraining();
    await later();
    expect(engine.trainings[0]?.signal?.aborted).toBe(true);
    expect(now(store)).toMatchObject({ status: 'paused', stepsDone: 2 });
    await paused;
    void store.getState().resumeTraining();
    await until(() => engine.trainings.length === 2);
    expect(engine.trainings[1]?.request).toEqual(engine.trainings[0]?.request);
    engine.trainings[1]?.reject(new AppError('cancelled', 'as the engine answers'));
  });

  it('shows the model as it was at a step, and stays there while it goes on', async () => {
    const { store, engine } = await begun();
    engine.trainings[0]?.step(progress(1, { snapshots: [0, 1] }));
    await until(() => now(store).snapshots.length === 2);
    await store.getState().showTrainingStep(0);
    expect(store.getState().weights).toMatchObject({ kind: 'training', step: 0 });
    engine.trainings[0]?.step(progress(2, { snapshots: [0, 1, 2] }));
    await until(() => now(store).stepsDone === 2);
    expect(store.getState().weights).toMatchObject({ step: 0 });
    await store.getState().showTrainingStep(null);
    expect(store.getState().weights).toMatchObject({ step: 2 });
  });

  it('that came apart keeps the last snapshot with numbers in it', async () => {
    const { store, engine } = await begun();
    engine.trainings[0]?.step(progress(1, { snapshots: [0, 1] }));
    engine.trainings[0]?.step(progress(2, { snapshots: [0, 1, 2] }));
    engine.trainings[0]?.step(progress(3, { loss: Number.NaN }));
    engine.trainings[0]?.reject(new AppError('trainingDiverged', 'The loss is not a number.'));
    await until(() => now(store).status === 'failed');
    expect(now(store)).toMatchObject({ failure: { code: 'trainingDiverged' }, snapshots: [0, 1] });
    expect(store.getState().weights).toMatchObject({ kind: 'training', step: 1 });
  });

  it.each(['cancel', 'keep', 'anew'] as const)('is not lost by a change of the model: %s', async (answer) => {
    const { store, engine } = await begun();
    const { id } = now(store);
    engine.trainings[0]?.step(progress(1, { snapshots: [0, 1] }));
    store.getState().setVariable('nHeads', 8);
    expect(store.getState().config.nHeads).toBe(4);
    expect(store.getState().heldChange?.action).toBe('setVariable');
    void store.getState().answerHeldChange(answer);
    await until(() => store.getState().heldChange === null);
    if (answer === 'cancel') {
      expect(now(store).id).toBe(id);
      return;
    }
    await until(() => store.getState().config.nHeads === 8);
    expect(store.getState().keptTrainings).toMatchObject([{ id, status: 'paused', stepsDone: 1 }]);
    if (answer === 'keep') expect(store.getState().training).toBeNull();
    else {
      await until(() => engine.trainings.length === 2);
      expect(engine.trainings[1]?.request.config.nHeads).toBe(8);
      expect(now(store).id).not.toBe(id);
    }
    await store.getState().returnToTraining(id);
    expect(store.getState()).toMatchObject({ config: { nHeads: 4 }, training: { id } });
    expect(store.getState().weights).toMatchObject({ kind: 'training', id, step: 1 });
  });

  it('does not ask when only more texts are read at once', async () => {
    const { store } = await begun();
    store.getState().setVariable('batchSize', 2);
    expect(store.getState()).toMatchObject({ heldChange: null, config: { batchSize: 2 } });
  });

  it('steps once when asked to', async () => {
    const { store, engine } = await begun();
    engine.trainings[0]?.step(progress(1));
    void store.getState().stepTraining();
    await until(() => engine.trainings.length === 2);
    expect(engine.trainings[1]?.request.untilStep).toBe(2);
    engine.trainings[1]?.step(progress(2));
    engine.trainings[1]?.resolve(2);
    await until(() => now(store).status === 'paused');
    expect(now(store).stepsDone).toBe(2);
  });

  it('can be thrown away', async () => {
    const { store } = await begun();
    await store.getState().endTraining(now(store).id);
    expect(store.getState()).toMatchObject({ training: null, weights: { kind: 'random' } });
  });
});

describe('a training of a page that was closed', () => {
  const state = (step: number) => ({
    step,
    values: Float32Array.of(step),
    mean: Float32Array.of(0),
    square: Float32Array.of(0),
  });

  it('comes back as it was at its last checkpoint', async () => {
    const saved = createSavedTrainingsInMemory();
    const { store, engine } = await begun(saved);
    const before = now(store);
    engine.trainings[0]?.step(progress(1));
    engine.trainings[0]?.step(progress(2, { checkpoint: state(2) }));
    engine.trainings[0]?.step(progress(3));
    await until(() => now(store).stepsDone === 3);

    const later = new WaitingEngine();
    const next = createAppStore(later, {}, undefined, undefined, saved);
    await next.getState().start();
    await until(() => next.getState().interrupted !== null);
    expect(next.getState().interrupted).toMatchObject({ task: { id: 'reverse' }, step: 2 });
    expect(next.getState().notices.map(({ kind }) => kind)).toEqual(['interrupted']);
    await next.getState().recoverTraining();
    expect(later.restored).toMatchObject([{ request: { id: before.id }, state: { step: 2 } }]);
    const { training, texts, interrupted } = next.getState();
    expect(training).toMatchObject({ id: before.id, config: before.config, status: 'paused', stepsDone: 2 });
    expect(training?.history.map(({ step }) => step)).toEqual([1, 2]);
    expect(texts).toEqual(before.texts);
    expect(interrupted).toBeNull();
    void next.getState().resumeTraining();
    await until(() => later.trainings.length === 1);
    expect(later.trainings[0]?.request).toMatchObject({ untilStep: 2000, options: before.options });
  });

  it('that was thrown away, here or there, does not come back', async () => {
    const saved = createSavedTrainingsInMemory();
    const { store, engine } = await begun(saved);
    engine.trainings[0]?.step(progress(1, { checkpoint: state(1) }));
    await until(() => store.getState().training?.stepsDone === 1);
    await store.getState().endTraining(now(store).id);
    expect(await saved.read()).toBeNull();
  });

  it('is not in the way of training when the browser has no room for it', async () => {
    const full = { ...createSavedTrainingsInMemory(), save: () => Promise.reject(new Error('full')) };
    const { store, engine } = await begun(full);
    engine.trainings[0]?.step(progress(1, { checkpoint: state(1) }));
    engine.trainings[0]?.step(progress(2, { checkpoint: state(2) }));
    await until(() => now(store).stepsDone === 2);
    expect(now(store).status).toBe('running');
    expect(store.getState().notices).toEqual([]);
  });
});

describe('the shape of a trained model that was left', () => {
  it('is trained as the model was, and the training is shown', async () => {
    const engine = new WaitingEngine();
    const load = (id: string): Promise<Uint8Array> =>
      Promise.resolve(new Uint8Array(readFileSync(join('public', 'models', `${id}.safetensors`))));
    const store = createAppStore(engine, {}, load);
    await store.getState().start();
    await store.getState().openShipped('reverse');
    const { card } = store.getState().trained ?? {};
    store.getState().setVariable('dFf', 128);
    void store.getState().trainLeft();
    await until(() => engine.trainings.length === 1);
    const { request } = engine.trainings[0] ?? {};
    expect(request).toMatchObject({
      task: { id: 'reverse', sizes: card?.sizes },
      config: { dFf: 128, vocabSize: 30, contextLength: 13 },
      options: { decaySteps: card?.training['decaySteps'], batchSize: card?.training['batchSize'] },
    });
    expect(store.getState()).toMatchObject({ panel: 'training', leftTrained: null });
  });

  it('is not trained with numbers that a file makes up', () => {
    expect(optionsOf({ batchSize: 1e9, learningRate: '1', decaySteps: 100 })).toEqual({
      ...defaultTraining,
      decaySteps: 100,
    });
  });
});

describe('the history', () => {
  const points = (...steps: readonly number[]) => steps.map((step) => progress(step));

  it('takes back the steps that come again', () => {
    const again = withPoints(points(1, 2, 3, 4), points(3, 4, 5));
    expect(again.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
    expect(withPoints(points(1, 2), points(3, 2)).map(({ step }) => step)).toEqual([1, 2]);
  });

  it('knows the pace by the median of the last twenty steps', () => {
    const history = points(...Array.from({ length: 41 }, (_, index) => index + 1));
    const slow = history.with(30, { ...progress(31), milliseconds: 5000 });
    const pace = paceOf({ history: slow, stepsDone: 41, untilStep: 141 }, 4);
    expect(pace?.millisecondsPerStep).toBe(11);
    expect(pace?.remainingMilliseconds).toBe(1500);
    expect(pace?.tokensPerSecond).toBeCloseTo(100_000 / 11);
  });
});
