import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settle, WaitingEngine } from '../../../tests/support/waitingEngine';
import { type AppStore, createAppStore } from '../createAppStore';
import { createKeptModelsInMemory } from '../keptModels';
import type { OpenedModels } from '../ownModels';
import { createWorkspace } from './createWorkspace';
import type { BenchSlot } from './types';

const loadShipped = (id: string): Promise<Uint8Array> =>
  Promise.resolve(new Uint8Array(readFileSync(join('public', 'models', `${id}.safetensors`))));

/** A bench whose page shows a model that has learned, with a model that is kept and a file of another. */
async function bench() {
  const engine = new WaitingEngine();
  const keptModels = createKeptModelsInMemory();
  const opened: OpenedModels = new Map();
  const page = createAppStore(engine, {}, loadShipped, keptModels, undefined, opened);
  await page.getState().start();
  await page.getState().openShipped('recall');
  await page.getState().keepModel('mine');
  const [kept] = page.getState().kept;
  const fill = await loadShipped('fill-gap');
  const file = new File([fill.slice()], 'gap.safetensors');
  const workspace = createWorkspace(page, { engine, loadShipped, keptModels, opened });
  page.setState({ bench: '' });
  workspace.open('');
  await settle();
  const verbs = workspace.state.getState();
  const model = (slot: BenchSlot): AppStore => {
    const found = workspace.state.getState().models.find((one) => one.slot === slot);
    if (!found) throw new Error(`There is no model ${slot}.`);
    return found.store;
  };
  const slots = (): readonly BenchSlot[] => workspace.state.getState().models.map(({ slot }) => slot);
  return { engine, page, workspace: workspace.state, verbs, model, slots, keptId: kept?.id ?? '', file };
}

const broken = new File([new Uint8Array(20)], 'gap.safetensors');

describe('a model of the user’s own, in the bench', () => {
  it('is opened in the place of B and runs there, on the text and the selection that there are', async () => {
    const { engine, page, verbs, model, keptId } = await bench();
    verbs.duplicate('A', { config: { ...page.getState().config, batchSize: 2 } });
    verbs.setText('a 1 b 2 a');
    verbs.select({ layer: 1, head: 2 });
    await settle();
    await verbs.openOwn('B', { kind: 'kept', id: keptId });
    await settle();
    const b = model('B').getState();
    expect(b).toMatchObject({ trained: { id: keptId, origin: 'kept' }, config: { batchSize: 1 } });
    expect(b.texts.prompt).toBe('a 1 b 2 a');
    expect(b.selection).toMatchObject({ layer: 1, head: 2 });
    const last = engine.runs.findLast(({ request }) => request.slot === 'B');
    expect(last?.request.weights).toEqual({ kind: 'loaded', id: keptId });
    expect(page.getState().trained?.id).toBe('recall');
  });

  it('is one step of the history: undo brings the former model back, redo this one', async () => {
    const { verbs, model, workspace, file } = await bench();
    verbs.duplicate('A');
    await settle();
    const before = workspace.getState().past.length;
    await verbs.openOwn('B', { kind: 'file', file });
    await settle();
    expect(workspace.getState().past).toHaveLength(before + 1);
    expect(model('B').getState().config.family).toBe('encoder-only');
    workspace.getState().undo();
    await settle();
    expect(model('B').getState()).toMatchObject({
      trained: { id: 'recall' },
      weights: { kind: 'loaded', id: 'recall' },
    });
    workspace.getState().redo();
    await settle();
    expect(model('B').getState().trained).toMatchObject({ origin: 'file', card: { task: 'fillGap' } });
  });

  it('takes the next free place in one step, and none if it cannot be read', async () => {
    const { page, verbs, model, slots, workspace, file } = await bench();
    const before = workspace.getState().past.length;
    await verbs.openOwn(null, { kind: 'file', file: broken });
    await settle();
    expect(slots()).toEqual(['A']);
    expect(page.getState().notices.map(({ kind }) => kind)).toEqual(['failure']);
    await verbs.openOwn(null, { kind: 'file', file });
    await settle();
    expect(slots()).toEqual(['A', 'B']);
    expect(model('B').getState().trained?.origin).toBe('file');
    expect(workspace.getState().past).toHaveLength(before + 1);
  });

  it('that cannot be read is told at the model that it was for, which stays, until another is opened', async () => {
    const { page, verbs, model, workspace, keptId } = await bench();
    verbs.duplicate('A');
    await settle();
    const { past } = workspace.getState();
    for (const slot of ['B', 'A'] as const) {
      await verbs.openOwn(slot, { kind: 'file', file: broken });
      await settle();
      expect(model(slot).getState().notOpened).toMatchObject({
        code: 'invalidFile',
        name: 'gap.safetensors',
      });
      expect(model(slot).getState().trained?.id).toBe('recall');
      expect(page.getState().notices).toEqual([]);
      if (slot === 'B') expect(page.getState().notOpened).toBeNull();
    }
    expect(workspace.getState().past).toEqual(past);
    await verbs.openOwn('B', { kind: 'kept', id: keptId });
    expect(model('B').getState().notOpened).toBeNull();
    await verbs.openOwn('B', { kind: 'kept', id: 'kept:gone' });
    expect(model('B').getState().notOpened?.message).toContain('no longer kept');
  });

  it('with the name of another file has weights of its own', async () => {
    const { verbs, model, file } = await bench();
    const other = new File([(await loadShipped('reverse')).slice()], file.name);
    await verbs.openOwn(null, { kind: 'file', file });
    await verbs.openOwn(null, { kind: 'file', file: other });
    await settle();
    const [b, c] = [model('B').getState(), model('C').getState()];
    expect(b.weights).not.toEqual(c.weights);
    expect([b.trained?.card.task, c.trained?.card.task]).toEqual(['fillGap', 'reverse']);
    await verbs.openOwn('C', { kind: 'file', file });
    expect(model('C').getState().weights).toEqual(b.weights);
  });

  it('is kept from any place, a copy of another model too, and is then there for all', async () => {
    const { page, verbs, model } = await bench();
    verbs.duplicate('A');
    await settle();
    await model('B').getState().keepModel('from B');
    await settle();
    for (const store of [page, model('B')]) {
      expect(store.getState().kept.map(({ name }) => name)).toContain('from B');
    }
  });
});
