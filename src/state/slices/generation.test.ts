import { describe, expect, it, vi } from 'vitest';
import { settle, WaitingEngine } from '../../../tests/support/waitingEngine';
import type { BeamNode } from '../../model/beam';
import { type AppStore, createAppStore } from '../createAppStore';
import {
  selectAttention,
  selectIsNextToken,
  selectPrediction,
  selectPrepared,
  selectRoom,
} from '../selectors';

const step = (index: number, id: number) => ({
  index,
  id,
  probability: 0.5,
  alternatives: [
    { id, probability: 0.5 },
    { id: id + 100, probability: 0.25 },
  ],
  nAllowed: 1,
});

async function started(): Promise<{ store: AppStore; engine: WaitingEngine }> {
  const engine = new WaitingEngine();
  const store = createAppStore(engine);
  await store.getState().start();
  await settle();
  return { store, engine };
}

/** A page on which 300, 301, 302 were written. */
async function written(): Promise<{ store: AppStore; engine: WaitingEngine; nTyped: number }> {
  const { store, engine } = await started();
  const nTyped = selectPrepared(store.getState()).decoder?.nTokens ?? 0;
  const done = store.getState().generate();
  for (let index = 0; index < 3; index += 1) engine.generations[0]?.step(step(index, 300 + index));
  engine.generations[0]?.resolve({ ids: [300, 301, 302], milliseconds: 20 });
  await done;
  await settle();
  return { store, engine, nTyped };
}

const nRows = (store: AppStore): number => selectAttention(store.getState())?.queries.nTokens ?? 0;
const ids = (store: AppStore): readonly number[] => store.getState().generatedIds;

describe('while a model is on its way', () => {
  it('nothing is written, whatever its vocabulary is', async () => {
    const { store, engine } = await started();
    store.setState({
      loading: 'reverse',
      config: { ...store.getState().config, vocabSize: 30, targetVocabSize: 30 },
    });
    await store.getState().generate();
    expect(engine.generations).toEqual([]);
    expect(store.getState().generation.status).toBe('idle');
  });
});

describe('while it is generated', () => {
  it('the map grows by one row with each token', async () => {
    const { store, engine } = await started();
    const before = nRows(store);
    void store.getState().generate();
    for (let index = 0; index < 3; index += 1) {
      engine.generations[0]?.step(step(index, 300 + index));
      await settle();
      expect(nRows(store)).toBe(before + index + 1);
      expect(store.getState().generation.status).toBe('running');
    }
    expect(ids(store)).toEqual([300, 301, 302]);
  });

  it('a token that comes after the end is not written', async () => {
    const { store, engine } = await started();
    void store.getState().generate();
    engine.generations[0]?.step(step(0, 300));
    store.getState().clearGenerated();
    engine.generations[0]?.step(step(1, 301));
    await settle();
    expect(ids(store)).toEqual([]);
    expect(store.getState().generation).toMatchObject({ status: 'idle', steps: [] });
  });
});

