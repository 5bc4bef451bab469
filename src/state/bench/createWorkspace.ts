import { createStore } from 'zustand/vanilla';
import type { Engine } from '../../engine/engine';
import { familyPreset } from '../../model/config/presets';
import { type AppStore, createAppStore } from '../createAppStore';
import { failureOf } from '../failure';
import type { KeptModels } from '../keptModels';
import type { OpenedModels } from '../ownModels';
import type { LoadShipped } from '../slices/library';
import { shippedModel, shownConfig } from '../shipped';
import { fitSelection } from '../slices/selection';
import type { AppState } from '../types';
import { engineOfSlot, startedBackend } from './engineOfSlot';
import { canRead } from './handSetText';
import { createWorkspaceHistory } from './history';
import { decodeBench, encodeBench } from './link';
import { asMainText, mainText } from './sharedText';
import { keepInStep } from './keepInStep';
import { partOf, restored } from './snapshots';
import {
  benchSlots,
  type BenchModel,
  type BenchSlot,
  type ModelPart,
  type Workspace,
  type WorkspaceState,
} from './types';

/** What the page's models are made with. */
export interface ModelSource {
  readonly engine: Engine;
  readonly loadShipped: LoadShipped;
  readonly keptModels: KeptModels;
  readonly opened: OpenedModels;
}

/**
 * Several models on one text. Each is a store of its own, as the page has one: what the page can do with its model it
 * can do with each of them. The workspace keeps their texts, their selection and their look in step.
 * @param page the page's model, A
 */
