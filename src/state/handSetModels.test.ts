import { describe, expect, it } from 'vitest';
import { settle, WaitingEngine } from '../../tests/support/waitingEngine';
import { handSet } from '../model/handSet';
import { handSetConfig } from '../model/handSet/config';
import { handSetChoice, handSetIds, handSetModelId } from '../model/handSet/ids';
import { createWorkspace } from './bench/createWorkspace';
import { type AppStore, createAppStore } from './createAppStore';
import { createKeptModelsInMemory } from './keptModels';
import { selectPrepared } from './selectors';
import { decodeLink } from './decodeLink';
import { encodeLink } from './encodeLink';

const defaults = { language: 'en', theme: 'system' } as const;

async function pageOf(hash = 'v=1'): Promise<AppStore> {
  const page = createAppStore(new WaitingEngine(), decodeLink(hash, defaults).state);
  await page.getState().start();
  await settle();
  await settle();
  return page;
}

/** Reads its link on another page. */
const reopened = async (page: AppStore): Promise<AppStore> => pageOf(encodeLink(page.getState()).hash);

describe.each(handSetIds)('the model set by hand for %s', (id) => {
  it('has the shape that is known before its weights are written', () => {
    expect(handSet(id).config).toEqual(handSetConfig(id));
  });

  it('opens with its example, known in full, and its head', async () => {
    const page = await pageOf();
    await page.getState().openHandSet({ id, sharpness: 8 });
    const state = page.getState();
    expect(state.weights).toEqual({ kind: 'loaded', id: `handSet:${id}` });
    expect(state.trained).toMatchObject({ origin: 'handSet', card: { handSet: id } });
    expect(state.selection).toMatchObject({ layer: handSet(id).head.layer, head: 0 });
    const { encoder, decoder } = selectPrepared(state);
    const { tokens } = encoder ?? decoder ?? { tokens: [] };
    expect(tokens.length).toBeGreaterThan(5);
    expect(tokens.filter(({ unknown }) => unknown)).toEqual([]);
  });

  it.each([8, 3])('is a link, with a sharpness of %i', async (sharpness) => {
    const page = await pageOf();
    await page.getState().openHandSet({ id, sharpness });
    expect(encodeLink(page.getState()).hash).not.toContain('c.');
    const again = (await reopened(page)).getState();
    const before = page.getState();
    expect(again.trained).toMatchObject({ id: handSetModelId({ id, sharpness }), origin: 'handSet' });
    expect(again.weights).toEqual(before.weights);
    expect(again.config).toEqual(before.config);
    expect(again.texts).toEqual(before.texts);
    expect(again.selection).toEqual(before.selection);
  });
});

describe('a model set by hand', () => {
  it('keeps text and selection when only its sharpness changes', async () => {
    const page = await pageOf();
    await page.getState().openHandSet({ id: 'induction', sharpness: 8 });
    page.getState().setText('prompt', 'abcabc');
    page.getState().lockToken(4, 2);
    await page.getState().openHandSet({ id: 'induction', sharpness: 2 });
    expect(page.getState().texts.prompt).toBe('abcabc');
    expect(page.getState().selection).toMatchObject({ query: 4, key: 2 });
    expect(page.getState().weights).toEqual({ kind: 'loaded', id: 'handSet:induction@2' });
  });

  it('with another mask is still that model, in a link too', async () => {
    const page = await pageOf();
    await page.getState().openHandSet({ id: 'sameToken', sharpness: 8 });
    page.getState().setOption('encoderMask', 'causal');
    const again = (await reopened(page)).getState();
    expect(again.config.attention.encoderMask).toEqual({ kind: 'causal' });
    expect(again.trained?.id).toBe('handSet:sameToken');
  });

  it('gives its shape and its alphabet to random weights, in a link too', async () => {
    const page = await pageOf();
    await page.getState().openHandSet({ id: 'induction', sharpness: 8 });
    const { trained, tokenization, config } = page.getState();
    page.setState({ weights: { kind: 'random', seed: 7 }, trained: null, leftTrained: trained });
    const again = (await reopened(page)).getState();
    expect(again.weights).toEqual({ kind: 'random', seed: 7 });
    expect(again.trained).toBeNull();
    expect(again.config).toEqual(config);
    expect(again.tokenization).toEqual(tokenization);
  });

  it('is held back while something else is being trained', async () => {
    const page = await pageOf('v=1&preset=gpt2');
    const engine = page.getState();
    page.setState({ training: { id: 'one' } as never });
    await engine.openHandSet({ id: 'induction', sharpness: 8 });
    expect(page.getState().heldChange?.action).toBe('openHandSet');
    expect(page.getState().trained).toBeNull();
  });

  it.each(['handSet:other', 'handSet:', 'handSet:induction@', 'handSet:induction@x', 'handSet:__proto__'])(
    'does not come of the name %s',
    (name) => {
      expect(handSetChoice(name)).toBeNull();
      expect(decodeLink(`v=1&model=${name}`, defaults)).toMatchObject({
        state: { loading: null },
        notices: [{ kind: 'urlModelUnknown', name }],
      });
    },
  );

  it('is no sharper than its floats can hold', () => {
    expect(handSetChoice('handSet:induction@99')).toEqual({ id: 'induction', sharpness: 16 });
  });
});