describe('one token at a time', () => {
  it('goes on after what is there, in the same sequence of draws', async () => {
    const { store, engine, nTyped } = await written();
    const done = store.getState().generateOne();
    const asked = engine.generations[1]?.request;
    expect(asked).toMatchObject({ maxNewTokens: 1, drawsBefore: 3 });
    expect(asked?.input.decoder?.ids[0]).toHaveLength(nTyped + 3);
    engine.generations[1]?.step(step(0, 303));
    engine.generations[1]?.resolve({ ids: [303], milliseconds: 5 });
    await done;
    expect(ids(store)).toEqual([300, 301, 302, 303]);
    expect(store.getState().generation.steps.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(store.getState().generation).toMatchObject({ nBefore: 3, total: 1, status: 'done' });
  });
});

describe('stepping through what was written', () => {
  it('shows every figure after that step, and runs the model on what there was then', async () => {
    const { store, engine, nTyped } = await written();
    expect(nRows(store)).toBe(nTyped + 3);
    for (const shown of [1, 0, -1]) {
      store.getState().showStep(shown);
      await settle();
      expect(nRows(store)).toBe(nTyped + shown + 1);
      expect(engine.runs.at(-1)?.request.input.decoder?.ids[0]).toHaveLength(nTyped + shown + 1);
      expect(selectPrediction(store.getState())?.position).toBe(nTyped + shown);
    }
    expect(ids(store)).toEqual([300, 301, 302]);
    store.getState().showStep(2);
    expect(store.getState().shownStep).toBeNull();
    await settle();
    expect(nRows(store)).toBe(nTyped + 3);
  });

  it('leaves the room for further tokens as it is', async () => {
    const { store } = await written();
    const room = selectRoom(store.getState());
    store.getState().showStep(0);
    expect(selectRoom(store.getState())).toBe(room);
  });

  it('does not change what generation goes on from', async () => {
    const { store, engine, nTyped } = await written();
    store.getState().showStep(0);
    void store.getState().generate();
    expect(engine.generations[1]?.request.input.decoder?.ids[0]).toHaveLength(nTyped + 3);
    expect(store.getState().shownStep).toBeNull();
  });

  it('ends when the text changes', async () => {
    const { store } = await written();
    store.getState().showStep(0);
    store.getState().setText('target', 'Ein anderer Satz');
    expect(store.getState()).toMatchObject({ shownStep: null, generatedIds: [] });
    expect(store.getState().generation.steps).toEqual([]);
  });
});

describe('branching', () => {
  it('writes another token at a step, forgets what came after, and goes on from there', async () => {
    const { store, engine, nTyped } = await written();
    store.getState().showStep(0);
    store.getState().branchAt(1, 401);
    await settle();
    expect(ids(store)).toEqual([300, 401]);
    expect(store.getState()).toMatchObject({ shownStep: null });
    expect(store.getState().generation.steps[1]).toMatchObject({
      index: 1,
      id: 401,
      probability: 0.25,
      nAllowed: 1,
    });
    expect(nRows(store)).toBe(nTyped + 2);
    void store.getState().generate();
    expect(engine.generations[1]?.request.input.decoder?.ids[0]?.slice(-2)).toEqual([300, 401]);
  });

  it('ends a generation that is under way', async () => {
    const { store, engine } = await started();
    void store.getState().generate();
    engine.generations[0]?.step(step(0, 300));
    engine.generations[0]?.step(step(1, 301));
    store.getState().branchAt(0, 400);
    expect(engine.generations[0]?.signal?.aborted).toBe(true);
    engine.generations[0]?.step(step(2, 302));
    await settle();
    expect(ids(store)).toEqual([400]);
    expect(store.getState().generation.status).toBe('idle');
  });

  it('takes no token that was not told there, and no step that there is not', async () => {
    const { store } = await written();
    store.getState().branchAt(1, 77);
    store.getState().branchAt(9, 300);
    expect(ids(store)).toEqual([300, 301, 302]);
  });

  it('from the prediction after the last token appends', async () => {
    const { store } = await written();
    const entry = selectPrediction(store.getState())?.entries[2];
    expect(selectIsNextToken(store.getState())).toBe(true);
    store.getState().appendPredicted(entry?.id ?? -1);
    expect(ids(store)).toEqual([300, 301, 302, entry?.id]);
    const last = store.getState().generation.steps[3];
    expect(last).toMatchObject({ index: 3, probability: entry?.probability });
    expect(last?.alternatives).toHaveLength(8);
    // The prediction that is there now belongs to one token less.
    store.getState().appendPredicted(entry?.id ?? -1);
    expect(ids(store)).toHaveLength(4);
    await settle();
    expect(selectIsNextToken(store.getState())).toBe(true);
    store.getState().choosePredictionPosition(1);
    expect(selectIsNextToken(store.getState())).toBe(false);
  });

  it('from the prediction after an earlier step writes there', async () => {
    const { store } = await written();
    store.getState().showStep(0);
    await settle();
    const entry = selectPrediction(store.getState())?.entries[1];
    store.getState().appendPredicted(entry?.id ?? -1);
    expect(ids(store)).toEqual([300, entry?.id]);
  });
});

describe('a beam search', () => {
  const node = (
    index: number,
    parent: number | null,
    at: number,
    part: Partial<BeamNode> = {},
  ): BeamNode => ({
    index,
    parent,
    id: 500 + index,
    logProbability: -(index + 1),
    step: at,
    isFinished: false,
    isKept: true,
    ...part,
  });
  const nodes = [node(0, null, 0), node(1, null, 0), node(2, 0, 1), node(3, 1, 1)];
  const hypothesis = (last: number, first: number) => ({
    node: last,
    ids: [500 + first, 500 + last],
    logProbability: -(last + 1),
    score: -last,
    alternatives: [[{ id: 500 + first, probability: 0.4 }], [{ id: 500 + last, probability: 0.3 }]],
  });

  async function searched(): Promise<{ store: AppStore; engine: WaitingEngine }> {
    const { store, engine } = await started();
    store.getState().setDecoding('beam');
    store.getState().setBeamSettings({ width: 2 });
    const done = store.getState().generate();
    expect(engine.searches[0]?.request).toMatchObject({ width: 2, alpha: 0.6, maxNewTokens: 16 });
    engine.searches[0]?.step({ index: 0, nodes: nodes.slice(0, 2) });
    expect(store.getState().beam?.nodes).toHaveLength(2);
    engine.searches[0]?.resolve({
      nodes,
      hypotheses: [hypothesis(2, 0), hypothesis(3, 1)],
      milliseconds: 30,
    });
    await done;
    return { store, engine };
  }

  it('shows its tree and writes the best', async () => {
    const { store } = await searched();
    expect(store.getState().generation).toMatchObject({ status: 'done', milliseconds: 30 });
    expect(store.getState().beam).toMatchObject({ taken: 2, settings: { width: 2 } });
    expect(ids(store)).toEqual([500, 502]);
    expect(store.getState().generation.steps[1]?.probability).toBeCloseTo(Math.exp(-2), 12);
  });

  it('runs with the interventions of the model', async () => {
    const { store, engine } = await started();
    store.getState().setInterventions(['decoder.layers.0.selfAttention.headOutputs~zero~h1']);
    store.getState().setDecoding('beam');
    void store.getState().generate();
    await vi.waitFor(() => expect(engine.searches).toHaveLength(1));
    expect(engine.searches[0]?.request.interventions).toEqual([
      { at: 'decoder.layers.0.selfAttention.headOutputs', where: { head: 1 }, change: { kind: 'zero' } },
    ]);
  });

  it('lets another hypothesis become the text, and the first one again', async () => {
    const { store } = await searched();
    store.getState().takeHypothesis(3);
    expect(ids(store)).toEqual([501, 503]);
    expect(store.getState().beam?.taken).toBe(3);
    store.getState().takeHypothesis(0);
    expect(ids(store)).toEqual([501, 503]);
    store.getState().takeHypothesis(2);
    expect(ids(store)).toEqual([500, 502]);
  });

  it('is gone when something else is written, and when the model changes', async () => {
    const { store } = await searched();
    store.getState().branchAt(1, 502);
    expect(store.getState().beam).toBeNull();
    const other = (await searched()).store;
    other.getState().setVariable('dFf', 1024);
    expect(other.getState()).toMatchObject({ beam: null, generatedIds: [] });
  });

  it('that is cancelled keeps its tree and writes nothing', async () => {
    const { store, engine } = await started();
    store.getState().setDecoding('beam');
    const done = store.getState().generate();
    engine.searches[0]?.step({ index: 0, nodes: nodes.slice(0, 2) });
    store.getState().cancelGeneration();
    await done;
    expect(store.getState().generation.status).toBe('cancelled');
    expect(store.getState().beam).toMatchObject({ hypotheses: [], taken: null });
    expect(ids(store)).toEqual([]);
  });

  it('keeps its settings within bounds', async () => {
    const { store } = await started();
    store.getState().setBeamSettings({ width: 99, alpha: -3 });
    expect(store.getState().beamSettings).toEqual({ width: 8, alpha: 0 });
  });
});
