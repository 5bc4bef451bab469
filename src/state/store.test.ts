import { describe, expect, it } from 'vitest';
import { createAnsweringEngine } from '../../tests/support/answeringEngine';
import { createAppStore } from './createAppStore';
import { selectAttention, selectPrediction, selectPrepared } from './selectors';

async function started() {
  const engine = createAnsweringEngine();
  const store = createAppStore(engine);
  void store.getState().start();
  await new Promise((resolve) => setTimeout(resolve));
  await engine.answer();
  return { engine, store, state: () => store.getState() };
}

describe('the page', () => {
  it('starts with an encoder-decoder, its cross-attention and a next token', async () => {
    const { state } = await started();
    const view = selectAttention(state());
    expect(view?.selection.kind).toBe('cross');
    expect(view?.weights).toHaveLength(
      4 * (view?.queries.tokens.length ?? 0) * (view?.keys.tokens.length ?? 0),
    );
    expect(selectPrediction(state())?.kind).toBe('next');
  });

  it('runs the model once for every change, and shows only the answer to the last', async () => {
    const { engine, state } = await started();
    const before = engine.runs.length;
    state().setVariable('dFf', 256);
    state().setVariable('dFf', 128);
    expect(engine.runs).toHaveLength(before + 2);
    await engine.answer();
    expect(state().run).toMatchObject({ status: 'done', of: { config: { dFf: 128 } } });
  });

  it('keeps the model when a typed number cannot be, and says why', async () => {
    const { engine, state } = await started();
    const { config } = state();
    const before = engine.runs.length;
    state().setVariable('dModel', 130);
    expect(state().config).toBe(config);
    expect(state().rejected).toMatchObject({
      key: 'dModel',
      value: 130,
      problems: [{ code: 'headsDoNotDivideModel' }],
    });
    expect(engine.runs).toHaveLength(before);
  });

  it('undoes and redoes a change, and a whole drag as one', async () => {
    const { state } = await started();
    const { config } = state();
    state().holdHistory(true);
    for (const dFf of [256, 128, 64]) state().setVariable('dFf', dFf);
    state().holdHistory(false);
    state().undo();
    expect(state().config).toEqual(config);
    state().redo();
    expect(state().config.dFf).toBe(64);
  });

  it('shows a kind, a layer and a head that the new family has', async () => {
    const { engine, state } = await started();
    state().chooseHead(3);
    state().chooseLayer(1);
    state().chooseFamily('encoder-only');
    await engine.answer();
    expect(selectAttention(state())?.selection).toMatchObject({ kind: 'encoderSelf', layer: 1, head: 3 });
  });

  it('hides a token behind [MASK] and predicts there', async () => {
    const { engine, state } = await started();
    state().choosePreset('bert');
    await engine.answer();
    expect(selectPrediction(state())).toBeNull();
    state().toggleMask(2);
    await engine.answer();
    expect(selectPrediction(state())).toMatchObject({ kind: 'masked', position: 2 });
    const [row] = selectPrepared(state()).input.encoder?.ids ?? [];
    expect(row?.[2]).toBe(3);
    state().toggleMask(0);
    expect(selectPrepared(state()).input.encoder?.ids[0]?.[0]).toBe(1);
  });

  it('fills a batch with other texts, padded, and shows the chosen one', async () => {
    const { engine, state } = await started();
    state().setVariable('batchSize', 3);
    await engine.answer();
    const { input, nRows } = selectPrepared(state());
    expect(nRows).toBe(3);
    expect(input.encoder?.ids).toHaveLength(3);
    expect(input.encoder?.attentionMask?.flat()).toContain(0);
    state().setBatchRow(2);
    await engine.answer();
    expect(selectAttention(state())?.keys.nTokens).not.toBe(
      selectPrepared({ ...state(), batchRow: 0 }).encoder?.nTokens,
    );
  });

  it('puts generated tokens behind the text until the text changes', async () => {
    const { engine, state } = await started();
    state().choosePreset('gpt2');
    await engine.answer();
    const before = selectPrepared(state()).decoder?.nTokens ?? 0;
    await state().generate();
    expect(state().generation).toMatchObject({ status: 'done', steps: [{ id: 7 }] });
    expect(selectPrepared(state()).decoder?.nTokens).toBe(before + 1);
    await engine.answer();
    state().setText('prompt', 'Anew');
    expect(state().generatedIds).toEqual([]);
  });

  it('tells of a lost device and of its return', async () => {
    const { engine, state } = await started();
    engine.emit({ kind: 'lost', what: 'device', message: 'gone' });
    engine.emit({ kind: 'recovered', what: 'device', backend: 'webgl' });
    expect(state().notices.map((notice) => notice.kind)).toEqual(['lost', 'recovered']);
  });
});