export function createWorkspace(page: AppStore, source: ModelSource): Workspace {
  const { engine, loadShipped, keptModels, opened } = source;
  const leaving = new Map<BenchSlot, () => void>();
  let left = '';
  let written: string | null = null;
  let stopFollowing: (() => void) | null = null;

  const spawn = (slot: BenchSlot, part: Partial<AppState>): BenchModel => {
    const own = engineOfSlot(engine, slot, () => startedBackend(page));
    const { language, ownLanguage, theme, palette, scale, selection, merges, kept, addNotice } =
      page.getState();
    const ownFigure = () => fitSelection(page.getState().selection, store.getState().config);
    const store: AppStore = createAppStore(
      own.engine,
      {
        ...{ language, ownLanguage, theme, palette, scale, selection, merges, kept, addNotice },
        // It is in the bench; what is open there, the page's model knows.
        bench: '',
        chooseKind: (kind) => state.getState().select({ kind, query: null, key: null }),
        chooseLayer: (layer) => state.getState().select({ layer }),
        chooseHead: (head) => state.getState().select({ head }),
        lockToken: (query, key) => state.getState().select({ kind: ownFigure().kind, query, key }),
        freeSelection: () => state.getState().select({ query: null, key: null }),
        ...part,
      },
      loadShipped,
      keptModels,
      undefined,
      opened,
    );
    const stopKeeping = keepInStep(store, page, () => state.getState().models);
    leaving.set(slot, () => {
      stopKeeping();
      own.leave();
    });
    void store.getState().start();
    return { slot, store };
  };

  const leave = (slot: BenchSlot): void => {
    leaving.get(slot)?.();
    leaving.delete(slot);
  };

  const storeOf = (slot: BenchSlot): AppStore | undefined =>
    state.getState().models.find((model) => model.slot === slot)?.store;

  const ordered = (models: readonly BenchModel[]): readonly BenchModel[] =>
    benchSlots.flatMap((slot) => models.find((model) => model.slot === slot) ?? []);

  /** A copy of the page's model in a free place, for what comes there. */
  const spawnAt = (slot: BenchSlot): AppStore => {
    const model = spawn(slot, restored(partOf(page.getState())));
    put(model);
    return model.store;
  };

  const put = (model: BenchModel): void => {
    const others = state.getState().models.filter(({ slot }) => slot !== model.slot);
    state.setState({ models: ordered([...others, model]) });
  };

  const sharedText = (): string => {
    const { texts, config } = page.getState();
    return mainText(texts, config.family);
  };

  const change = (slot: BenchSlot, part: Partial<ModelPart>): void => {
    storeOf(slot)?.setState(restored(part));
  };

  const history = createWorkspaceHistory({
    models: () => state.getState().models,
    restore: (snapshot) => {
      for (const { slot } of state.getState().models) {
        if (slot === 'A' || snapshot.some((entry) => entry.slot === slot)) continue;
        state.getState().remove(slot);
      }
      for (const { slot, part } of snapshot) {
        if (storeOf(slot)) change(slot, part);
        else put(spawn(slot, restored(part)));
      }
    },
    note: (past, future) => state.setState({ past, future }),
  });

  const state = createStore<WorkspaceState>()((set, get) => ({
    models: [{ slot: 'A', store: page }],
    tool: 'compare',
    toolState: {},
    past: [],
    future: [],
    openTool: (tool) => set({ tool }),
    setToolState: (key, value) => {
      const { [key]: _, ...others } = get().toolState;
      set({ toolState: value === null || value === '' ? others : { ...others, [key]: value } });
    },
    duplicate: (slot, part = {}) => {
      const model = storeOf(slot);
      const free = benchSlots.find((candidate) => !storeOf(candidate));
      if (!model || !free) return null;
      put(spawn(free, restored({ ...partOf(model.getState()), ...part })));
      return free;
    },
    change,
    openShipped: async (slot, id) => {
      const store = storeOf(slot);
      const model = shippedModel(id);
      if (!store || !model) return;
      if (slot === 'A') {
        await store.getState().openShipped(id);
        return;
      }
      // As from a link: the model comes, and everything else stays as it is.
      const { texts } = store.getState();
      const { family } = model.config;
      store.setState({
        ...restored({
          presetId: familyPreset(family),
          config: shownConfig(model),
          interventions: [],
          memoryText: null,
        }),
        ...{
          loading: id,
          isReplacing: false,
          trained: null,
          maskedPositions: [],
          texts: { ...texts, ...asMainText(sharedText()) },
        },
      });
      await store.getState().finishLoading();
    },
    openOwn: async (slot, own) => {
      const there = slot && storeOf(slot);
      if (there) {
        await there.getState().openOwn(own);
        return;
      }
      try {
        const model = await page.getState().loadOwn(own);
        const free = get().duplicate('A');
        if (free) storeOf(free)?.getState().showModel(model);
      } catch (error) {
        // There is no model that it belongs to.
        const failure = failureOf(error);
        if (failure) page.getState().addNotice({ kind: 'failure', failure });
      }
    },
    openHandSet: async (slot, choice) => {
      const text = sharedText();
      const isShared = slot !== 'A' && canRead(choice.id, text);
      const store = storeOf(slot) ?? spawnAt(slot);
      await store.getState().openHandSet(choice, isShared ? asMainText(text) : undefined);
    },
    remove: (slot) => {
      if (slot === 'A') return;
      leave(slot);
      set({ models: get().models.filter((model) => model.slot !== slot) });
    },
    setText: (text) => {
      for (const { store } of get().models) store.getState().setTexts(asMainText(text));
    },
    setTarget: (target) => {
      for (const { store } of get().models) store.getState().setTexts({ target });
    },
    select: (part) => {
      const selection = { ...page.getState().selection, ...part };
      for (const { store } of get().models) store.setState({ selection });
    },
    undo: history.undo,
    redo: history.redo,
  }));

  const read = (link: string): void => {
    const { tool, toolState, models, notices } = decodeBench(link);
    for (const notice of notices) page.getState().addNotice(notice);
    for (const { slot } of state.getState().models) if (slot !== 'A') state.getState().remove(slot);
    const { texts } = page.getState();
    for (const { slot, link: part } of models) {
      const { presetId, config, loading, wantsRandom, weights, maskedPositions, padding } = part;
      const { interventions, memoryText, donorText } = part;
      const shared = { ...texts, ...asMainText(sharedText()) };
      put(
        spawn(slot, {
          ...{ presetId, config, loading, wantsRandom, weights, maskedPositions, padding },
          ...{ interventions, memoryText, donorText, texts: shared },
        }),
      );
    }
    state.setState({ tool, toolState });
  };

  const write = (): void => {
    const { models, tool, toolState } = state.getState();
    const link = encodeBench(models, tool, toolState);
    if (link === written || page.getState().bench === null) return;
    written = link;
    page.setState({ bench: link });
  };

  /** Follows all stores, those that come later too. */
  const follow = (): (() => void) => {
    const followed = new Map<AppStore, () => void>();
    const onChange = (): void => {
      history.look();
      write();
    };
    const followModels = (): void => {
      const stores = new Set(state.getState().models.map(({ store }) => store));
      for (const [store, stop] of followed) {
        if (stores.has(store)) continue;
        stop();
        followed.delete(store);
      }
      for (const store of stores) if (!followed.has(store)) followed.set(store, store.subscribe(onChange));
    };
    followModels();
    const stopKeeping = keepInStep(page, page, () => state.getState().models);
    const stopState = state.subscribe(() => {
      followModels();
      onChange();
    });
    const stopPage = page.subscribe(({ bench }) => {
      // Somebody went back, or pasted a link.
      if (bench !== null && bench !== written) {
        written = bench;
        read(bench);
      }
    });
    return () => {
      for (const stop of followed.values()) stop();
      stopKeeping();
      stopState();
      stopPage();
    };
  };

  return {
    state,
    open: (link) => {
      if (stopFollowing) return;
      written = link;
      read(link === '' ? left : link);
      history.begin();
      stopFollowing = follow();
      write();
    },
    close: () => {
      const { models, tool, toolState } = state.getState();
      left = encodeBench(models, tool, toolState);
      stopFollowing?.();
      stopFollowing = null;
      for (const slot of [...leaving.keys()]) leave(slot);
      state.setState({ models: models.filter(({ slot }) => slot === 'A') });
    },
  };
}
