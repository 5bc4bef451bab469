import { describe, expect, it } from 'vitest';
import { settle, WaitingEngine } from '../../../../tests/support/waitingEngine';
import { SEEN_ELSEWHERE, SEEN_HERE } from '../../../figures/sightMatrix/types';
import type { PresetId } from '../../../model/config/presets';
import type { MaskPattern } from '../../../model/config/types';
import { mayAttend } from '../../../model/mask';
import { selectShown, type Shown } from '../../../state/bench/matched';
import { createAppStore } from '../../../state/createAppStore';
import { keySights, sightMap } from './sight';

const TEXT = 'the cat sat on a mat';

/** What a model shows of its own attention to the text. */
async function shownBy(preset: PresetId, decoderMask: MaskPattern = { kind: 'causal' }): Promise<Shown> {
  const store = createAppStore(new WaitingEngine());
  store.getState().choosePreset(preset);
  store.getState().setTexts({ prompt: TEXT, first: TEXT, second: '', source: TEXT });
  const { config } = store.getState();
  store.setState({ config: { ...config, attention: { ...config.attention, decoderMask } } });
  await store.getState().start();
  await settle();
  const shown = selectShown(store.getState());
  if (!shown) throw new Error('Nothing has run.');
  return shown;
}

const WINDOW: MaskPattern = { kind: 'slidingWindow', window: 3, causal: false };

describe('what is marked on the map of a model', () => {
  it('is where the masks of two models differ, from either side', async () => {
    const [causal, window] = await Promise.all([shownBy('gpt2'), shownBy('gpt2', WINDOW)]);
    const n = causal.attention.keys.tokens.length;
    const [ofCausal, ofWindow] = [sightMap(causal, [window]), sightMap(window, [causal])];
    for (let cell = 0; cell < n * n; cell += 1) {
      const [query, key] = [Math.floor(cell / n), cell % n];
      const [here, there] = [key <= query, mayAttend(WINDOW, query, key)];
      expect(ofCausal?.[cell]).toBe(here === there ? 0 : here ? SEEN_HERE : SEEN_ELSEWHERE);
      expect(ofWindow?.[cell]).toBe(here === there ? 0 : there ? SEEN_HERE : SEEN_ELSEWHERE);
    }
  });

  it('is nothing where all see the same, or nobody else is there', async () => {
    const [one, same] = await Promise.all([shownBy('gpt2'), shownBy('gpt2')]);
    expect(sightMap(one, [same])).toBeNull();
    expect(sightMap(one, [])).toBeNull();
  });

  it('is of tokens that both read: special ones of one family are in no other', async () => {
    const [bert, gpt] = await Promise.all([shownBy('bert'), shownBy('gpt2')]);
    const map = sightMap(bert, [gpt]) ?? new Uint8Array();
    const { tokens } = bert.attention.keys;
    const isShared = tokens.map(({ special }) => !special);
    map.forEach((mark, cell) => {
      const [query, key] = [Math.floor(cell / tokens.length), cell % tokens.length];
      // What comes later is what an encoder sees and a causal decoder does not.
      const isLater = isShared[query] === true && isShared[key] === true && key > query;
      expect(mark).toBe(isLater ? SEEN_HERE : 0);
    });
  });

  it('with a third model is what any of the others lacks or has, and says the same as the keys below the map', async () => {
    const [gpt, window, bert] = await Promise.all([
      shownBy('gpt2'),
      shownBy('gpt2', WINDOW),
      shownBy('bert'),
    ]);
    const map = sightMap(window, [gpt, bert]) ?? new Uint8Array();
    const n = window.attention.keys.tokens.length;
    for (let query = 0; query < n; query += 1) {
      const row = [...map.subarray(query * n, (query + 1) * n)];
      const words = new Map([
        [SEEN_HERE, 'onlyHere'],
        [SEEN_ELSEWHERE, 'onlyThere'],
      ]);
      const marked = keySights(window, [gpt, bert], query);
      expect(row.map((mark) => words.get(mark) ?? '')).toEqual(
        marked.map((sight) => (sight.startsWith('only') ? sight : '')),
      );
    }
  });
});
