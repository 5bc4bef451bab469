import { describe, expect, it } from 'vitest';
import { settle, WaitingEngine } from '../../tests/support/waitingEngine';
import { AppError } from '../shared/errors';
import { type AppStore, createAppStore } from './createAppStore';
import { selectAttention, selectPrediction, selectPrepared, selectSelection } from './selectors';

async function started(): Promise<{ store: AppStore; engine: WaitingEngine }> {
  const engine = new WaitingEngine();
  const store = createAppStore(engine);
  await store.getState().start();
  await settle();
  return { store, engine };
}

describe('the page opens', () => {
  it('with the original Transformer at work, and reads only what its figures draw', async () => {
    const { store, engine } = await started();
    expect(store.getState().config.family).toBe('encoder-decoder');
    expect(store.getState().run.status).toBe('done');
    expect(engine.runs).toHaveLength(1);
    expect(engine.runs[0]?.request.reads).toEqual([
      { name: 'decoder.layers.0.crossAttention.pattern', batch: 0 },
      { name: 'head.logits', batch: 0 },
    ]);
  });

  it('with cross-attention between source and target tokens', async () => {
    const { store } = await started();
    const view = selectAttention(store.getState());
    const prepared = selectPrepared(store.getState());
    expect(view?.nHeads).toBe(4);
    expect(view?.queries).toBe(prepared.decoder);
    expect(view?.keys).toBe(prepared.encoder);
    expect(view?.weights).toHaveLength(
      4 * (prepared.decoder?.tokens.length ?? 0) * (prepared.encoder?.tokens.length ?? 0),
    );
  });

  it('with the distribution of the next token, which adds up to one', async () => {
    const { store } = await started();
    const prediction = selectPrediction(store.getState());
    const shown = prediction?.entries.reduce((sum, entry) => sum + entry.probability, 0) ?? 0;
    expect(prediction?.entries[0]?.id).toBe(999);
    expect(shown + (prediction?.rest ?? 0)).toBeCloseTo(1, 12);
    expect((prediction?.entries.length ?? 0) + (prediction?.nRest ?? 0)).toBe(1000);
    expect(prediction?.position).toBe((selectPrepared(store.getState()).decoder?.nTokens ?? 0) - 1);
  });

  it('once, however often it is started', async () => {
    const { store, engine } = await started();
    await store.getState().start();
    expect(engine.runs).toHaveLength(1);
    expect(engine.choices).toEqual(['auto']);
  });
});

