import { describe, expect, it } from 'vitest';
import { settle, WaitingEngine } from '../../../tests/support/waitingEngine';
import { switchFamily } from '../../model/config/presets';
import { type AppStore, createAppStore } from '../createAppStore';
import { createKeptModelsInMemory } from '../keptModels';
import { selectAttention, selectPrepared, selectSelection } from '../selectors';
import { linkTo } from '../syncUrl';
import { decodeLink } from '../decodeLink';
import { createWorkspace } from './createWorkspace';
import { mainText } from './sharedText';
import type { BenchSlot, Workspace, WorkspaceState } from './types';

interface Bench {
  readonly page: AppStore;
  readonly engine: WaitingEngine;
  readonly workspace: Workspace;
  readonly bench: () => WorkspaceState;
  readonly model: (slot: BenchSlot) => AppStore;
}

async function opened(link = '', before?: (page: AppStore) => void): Promise<Bench> {
  const engine = new WaitingEngine();
  const page = createAppStore(engine);
  before?.(page);
  await page.getState().start();
  await settle();
  const workspace = createWorkspace(page, {
    engine,
    loadShipped: () => Promise.reject(new Error('none')),
    keptModels: createKeptModelsInMemory(),
    opened: new Map(),
  });
  page.setState({ bench: link });
  workspace.open(link);
  await settle();
  const bench = (): WorkspaceState => workspace.state.getState();
  const model = (slot: BenchSlot): AppStore => {
    const found = bench().models.find((one) => one.slot === slot);
    if (!found) throw new Error(`There is no model ${slot}.`);
    return found.store;
  };
  return { page, engine, workspace, bench, model };
}

