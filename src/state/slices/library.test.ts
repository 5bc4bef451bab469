import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WaitingEngine } from '../../../tests/support/waitingEngine';
import { createAppStore, type AppStore } from '../createAppStore';
import { selectPrediction, selectPrepared } from '../selectors';
import type { ShippedId } from '../../model/shippedIds';
import { shippedExamples } from '../shippedExamples';
import type { AppState } from '../types';
import { architectureOptions } from '../../model/config/options';
import { presets } from '../../model/config/presets';
import { validate } from '../../model/config/validate';
import { decodeLink } from '../decodeLink';
import { encodeLink } from '../encodeLink';

const load = (id: string): Promise<Uint8Array> =>
  Promise.resolve(new Uint8Array(readFileSync(join('public', 'models', `${id}.safetensors`))));
const opened = async (): Promise<AppStore> => {
  const store = createAppStore(new WaitingEngine(), {}, load);
  await store.getState().start();
  await store.getState().openShipped('reverse');
  return store;
};
const words = (store: AppStore): string[] =>
  selectPrepared(store.getState()).encoder?.tokens.map(({ display }) => display) ?? [];

describe('whatever follows on a trained model', () => {
  const follow: Readonly<Record<string, (state: AppState) => unknown>> = {
    ...Object.fromEntries(presets.map(({ id }) => [id, (state: AppState) => state.choosePreset(id)])),
    ...Object.fromEntries(
      (['encoder-only', 'decoder-only', 'encoder-decoder'] as const).map((family) => [
        family,
        (state: AppState) => state.chooseFamily(family),
      ]),
    ),
    ...Object.fromEntries(
      architectureOptions.flatMap(({ id, choices }) =>
        choices.map((choice) => [`${id} ${choice}`, (state: AppState) => state.setOption(id, choice)]),
      ),
    ),
    'a larger vocabulary': (state) => state.setVariable('vocabSize', 1000),
    'random weights': (state) => state.setSeed(7),
    'another trained model': (state) => state.openShipped('fill-gap'),
    'back to the preset': (state) => state.resetToPreset(),
  };

  it.each(Object.entries(follow))(
    '%s: tokens and predictions are those of a model that can be',
    async (_, act) => {
      for (const origin of ['shipped', 'kept'] as const) {
        const store = await opened();
        if (origin === 'kept') {
          await store.getState().keepModel('mine');
          await store.getState().openOwn({ kind: 'kept', id: store.getState().kept[0]?.id ?? '' });
        }
        // Every change of the state is drawn, also while the run of the model before is still shown.
        store.subscribe((state) => {
          selectPrepared(state);
          selectPrediction(state);
        });
        await act(store.getState());
        await new Promise((resolve) => setTimeout(resolve));
        const { config, notices } = store.getState();
        expect(validate(config)).toEqual([]);
        expect(notices).toEqual([]);
      }
    },
  );

  it('a link into another family of a trained model gives a model that can read', async () => {
    const { state } = decodeLink('v=1&model=reverse&c.family=decoder-only&c.nEncoderLayers=0', {
      language: 'en',
      theme: 'system',
    });
    const store = createAppStore(new WaitingEngine(), state, load);
    await store.getState().start();
    await store.getState().finishLoading();
    expect(selectPrepared(store.getState()).decoder?.nTokens).toBeGreaterThan(0);
  });
});