describe('a change of the model', () => {
  it('runs the new model', async () => {
    const { store, engine } = await started();
    store.getState().setVariable('nHeads', 8);
    await settle();
    expect(engine.runs.at(-1)?.request.config).toMatchObject({ nHeads: 8, dHead: 16, dModel: 128 });
    expect(selectAttention(store.getState())?.nHeads).toBe(8);
  });

  it('that cannot be keeps the last possible one and says why', async () => {
    const { store, engine } = await started();
    store.getState().setVariable('dModel', 101);
    expect(store.getState().config.dModel).toBe(128);
    expect(store.getState().rejected).toMatchObject({
      key: 'dModel',
      value: 101,
      problems: [{ code: 'headsDoNotDivideModel', suggestions: [100, 104] }],
    });
    expect(engine.runs).toHaveLength(1);
    store.getState().setVariable('dModel', 64);
    expect(store.getState().rejected).toBeNull();
  });

  it.each([2000, 7, 12.5, Number.NaN, Infinity])(
    'to a width of %d is refused once for its range',
    async (value) => {
      const { store } = await started();
      store.getState().setVariable('dModel', value);
      const problems = store.getState().rejected?.problems ?? [];
      expect(store.getState().config.dModel).toBe(128);
      expect(problems.filter(({ path }) => path === 'dModel').map(({ code }) => code)).toHaveLength(1);
    },
  );

  it('to what it was already computes nothing and leaves no step to undo', async () => {
    const { store, engine } = await started();
    store.getState().setVariable('dModel', 128);
    store.getState().choosePreset('originalTransformer');
    await settle();
    expect(engine.runs).toHaveLength(1);
    expect(store.getState().past).toHaveLength(0);
  });

  it('can be undone and done again; a drag is one step', async () => {
    const { store } = await started();
    const { setVariable, holdHistory, undo, redo } = store.getState();
    holdHistory(true);
    for (const width of [144, 160, 192]) setVariable('dModel', width);
    holdHistory(false);
    setVariable('dFf', 1024);
    expect(store.getState().past).toHaveLength(2);
    undo();
    expect(store.getState().config).toMatchObject({ dModel: 192, dFf: 512 });
    undo();
    expect(store.getState().config).toMatchObject({ dModel: 128, dFf: 512 });
    redo();
    redo();
    expect(store.getState().config).toMatchObject({ dModel: 192, dFf: 1024 });
  });

  it('of the family takes the selection to an attention that exists, and frees what was locked', async () => {
    const { store } = await started();
    store.getState().lockToken(3, 2);
    store.getState().chooseFamily('encoder-only');
    await settle();
    expect(selectSelection(store.getState())).toMatchObject({ kind: 'encoderSelf', query: null, key: null });
    expect(selectAttention(store.getState())).not.toBeNull();
  });

  it('of the family leaves the next locked token locked', async () => {
    const { store } = await started();
    store.getState().chooseFamily('decoder-only');
    await settle();
    store.getState().chooseLayer(1);
    store.getState().lockToken(3, 1);
    expect(store.getState().selection).toMatchObject({ kind: 'decoderSelf', layer: 1, query: 3, key: 1 });
  });
});

describe('answers of the engine', () => {
  it('that come late do not replace newer ones', async () => {
    const { store, engine } = await started();
    engine.isAutomatic = false;
    store.getState().setVariable('dFf', 256);
    store.getState().setVariable('dFf', 1024);
    const [, older, newer] = engine.runs;
    if (!older || !newer) throw new Error('two runs were expected');
    newer.resolve(engine.answer(2));
    await settle();
    older.resolve(engine.answer(1));
    await settle();
    expect(store.getState().run.result?.runId).toBe(3);
    expect(store.getState().run.of?.config.dFf).toBe(1024);
  });

  it('of an outdated request do not fail the newer one', async () => {
    const { store, engine } = await started();
    engine.isAutomatic = false;
    store.getState().setVariable('dFf', 256);
    store.getState().setVariable('dFf', 1024);
    engine.runs[1]?.reject(new AppError('outOfMemory', 'too large'));
    await settle();
    expect(store.getState().run.status).toBe('running');
  });

  it('that are errors are kept with their code, and the last picture stays', async () => {
    const { store, engine } = await started();
    engine.isAutomatic = false;
    store.getState().setVariable('dFf', 1024);
    engine.runs[1]?.reject(new AppError('outOfMemory', 'too large'));
    await settle();
    expect(store.getState().run).toMatchObject({
      status: 'failed',
      failure: { code: 'outOfMemory', message: 'too large' },
    });
    expect(selectAttention(store.getState())).not.toBeNull();
  });

  it('about a lost device and its return become notices', async () => {
    const { store, engine } = await started();
    engine.tell({ kind: 'lost', what: 'device', message: '' });
    engine.tell({ kind: 'recovered', what: 'device', backend: 'wasm' });
    expect(store.getState().notices.map(({ kind }) => kind)).toEqual(['lost', 'recovered']);
    const [first] = store.getState().notices;
    store.getState().dismissNotice(first?.id ?? 0);
    expect(store.getState().notices.map(({ kind }) => kind)).toEqual(['recovered']);
  });
});

