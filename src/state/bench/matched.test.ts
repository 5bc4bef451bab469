import { describe, expect, it } from 'vitest';
import { settle, WaitingEngine } from '../../../tests/support/waitingEngine';
import { switchFamily } from '../../model/config/presets';
import { createAppStore, type AppStore } from '../createAppStore';
import { createKeptModelsInMemory } from '../keptModels';
import { addModel, changedPart } from './changes';
import { createWorkspace } from './createWorkspace';
import { carried, matchOf, selectShown, type Shown } from './matched';

async function families(): Promise<readonly [AppStore, AppStore, AppStore]> {
  const engine = new WaitingEngine();
  const page = createAppStore(engine);
  await page.getState().start();
  const { config } = page.getState();
  page.setState({ config: switchFamily(config, 'encoder-only') });
  page.getState().setTexts({ first: 'the cat sat', second: '' });
  await settle();
  const workspace = createWorkspace(page, {
    engine,
    loadShipped: () => Promise.reject(new Error('none')),
    keptModels: createKeptModelsInMemory(),
    opened: new Map(),
  });
  page.setState({ bench: '' });
  workspace.open('');
  for (const family of ['decoder-only', 'encoder-decoder'] as const) {
    const { duplicate, models } = workspace.state.getState();
    addModel({ duplicate }, models, 'A', (part) => changedPart(part, { kind: 'family', family }));
  }
  workspace.state.getState().setTarget('a target');
  await settle();
  const [a, b, c] = workspace.state.getState().models.map(({ store }) => store);
  if (!a || !b || !c) throw new Error('There are not three models.');
  return [a, b, c];
}

function shownOf(store: AppStore): Shown {
  const shown = selectShown(store.getState());
  if (!shown) throw new Error('No attention is there.');
  return shown;
}

describe('the same tokens in other models', () => {
  it('are found from an encoder’s attention in a decoder’s, special tokens apart', async () => {
    const [encoder, decoder] = await families();
    const { queries, keys } = matchOf(shownOf(encoder), shownOf(decoder));
    const textOf = ({ attention }: Shown, position: number) =>
      attention.queries.tokens[position]?.text.trim();
    expect(queries).toEqual(keys);
    const matched = (queries ?? []).flatMap((place, position) => (place === null ? [] : [[position, place]]));
    expect(matched.length).toBeGreaterThan(2);
    for (const [position = -1, place = -1] of matched)
      expect(textOf(shownOf(encoder), position)).toBe(textOf(shownOf(decoder), place));
    const specials = shownOf(encoder).attention.queries.tokens.flatMap(({ special }, position) =>
      special ? [position] : [],
    );
    for (const position of specials) expect(queries?.[position]).toBeNull();
  });

  it('are not looked for between a text and a target', async () => {
    const [encoder, , both] = await families();
    both.getState().chooseKind('cross');
    await settle();
    const { queries, keys } = matchOf(shownOf(encoder), shownOf(both));
    expect(queries).toBeNull();
    expect(keys).not.toBeNull();
    expect(carried({ query: 1, key: null }, shownOf(encoder), shownOf(both))).toBeNull();
    expect(carried({ query: null, key: 1 }, shownOf(encoder), shownOf(both))?.key).not.toBeNull();
  });

  it('start alike where families differ', async () => {
    for (const store of await families())
      expect(store.getState().weights).toEqual({ kind: 'random', seed: 1, stacksAlike: true });
  });
});
