import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settle, WaitingEngine } from '../../tests/support/waitingEngine';
import { type AppStore, createAppStore } from './createAppStore';
import { gapsOfLink } from './linkGaps';
import { decodeLink } from './decodeLink';
import { encodeLink } from './encodeLink';

async function opened(): Promise<{ store: AppStore; engine: WaitingEngine }> {
  const engine = new WaitingEngine();
  const store = createAppStore(engine, {}, (id) =>
    Promise.resolve(new Uint8Array(readFileSync(join('public', 'models', `${id}.safetensors`)))),
  );
  await store.getState().start();
  await store.getState().openShipped('stories');
  return { store, engine };
}

const gaps = (store: AppStore) => gapsOfLink(store.getState());

describe('a link says of itself that it does not carry', () => {
  it('what the model wrote', async () => {
    const { store, engine } = await opened();
    expect(gaps(store)).toEqual([]);
    const writing = store.getState().generate();
    await settle();
    const [generation] = engine.generations;
    generation?.step({ index: 0, id: 9, probability: 0.5, alternatives: [], nAllowed: null });
    generation?.resolve({ ids: [9], milliseconds: 1 });
    await writing;
    expect(gaps(store)).toEqual(['written']);
    // As is true: who opens it sees the text that was typed.
    const { hash } = encodeLink(store.getState());
    expect(decodeLink(hash, { language: 'en', theme: 'system' }).state.texts).toEqual(store.getState().texts);
    store.getState().clearGenerated();
    expect(gaps(store)).toEqual([]);
  });

  it('weights that are only in this browser', async () => {
    const { store } = await opened();
    await store.getState().keepModel('Mine');
    await store.getState().openOwn({ kind: 'kept', id: store.getState().kept[0]?.id ?? '' });
    expect(gaps(store)).toEqual(['weights']);
    store.setState({ trained: null, weights: { kind: 'training', id: 'one', step: 20 } });
    expect(gaps(store)).toEqual(['weights']);
    store.getState().setSeed(3);
    expect(gaps(store)).toEqual([]);
  });

  it('texts that are too long', async () => {
    const { store } = await opened();
    store.getState().setText('prompt', '字'.repeat(3000));
    expect(gaps(store)).toEqual(['texts']);
  });
});