describe('another layer', () => {
  it('is read from the trace that there is, without computing again', async () => {
    const { store, engine } = await started();
    store.getState().chooseLayer(1);
    await settle();
    expect(engine.runs).toHaveLength(1);
    expect(engine.reads[0]?.request.reads).toEqual([
      { name: 'decoder.layers.1.crossAttention.pattern', batch: 0 },
    ]);
    expect(selectAttention(store.getState())?.selection.layer).toBe(1);
  });

  it('is read once', async () => {
    const { store, engine } = await started();
    for (const layer of [1, 0, 1]) {
      store.getState().chooseLayer(layer);
      await settle();
    }
    expect(engine.reads).toHaveLength(1);
  });

  it('beyond the last is the last', async () => {
    const { store } = await started();
    store.getState().chooseLayer(99);
    store.getState().chooseHead(-5);
    expect(selectSelection(store.getState())).toMatchObject({ layer: 1, head: 0 });
  });
});

describe('generation', () => {
  const step = (index: number, id: number) => ({
    index,
    id,
    probability: 0.5,
    alternatives: [],
    nAllowed: null,
  });

  it('continues the text with what was written', async () => {
    const { store, engine } = await started();
    const before = selectPrepared(store.getState()).decoder?.nTokens ?? 0;
    const done = store.getState().generate();
    engine.generations[0]?.step(step(0, 300));
    engine.generations[0]?.step(step(1, 301));
    engine.generations[0]?.resolve({ ids: [300, 301], milliseconds: 20 });
    await done;
    const { generation, generatedIds } = store.getState();
    expect(generation).toMatchObject({ status: 'done', milliseconds: 20 });
    expect(generatedIds).toEqual([300, 301]);
    expect(selectPrepared(store.getState()).decoder?.nTokens).toBe(before + 2);
    expect(selectPrepared(store.getState()).decoder?.tokens.at(-1)?.generated).toBe(true);
  });

  it('that is cancelled keeps what was written so far', async () => {
    const { store, engine } = await started();
    const done = store.getState().generate();
    engine.generations[0]?.step(step(0, 300));
    store.getState().cancelGeneration();
    await done;
    expect(store.getState().generation.status).toBe('cancelled');
    expect(store.getState().generatedIds).toEqual([300]);
  });

  it.each([
    ['the text', (store: AppStore) => store.getState().setText('target', 'Ein anderer Satz')],
    ['the source', (store: AppStore) => store.getState().setText('source', 'Another sentence')],
    ['the model', (store: AppStore) => store.getState().setVariable('dFf', 1024)],
    ['the family', (store: AppStore) => store.getState().chooseFamily('decoder-only')],
    ['the weights', (store: AppStore) => store.getState().setSeed(7)],
  ])('ends when %s changes, and writes nothing after the new one', async (_, change) => {
    const { store, engine } = await started();
    const done = store.getState().generate();
    engine.generations[0]?.step(step(0, 300));
    change(store);
    expect(engine.generations[0]?.signal?.aborted).toBe(true);
    await done;
    expect(store.getState().generatedIds).toEqual([]);
    expect(store.getState().generation.status).not.toBe('running');
  });

  it('does not ask for more tokens than the context has room for', async () => {
    const { store, engine } = await started();
    store.getState().setVariable('contextLength', 8);
    store.getState().setText('target', 'a very long sentence that fills every place of the context');
    await store.getState().generate();
    expect(engine.generations).toHaveLength(0);
    expect(store.getState().generation).toMatchObject({ status: 'done', total: 0, steps: [] });
  });
});

describe('masked words', () => {
  it('are hidden from the encoder and predicted', async () => {
    const { store, engine } = await started();
    store.getState().choosePreset('bert');
    store.getState().toggleMask(2);
    await settle();
    const prepared = selectPrepared(store.getState());
    expect(prepared.encoder?.tokens[2]?.masked).toBe(true);
    expect(engine.runs.at(-1)?.request.input.encoder?.ids[0]?.[2]).toBe(prepared.encoder?.tokens[2]?.id);
    expect(selectPrediction(store.getState())).toMatchObject({ kind: 'masked', position: 2 });
    store.getState().toggleMask(2);
    expect(store.getState().maskedPositions).toEqual([]);
  });
});
