import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WaitingEngine } from '../../tests/support/waitingEngine';
import { type AppStore, createAppStore } from './createAppStore';
import type { ShippedId } from '../model/shippedIds';
import { linkTo, syncUrl } from './syncUrl';
import { decodeLink } from './decodeLink';
import { encodeLink } from './encodeLink';

/** A browser's address and history, as far as the page uses them. */
class FakeWindow extends EventTarget {
  entries: string[];
  at = 0;
  refuses = false;

  constructor(hash: string) {
    super();
    this.entries = [hash];
  }

  get location() {
    const hash = this.entries[this.at] ?? '';
    return { hash, origin: 'https://example.org', pathname: '/site/', search: '' };
  }

  readonly history = {
    pushState: (_: unknown, __: string, hash: string): void => {
      this.refuse();
      this.entries = [...this.entries.slice(0, this.at + 1), hash];
      this.at += 1;
    },
    replaceState: (_: unknown, __: string, hash: string): void => {
      this.refuse();
      this.entries[this.at] = hash;
    },
  };

  refuse(): void {
    if (this.refuses) throw new DOMException('Too many changes.', 'SecurityError');
  }

  go(steps: number): void {
    this.at += steps;
    this.dispatchEvent(new Event('popstate'));
  }

  paste(hash: string): void {
    this.entries = [...this.entries.slice(0, this.at + 1), hash];
    this.at += 1;
    this.dispatchEvent(new Event('hashchange'));
  }
}

function opened(hash = '#v=1'): { store: AppStore; page: FakeWindow } {
  const page = new FakeWindow(hash);
  const { state } = decodeLink(hash, { language: 'en', theme: 'system' });
  const store = createAppStore(new WaitingEngine(), state);
  syncUrl(store, page as unknown as Window);
  return { store, page };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the address', () => {
  it('follows the state after a moment, without new entries in the history', () => {
    const { store, page } = opened();
    for (const dFf of [256, 344, 1024]) store.getState().setVariable('dFf', dFf);
    expect(page.entries).toEqual(['#v=1']);
    vi.runAllTimers();
    expect(page.entries).toEqual(['#v=1&c.dFf=1024']);
  });

  it('gets a new entry for another preset or family, and back leads to the model before', () => {
    const { store, page } = opened();
    store.getState().choosePreset('gpt2');
    store.getState().choosePreset('bert');
    expect(page.entries).toHaveLength(3);
    page.go(-1);
    expect(store.getState().presetId).toBe('gpt2');
    page.go(-1);
    expect(store.getState().presetId).toBe('originalTransformer');
    page.go(2);
    expect(store.getState().presetId).toBe('bert');
    expect(page.entries).toHaveLength(3);
  });

  it('that was pasted restores its view and leaves the way back open', () => {
    const { store, page } = opened();
    page.paste('#preset=gpt2&v=1');
    expect(store.getState().presetId).toBe('gpt2');
    vi.runAllTimers();
    expect(page.entries).toHaveLength(2);
    page.go(-1);
    expect(store.getState().presetId).toBe('originalTransformer');
  });

  it('leaves the page in the language that its reader has chosen, wherever one goes', () => {
    const { store, page } = opened('#v=1');
    store.getState().choosePreset('gpt2');
    store.getState().setLanguage('zh');
    vi.runAllTimers();
    page.go(-1);
    expect(store.getState()).toMatchObject({ presetId: 'originalTransformer', language: 'zh' });
    page.paste('#v=1&preset=bert');
    expect(store.getState()).toMatchObject({ presetId: 'bert', language: 'zh' });
  });

  it('that the browser refuses to change is written later', () => {
    const { store, page } = opened();
    page.refuses = true;
    store.getState().choosePreset('gpt2');
    page.refuses = false;
    store.getState().setVariable('dFf', 256);
    vi.runAllTimers();
    expect(page.entries.at(-1)).toBe('#v=1&preset=gpt2&c.dFf=256');
  });

  it('says once when a text is too long for it', () => {
    const { store } = opened();
    store.getState().setText('source', '長'.repeat(3000));
    vi.runAllTimers();
    store.getState().setVariable('dFf', 256);
    vi.runAllTimers();
    expect(store.getState().notices.map(({ kind }) => kind)).toEqual(['textNotInLink']);
  });

  it('says so no longer when the text is short again, or when another link is opened', () => {
    const { store, page } = opened();
    const change = [
      () => store.getState().setText('source', ''),
      () => page.paste('#v=1&preset=gpt2'),
      () => page.go(-1),
    ];
    for (const act of change) {
      store.getState().setText('source', '長'.repeat(3000));
      vi.runAllTimers();
      expect(store.getState().notices.map(({ kind }) => kind)).toEqual(['textNotInLink']);
      act();
      vi.runAllTimers();
      expect(store.getState().notices).toEqual([]);
    }
  });

  it('of the bench is an entry of its own, from which Back leads to the page of one model', () => {
    const { store, page } = opened();
    store.getState().openBench();
    store.setState({ bench: 'tool=compare' });
    vi.runAllTimers();
    expect(page.entries).toHaveLength(2);
    page.go(-1);
    expect(store.getState().bench).toBeNull();
  });

  it('can be had at once, to be shared', () => {
    const { store, page } = opened();
    store.getState().setVariable('dFf', 256);
    expect(linkTo(store, page as unknown as Window)).toBe('https://example.org/site/#v=1&c.dFf=256');
  });
});