describe('a shipped model', () => {
  it('brings its configuration, its weights, its words and a text that it knows', async () => {
    const state = (await opened()).getState();
    expect(state.trained).toMatchObject({ id: 'reverse', origin: 'shipped', card: { task: 'reverse' } });
    expect(state.weights).toEqual({ kind: 'loaded', id: 'reverse' });
    expect(selectPrepared(state).encoder?.tokens.map(({ text }) => text)).toEqual([...'abcdefgh', '<eos>']);
  });

  it('reads a word that it does not know as unknown, and shows it as it was typed', async () => {
    const store = await opened();
    store.getState().setText('source', 'a Straße b');
    expect(words(store)).toEqual(['a', 'Straße', 'b', '<eos>']);
    const unknown = selectPrepared(store.getState()).encoder?.tokens.map((token) => token.unknown);
    expect(unknown).toEqual([false, true, false, false]);
  });

  it('keeps its weights when a change leaves their shapes alone', async () => {
    const store = await opened();
    store.getState().setVariable('batchSize', 3);
    expect(store.getState().trained?.id).toBe('reverse');
    expect(store.getState().weights.kind).toBe('loaded');
  });

  it('has no weights of another shape: the page shows random ones and knows the way back', async () => {
    const store = await opened();
    store.getState().setVariable('dModel', 128);
    expect(store.getState()).toMatchObject({ trained: null, weights: { kind: 'random' } });
    expect(store.getState().leftTrained?.id).toBe('reverse');
    expect(words(store)).toContain('h');
    store.getState().returnToTrained();
    expect(store.getState()).toMatchObject({ leftTrained: null, config: { dModel: 64 } });
    expect(store.getState().trained?.id).toBe('reverse');
  });

  it('comes back by undo', async () => {
    const store = await opened();
    store.getState().setVariable('dModel', 128);
    store.getState().undo();
    expect(store.getState().trained?.id).toBe('reverse');
    expect(store.getState().weights).toEqual({ kind: 'loaded', id: 'reverse' });
  });

  it('is left for a preset without a word about it', async () => {
    const store = await opened();
    store.getState().choosePreset('gpt2');
    expect(store.getState()).toMatchObject({ trained: null, leftTrained: null, weights: { kind: 'random' } });
    expect(store.getState().tokenization.kind).toBe('bytePairs');
  });

  it('is in the link, which says nothing of its configuration', async () => {
    const store = await opened();
    const { hash } = encodeLink(store.getState());
    expect(hash).toContain('model=reverse');
    expect(hash).not.toContain('c.');
    const { state, notices } = decodeLink(hash, { language: 'en', theme: 'system' });
    expect(notices).toEqual([]);
    const other = createAppStore(new WaitingEngine(), state, load);
    expect(other.getState().loading).toBe('reverse');
    await other.getState().start();
    await other.getState().finishLoading();
    expect(other.getState().trained?.id).toBe('reverse');
    expect(other.getState().config).toEqual(store.getState().config);
  });

  it('that cannot be loaded leaves a model that runs, and says so', async () => {
    const store = createAppStore(new WaitingEngine(), {}, () => Promise.reject(new Error('offline')));
    await store.getState().start();
    await store.getState().openShipped('reverse');
    expect(store.getState()).toMatchObject({ loading: null, trained: null, weights: { kind: 'random' } });
    expect(store.getState().notices.map(({ kind }) => kind)).toEqual(['failure']);
  });

  it('that cannot be loaded leaves the one that is shown', async () => {
    const store = await opened();
    const { trained, config, texts, weights } = store.getState();
    const offline = createAppStore(new WaitingEngine(), { trained, config, texts, weights }, () =>
      Promise.reject(new Error('offline')),
    );
    await offline.getState().openShipped('stories');
    expect(offline.getState()).toMatchObject({ loading: null, trained, config, texts, weights });
    expect(offline.getState().notices.map(({ kind }) => kind)).toEqual(['failure']);
  });

  it('from a file that is none is refused with a notice, and nothing changes', async () => {
    const store = await opened();
    const file = new File([new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9])], 'mine.safetensors');
    await store.getState().openOwn({ kind: 'file', file });
    expect(store.getState().trained?.id).toBe('reverse');
    expect(store.getState().notices).toHaveLength(1);
  });
});

describe('a text that somebody wrote', () => {
  const typed = { first: 'Emma sees Paris in June.', second: '' };
  const openedAs = async (id: ShippedId): Promise<AppStore> => {
    const store = createAppStore(new WaitingEngine(), {}, load);
    await store.getState().start();
    await store.getState().openShipped(id);
    return store;
  };

  it('stays when another model is made for such a text and knows its words', async () => {
    const store = await openedAs('masked-words');
    store.getState().setTexts(typed);
    await store.getState().openShipped('entities');
    expect(store.getState()).toMatchObject({ trained: { id: 'entities' }, texts: typed });
    expect(words(store)).toEqual(['[CLS]', 'Emma', 'sees', 'Paris', 'in', 'June', '.', '[SEP]']);
  });

  it('stays with single words that the model does not know, which are marked', async () => {
    const store = await openedAs('masked-words');
    store.getState().setTexts({ ...typed, first: 'Zarathustra sees Paris in June.' });
    await store.getState().openShipped('entities');
    const tokens = selectPrepared(store.getState()).encoder?.tokens ?? [];
    expect(tokens.filter(({ unknown }) => unknown).map(({ text }) => text)).toEqual(['Zarathustra']);
  });

  it('stays over models of other families', async () => {
    const store = await openedAs('masked-words');
    store.getState().setTexts(typed);
    await store.getState().openShipped('stories');
    await store.getState().openShipped('entities');
    expect(store.getState().texts).toMatchObject(typed);
  });

  it.each([
    ['is no question with a passage', 'masked-words', 'questions', typed],
    ['has words where letters are read', 'masked-words', 'fill-gap', typed],
    ['is empty', 'masked-words', 'entities', { first: '', second: '' }],
    ['is an example of the page', 'masked-words', 'entities', shippedExamples['masked-words'][1] ?? {}],
  ] as const)('that %s gives way to an example, and comes back by undo', async (_, from, to, texts) => {
    const store = await openedAs(from);
    store.getState().setTexts(texts);
    await store.getState().openShipped(to);
    expect(store.getState().texts).toMatchObject(shippedExamples[to][0] ?? {});
    store.getState().setTexts({ first: 'b a' });
    store.getState().undo();
    expect(store.getState()).toMatchObject({ trained: { id: from }, texts });
    store.getState().redo();
    expect(store.getState()).toMatchObject({ trained: { id: to }, texts: { first: 'b a' } });
  });

  it('is not touched by undo of what left it alone', async () => {
    const store = await openedAs('masked-words');
    store.getState().setVariable('dFf', 128);
    store.getState().setTexts(typed);
    store.getState().undo();
    expect(store.getState()).toMatchObject({ trained: { id: 'masked-words' }, texts: typed });
  });
});