describe('in the bench, a model set by hand', () => {
  async function bench(prompt: string) {
    const engine = new WaitingEngine();
    const page = createAppStore(engine, decodeLink('v=1&preset=gpt2', defaults).state);
    page.getState().setText('prompt', prompt);
    await page.getState().start();
    await settle();
    const source = {
      engine,
      loadShipped: () => Promise.reject(new Error('none')),
      keptModels: createKeptModelsInMemory(),
      opened: new Map(),
    };
    const workspace = createWorkspace(page, source);
    page.setState({ bench: '' });
    workspace.open('');
    await settle();
    return { page, workspace: workspace.state };
  }

  it('takes a new place and reads the text that all share, if it knows it', async () => {
    const { page, workspace } = await bench('abab');
    await workspace.getState().openHandSet('B', { id: 'induction', sharpness: 8 });
    const [, b] = workspace.getState().models;
    expect(b?.slot).toBe('B');
    expect(b?.store.getState().trained?.id).toBe('handSet:induction');
    expect(b?.store.getState().texts.prompt).toBe('abab');
    expect(page.getState().texts.prompt).toBe('abab');
    expect(page.getState().trained).toBeNull();
  });

  it('gives its own example to all, if it does not know the text', async () => {
    const { page, workspace } = await bench('Two Capitals');
    await workspace.getState().openHandSet('B', { id: 'induction', sharpness: 8 });
    await settle();
    expect(page.getState().texts.prompt).toBe('magic box magic b');
  });

  it('is in the link of the bench, and random weights of its shape are too', async () => {
    const { page, workspace } = await bench('abab');
    await workspace.getState().openHandSet('B', { id: 'induction', sharpness: 5 });
    const trained = workspace.getState().models[1]?.store.getState().trained ?? null;
    workspace.getState().duplicate('B', {
      weights: { kind: 'random', seed: 1 },
      trained: null,
      leftTrained: trained,
    });
    await settle();
    const link = new URLSearchParams(page.getState().bench ?? '');
    expect(new URLSearchParams(link.get('B') ?? '').get('model')).toBe('handSet:induction@5');
    expect(new URLSearchParams(link.get('B') ?? '').get('seed')).toBeNull();
    expect(new URLSearchParams(link.get('C') ?? '').get('model')).toBe('handSet:induction@5');
    expect(new URLSearchParams(link.get('C') ?? '').get('seed')).toBe('1');
  });

  it('is undone in one step where it took the place of another', async () => {
    const { page, workspace } = await bench('abab');
    const { config } = page.getState();
    await workspace.getState().openHandSet('A', { id: 'induction', sharpness: 8 });
    await settle();
    expect(workspace.getState().past).toHaveLength(1);
    workspace.getState().undo();
    expect(page.getState().config).toEqual(config);
    expect(page.getState().trained).toBeNull();
  });
});