describe('the bench', () => {
  it('opens with the page’s model alone', async () => {
    const { page, bench, engine } = await opened();
    expect(bench().models.map(({ slot }) => slot)).toEqual(['A']);
    expect(bench().models[0]?.store).toBe(page);
    expect(engine.runs).toHaveLength(1);
  });

  it('tells what of its models a link cannot have', async () => {
    const models = new URLSearchParams({
      tool: 'compare',
      B: 'v=1&model=xyz',
      C: 'v=1&preset=gpt2&do=foo.bar~zero',
    });
    const { page, model } = await opened(models.toString());
    expect(page.getState().notices).toMatchObject([
      { kind: 'urlModelUnknown', name: 'B: xyz' },
      { kind: 'urlValueIgnored', key: 'C: do' },
    ]);
    expect(model('B').getState()).toMatchObject({ loading: null, weights: { kind: 'random' } });
    expect(model('C').getState()).toMatchObject({ presetId: 'gpt2', interventions: [] });
  });

  it('duplicates a model with one thing changed, runs it in a slot of its own and leaves the first alone', async () => {
    const { page, bench, engine, model } = await opened();
    const { config } = page.getState();
    const slot = bench().duplicate('A', {
      config: { ...config, norm: { ...config.norm, placement: 'pre' } },
    });
    await settle();
    expect(slot).toBe('B');
    expect(engine.runs.map(({ request }) => request.slot)).toEqual(['A', 'B']);
    expect(model('B').getState().config.norm.placement).toBe('pre');
    expect(page.getState().config).toBe(config);
    expect(model('B').getState().run.status).toBe('done');
  });

  it('has three places, and gives a free one to the next', async () => {
    const { bench } = await opened();
    expect([bench().duplicate('A'), bench().duplicate('A'), bench().duplicate('A')]).toEqual([
      'B',
      'C',
      null,
    ]);
    bench().remove('B');
    expect(bench().models.map(({ slot }) => slot)).toEqual(['A', 'C']);
    expect(bench().duplicate('C')).toBe('B');
  });

  it('gives every family the same text, whichever model it is typed for', async () => {
    const { page, bench, model } = await opened();
    const { config } = page.getState();
    bench().duplicate('A', { config: switchFamily(config, 'decoder-only') });
    bench().duplicate('A', { config: switchFamily(config, 'encoder-only') });
    await settle();
    bench().setText('one text for all');
    const texts = (['A', 'B', 'C'] as const).map((slot) => {
      const state = model(slot).getState();
      return mainText(state.texts, state.config.family);
    });
    expect(texts).toEqual(['one text for all', 'one text for all', 'one text for all']);
    model('B').getState().setText('prompt', 'typed in B');
    expect(page.getState().texts.source).toBe('typed in B');
    page.getState().chooseFamily('decoder-only');
    expect(page.getState().texts.prompt).toBe('typed in B');
  });

  it('has one selection; a model that lacks what is selected shows what is next to it', async () => {
    const { page, bench, model } = await opened();
    const { config } = page.getState();
    bench().duplicate('A', { config: switchFamily(config, 'decoder-only') });
    await settle();
    model('B').getState().chooseHead(3);
    expect(selectSelection(page.getState())).toMatchObject({ kind: 'cross', head: 3 });
    expect(selectSelection(model('B').getState())).toMatchObject({ kind: 'decoderSelf', head: 3 });
    page.getState().lockToken(2, 1);
    expect(selectSelection(page.getState())).toMatchObject({ query: 2, key: 1 });
    await settle();
    expect(selectAttention(model('B').getState())?.selection.kind).toBe('decoderSelf');
  });

  it('swaps the encoder memory: the decoder reads another sentence, the source stays written', async () => {
    const { page } = await opened();
    const before = selectPrepared(page.getState());
    page.getState().setMemoryText('Something else entirely.');
    const after = selectPrepared(page.getState());
    expect(after.encoder?.tokens.map(({ text }) => text).join('')).toContain('else');
    expect(after.decoder).toEqual(before.decoder);
    page.getState().setMemoryText(null);
    expect(selectPrepared(page.getState()).input).toEqual(before.input);
  });

  it('undoes and redoes changes of any model and of the text, one step for each', async () => {
    const { page, bench, model } = await opened();
    const { config, texts } = page.getState();
    bench().duplicate('A');
    await settle();
    model('B').getState().setVariable('nHeads', 8);
    await settle();
    bench().setText('changed');
    await settle();
    expect(bench().past).toHaveLength(3);
    bench().undo();
    expect(page.getState().texts).toEqual(texts);
    bench().undo();
    expect(model('B').getState().config).toEqual(config);
    bench().undo();
    expect(bench().models).toHaveLength(1);
    bench().redo();
    bench().redo();
    expect(model('B').getState().config.nHeads).toBe(8);
    bench().redo();
    expect(page.getState().texts.source).toBe('changed');
    expect(bench().future).toHaveLength(0);
  });

  it('counts typing as one step', async () => {
    const { page, bench } = await opened();
    const before = page.getState().texts.source;
    for (const text of ['a', 'ab', 'abc']) {
      bench().setText(text);
      await settle();
    }
    expect(bench().past).toHaveLength(1);
    bench().undo();
    expect(page.getState().texts.source).toBe(before);
  });

  it('counts the dragging of a slider as one step, and the next drag as another', async () => {
    const { page, bench } = await opened();
    const { config } = page.getState();
    const drag = async (values: readonly number[]): Promise<void> => {
      page.getState().holdHistory(true);
      for (const value of values) {
        page.getState().setVariable('dFf', value);
        await settle();
      }
      page.getState().holdHistory(false);
    };
    await drag([256, 320, 384]);
    await drag([448, 640]);
    await settle();
    expect(bench().past).toHaveLength(2);
    bench().undo();
    expect(page.getState().config.dFf).toBe(384);
    bench().undo();
    expect(page.getState().config).toEqual(config);
  });

  it('counts the opening of a model as one step, from its shape to its weights', async () => {
    const { bench, model } = await opened();
    bench().duplicate('A');
    await settle();
    const { config } = model('B').getState();
    // There is no file here, so that a shape without training takes its place.
    await bench().openShipped('B', 'stories');
    await settle();
    expect(model('B').getState()).toMatchObject({ loading: null, config: { family: 'decoder-only' } });
    expect(bench().past).toHaveLength(2);
    bench().undo();
    expect(model('B').getState().config).toEqual(config);
  });

  it('is a link: another page opens with the same models, tool and settings', async () => {
    const first = await opened();
    const { config } = first.page.getState();
    first.bench().duplicate('A', {
      config: { ...switchFamily(config, 'decoder-only'), nHeads: 8, dHead: 16, nKvHeads: 8 },
    });
    first.bench().openTool('masks');
    first.bench().setToolState('changed', '3');
    await settle();
    const { bench: link } = first.page.getState();
    const second = await opened(link ?? '');
    expect(second.bench().tool).toBe('masks');
    expect(second.bench().toolState).toEqual({ changed: '3' });
    expect(second.model('B').getState().config).toEqual(first.model('B').getState().config);
    expect(mainText(second.model('B').getState().texts, 'decoder-only')).toBe(
      first.page.getState().texts.source,
    );
  });

  it('has links to a single model, too, which open that model on the page in the reader’s language', async () => {
    const { page, bench, model } = await opened();
    bench().duplicate('A', { config: switchFamily(page.getState().config, 'decoder-only') });
    page.getState().setLanguage('zh');
    const location = { origin: 'https://example.org', pathname: '/', search: '' };
    const link = linkTo(model('B'), { location } as unknown as Window);
    expect(link).toContain('decoder-only');
    const { state } = decodeLink(new URL(link).hash, { language: 'en', theme: 'system' });
    expect(state).toMatchObject({ bench: null, language: 'en' });
  });

  it('frees the other models when it is left, and has them again when it is opened', async () => {
    const { page, bench, engine, workspace, model } = await opened();
    bench().duplicate('A');
    await settle();
    model('B').getState().setVariable('nHeads', 8);
    await settle();
    page.getState().closeBench();
    workspace.close();
    expect(bench().models).toHaveLength(1);
    expect(engine.released).toEqual(['B']);
    page.getState().setText('source', 'typed meanwhile');
    page.getState().openBench();
    workspace.open('');
    await settle();
    expect(model('B').getState().config.nHeads).toBe(8);
    expect(model('B').getState().texts.source).toBe('typed meanwhile');
  });

  it('takes nothing from a broken link, and says nothing', async () => {
    const { bench } = await opened('tool=__proto__&B=%00&D=x&constructor=1&toolong=' + 'x'.repeat(2000));
    expect(bench().tool).toBe('compare');
    expect(bench().models.map(({ slot }) => slot)).toEqual(['A', 'B']);
    expect(Object.keys(bench().toolState)).toEqual(['constructor']);
  });
});