describe('while a trained model is on its way to take the place of another', () => {
  const bytes = (id: string): Uint8Array =>
    new Uint8Array(readFileSync(join('public', 'models', `${id}.safetensors`)));

  /** A page whose models come when the test lets them. */
  async function openedWith(first: ShippedId) {
    let gate = Promise.resolve();
    const page = new FakeWindow(`#v=1&model=${first}`);
    const { state } = decodeLink(page.location.hash, { language: 'en', theme: 'system' });
    const store = createAppStore(new WaitingEngine(), state, (id) => gate.then(() => bytes(id)));
    syncUrl(store, page as unknown as Window);
    await store.getState().finishLoading();
    vi.runAllTimers();
    const hold = (): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    };
    return { store, page, hold };
  }

  it.each([
    ['of another family', 'translator', 'stories'],
    ['of the same family', 'translator', 'reverse'],
  ] as const)(
    '%s, the address and a copied link are those of the one that is shown',
    async (_, first, id) => {
      const { store, page, hold } = await openedWith(first);
      const [before] = page.entries;
      const { config, texts } = store.getState();
      const come = hold();
      const coming = store.getState().openShipped(id);
      vi.runAllTimers();
      expect(page.entries).toEqual([before]);
      expect(linkTo(store, page as unknown as Window)).toBe(`https://example.org/site/${before}`);
      come();
      await coming;
      vi.runAllTimers();
      expect(page.entries).toEqual([before, expect.stringContaining(`model=${id}`)]);
      page.go(-1);
      await vi.waitFor(() => expect(store.getState().trained?.id).toBe(first));
      expect(store.getState()).toMatchObject({ config, texts, loading: null });
      vi.runAllTimers();
      expect(page.entries).toHaveLength(2);
      expect(page.entries[0]).toBe(before);
    },
  );

  it('what was typed last is in the entry that is left', async () => {
    const { store, page } = await openedWith('reverse');
    await store.getState().openShipped('fill-gap');
    await store.getState().openShipped('reverse');
    vi.runAllTimers();
    store.getState().setText('source', 'c b a');
    await store.getState().openShipped('fill-gap');
    page.go(-1);
    expect(store.getState().texts.source).toBe('c b a');
  });
});

describe('a link shows every reader the same', () => {
  it('whatever theme the reader prefers, in the language that the reader prefers', () => {
    const { store } = opened();
    const { hash } = encodeLink(store.getState());
    const { state } = decodeLink(hash, { language: 'zh', theme: 'dark' });
    expect(state).toMatchObject({ language: 'zh', theme: 'system' });
  });

  it('and names a language only where the page is shown in one that is not its own reader’s', () => {
    const { store } = opened('#v=1&lang=zh');
    expect(store.getState().language).toBe('zh');
    expect(encodeLink(store.getState()).hash).toBe('v=1&lang=zh');
    store.getState().setLanguage('en');
    expect(encodeLink(store.getState()).hash).toBe('v=1');
    store.getState().setLanguage('zh');
    expect(encodeLink(store.getState()).hash).toBe('v=1');
  });

  it('but an address without a link leaves them to the reader', () => {
    const { state } = decodeLink('', { language: 'zh', theme: 'dark' });
    expect(state).toMatchObject({ language: 'zh', theme: 'dark' });
  });

  it.each(['encoder-only', 'decoder-only'] as const)(
    'when the selection was made in another family: %s',
    (family) => {
      const { store } = opened();
      store.getState().chooseLayer(1);
      store.getState().lockToken(4, 5);
      store.getState().chooseFamily(family);
      expect(
        decodeLink(encodeLink(store.getState()).hash, { language: 'en', theme: 'system' }).notices,
      ).toEqual([]);
    },
  );

  it('when what was chosen lies beyond a model that became smaller', () => {
    const { store } = opened();
    store.getState().chooseHead(3);
    store.getState().lockToken(9, 7);
    store.getState().choosePredictionPosition(9);
    store.getState().setVariable('nHeads', 2);
    store.getState().setVariable('contextLength', 8);
    const { state, notices } = decodeLink(encodeLink(store.getState()).hash, {
      language: 'en',
      theme: 'system',
    });
    expect(notices).toEqual([]);
    expect(state.selection).toMatchObject({ head: 1, query: null, key: 7 });
  });

  it('and names a key that is there twice', () => {
    const { notices } = decodeLink('v=1&layer=1&layer=0&layer=1', { language: 'en', theme: 'system' });
    expect(notices).toEqual([{ kind: 'urlValueIgnored', key: 'layer' }]);
  });

  it('and never takes half a value where it was cut', () => {
    const long = `v=1&c.dFf=1024&prompt=${'x'.repeat(8192)}`;
    const { state, notices } = decodeLink(long, { language: 'en', theme: 'system' });
    expect(notices).toEqual([{ kind: 'urlTooLong' }]);
    expect(state.config.dFf).toBe(1024);
    expect(state.texts.prompt).not.toContain('xxx');
  });
});
