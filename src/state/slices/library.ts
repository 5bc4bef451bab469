import type { StateCreator } from 'zustand/vanilla';
import type { ModelFile } from '../../checkpoint/modelFile';
import type { Engine } from '../../engine/engine';
import { familyPreset, presetOf } from '../../model/config/presets';
import { unflatten } from '../../model/flatWeights';
import { AppError } from '../../shared/errors';
import { bytePairs } from '../../text/tokenization';
import { failureOf } from '../failure';
import type { KeptModels } from '../keptModels';
import type { OpenedModels, OwnModel } from '../ownModels';
import { haveSameParameters, reading } from '../sameShape';
import { handSetChoice, handSetModelId } from '../../model/handSet/ids';
import type { ShippedId } from '../../model/shippedIds';
import { isShippedId, type KnownModelId, knownModel, shippedModel } from '../shipped';
import { shippedFocus } from '../shippedExamples';
import { figureKinds } from './selection';
import type { AppState, LibrarySlice, Texts, TrainedModel } from '../types';

/** Where a trained model is best looked at: the head that its card names, as crossing links. */
function focusOf({ id, card, config }: TrainedModel): Partial<AppState> {
  const note = card.results.find(({ measure }) => measure === 'alignment')?.note ?? '';
  const [, layer, head] = /^layer (\d+) head (\d+)$/.exec(note) ?? [];
  if (layer === undefined || head === undefined) {
    const [kind = 'cross'] = figureKinds(config);
    const last = Math.max(config.nEncoderLayers, config.nDecoderLayers) - 1;
    const place = (isShippedId(id) ? shippedFocus[id] : null) ?? { layer: last, head: 0 };
    return { selection: { kind, ...place, query: null, key: null } };
  }
  return {
    selection: { kind: 'cross', layer: Number(layer), head: Number(head), query: null, key: null },
    view: 'links',
  };
}

/** Gives the bytes of a shipped model. */
export type LoadShipped = (id: ShippedId) => Promise<Uint8Array>;

/** Trained models: shipped with the page, or from a file. Their weights live in the engine, under their ids. */
export function createLibrarySlice(
  engine: Engine,
  loadShipped: LoadShipped,
  keptModels: KeptModels,
  opened: OpenedModels,
): StateCreator<AppState, [], [], LibrarySlice> {
  return (set, get) => {
    let latest = 0;

    const put = async (
      id: string,
      origin: TrainedModel['origin'],
      file: ModelFile,
    ): Promise<TrainedModel> => {
      const { config, tokenization, card, weights } = file;
      await engine.putWeights(id, config, weights);
      const model: TrainedModel = { id, origin, config, tokenization, card };
      opened.set(id, { model, file });
      return model;
    };

    const show = (model: TrainedModel, change: Partial<AppState>): void => {
      const { weights, config, presetId, trained, tokenization, past } = get();
      set({
        config: { ...model.config, batchSize: 1 },
        presetId: familyPreset(model.config.family),
        weights: { kind: 'loaded', id: model.id },
        trained: model,
        tokenization: model.tokenization,
        leftTrained: null,
        loading: null,
        notOpened: null,
        rejected: null,
        generatedIds: [],
        maskedPositions: [],
        predictionPosition: null,
        batchRow: 0,
        interventions: [],
        memoryText: null,
        donorText: null,
        ...focusOf(model),
        past: [...past, { weights, config, presetId, trained, tokenization }],
        future: [],
        ...change,
      });
    };

    const fetched = async (id: KnownModelId): Promise<TrainedModel> => {
      const present = opened.get(id);
      if (present) return present.model;
      if (!isShippedId(id)) {
        const choice = handSetChoice(id);
        const { handSetFile } = await import('../handSetFile');
        if (choice) return await put(id, 'handSet', handSetFile(choice));
        throw new AppError('invalidInput', 'There is no such model.', id);
      }
      const [{ readModelFile }, bytes] = await Promise.all([
        import('../../checkpoint/modelFile'),
        loadShipped(id),
      ]);
      return await put(id, 'shipped', readModelFile(bytes));
    };

    /** The page shows what it can: a model of the family that has learned nothing. */
    const withoutWeights = (): void => {
      const presetId = familyPreset(get().config.family);
      set({
        loading: null,
        presetId,
        config: presetOf(presetId).config,
        tokenization: bytePairs,
        weights: { kind: 'random', seed: 1 },
        trained: null,
      });
    };

    const tell = (error: unknown): void => {
      const failure = failureOf(error);
      if (failure) get().addNotice({ kind: 'failure', failure });
    };

    /** In the bench at the model that it was for. */
    const tellNotOpened = (error: unknown, name: string): void => {
      const failure = failureOf(error);
      if (!failure) return;
      if (get().bench === null) get().addNotice({ kind: 'failure', failure });
      else set({ notOpened: { ...failure, name } });
    };

    /** In the bench all models show one place, and stay there. */
    const showInStep = (model: TrainedModel): void => {
      const { bench, selection, view } = get();
      show(model, bench === null ? {} : { selection, view });
    };

    const nameOfOwn = (own: OwnModel): string =>
      own.kind === 'file' ? own.file.name : (get().kept.find(({ id }) => id === own.id)?.name ?? '');

    const listKept = async (): Promise<void> => set({ kept: await keptModels.list() });

    /** The model as it is shown now, or null where it has learned nothing. */
    const current = async (name: string): Promise<ModelFile | null> => {
      const { weights, trained, config, tokenization } = get();
      if (weights.kind === 'loaded') {
        const file = opened.get(weights.id)?.file;
        return file && trained ? { ...file, config, card: { ...trained.card, name } } : null;
      }
      if (weights.kind !== 'training') return null;
      const state = await engine.readTraining(weights.id, weights.step);
      const record = [get().training, ...get().keptTrainings].find((one) => one?.id === weights.id);
      if (!state || !record) return null;
      const { task, options } = record;
      const { seed, ...training } = options;
      return {
        config,
        tokenization,
        card: {
          name,
          task: task.id,
          sizes: task.sizes,
          steps: state.step,
          seed,
          date: new Date().toISOString().slice(0, 10),
          results: [],
          training,
        },
        weights: unflatten(config, state.values),
        optimizer: null,
      };
    };

    /** Loads a model and shows it with a text, its own if there is no other. */
    const open = async (id: KnownModelId, change: (model: TrainedModel) => Partial<AppState>) => {
      latest += 1;
      const thisOne = latest;
      set({ loading: id });
      try {
        const model = await fetched(id);
        if (thisOne === latest && get().loading === id) show(model, change(model));
      } catch (error) {
        if (thisOne !== latest || get().loading !== id) return;
        withoutWeights();
        tellNotOpened(error, id);
      }
    };
    const withTexts = (texts: Partial<Texts> = {}): Partial<AppState> => ({
      texts: { ...get().texts, ...texts },
    });

    return {
      loading: null,
      wantsFocus: false,
      wantsRandom: false,
      kept: [],
      notOpened: null,
      openShipped: async (id) => {
        const shipped = shippedModel(id);
        if (shipped) await open(id, () => withTexts(shipped.examples[0]));
      },
      openHandSet: (choice, texts) => {
        const id = handSetModelId(choice);
        return open(id, ({ card }) => {
          const { trained, selection, interventions } = get();
          // The same head, more or less sharp.
          return trained?.origin === 'handSet' && trained.card.handSet === card.handSet
            ? { selection, interventions, ...withTexts(texts) }
            : withTexts(texts ?? knownModel(id)?.examples[0]);
        });
      },
      finishLoading: async () => {
        void listKept().catch(() => undefined);
        const { loading: id, config, past } = get();
        if (!id) return;
        latest += 1;
        const thisOne = latest;
        try {
          const model = await fetched(id);
          if (thisOne !== latest || get().loading !== id) return;
          const { texts, maskedPositions, predictionPosition, batchRow, selection, view } = get();
          const { weights, wantsFocus, wantsRandom, interventions, memoryText, donorText } = get();
          // All that a link says besides stays as it is, a changed shape too: that model has no such weights.
          const fits = !wantsRandom && haveSameParameters(config, model.config);
          show(model, {
            ...{ texts, maskedPositions, predictionPosition, batchRow, config, past },
            ...{ interventions, memoryText, donorText },
            ...(wantsFocus ? {} : { selection, view }),
            wantsFocus: false,
            wantsRandom: false,
            ...(fits ? {} : { weights, trained: null, leftTrained: model }),
            ...(fits ? {} : reading(config, model)),
          });
        } catch (error) {
          if (thisOne !== latest || get().loading !== id) return;
          withoutWeights();
          tellNotOpened(error, id);
        }
      },
      loadOwn: async (own) => {
        const { readOwnModel } = await import('../ownModels');
        const { id, file } = await readOwnModel(own, keptModels);
        return opened.get(id)?.model ?? (await put(id, own.kind, file));
      },
      openOwn: async (own) => {
        latest += 1;
        const thisOne = latest;
        set({ notOpened: null });
        try {
          const model = await get().loadOwn(own);
          if (thisOne === latest) showInStep(model);
        } catch (error) {
          if (thisOne === latest) tellNotOpened(error, nameOfOwn(own));
        }
      },
      showModel: showInStep,
      forgetNotOpened: () => set({ notOpened: null }),
      modelFile: async (name) => {
        const [{ writeModelFile }, model] = await Promise.all([
          import('../../checkpoint/modelFile'),
          current(name),
        ]);
        return model && writeModelFile(model);
      },
      keepModel: async (name) => {
        try {
          const file = await get().modelFile(name);
          if (file) await keptModels.keep(`kept:${Date.now()}`, name, file);
          await listKept();
        } catch (error) {
          tell(error);
        }
      },
      deleteKept: async (id) => {
        try {
          await keptModels.remove(id);
          await listKept();
          // What is shown stays until something else is.
          if (get().trained?.id === id) return;
          opened.delete(id);
          await engine.dropWeights(id);
        } catch (error) {
          tell(error);
        }
      },
      returnToTrained: () => {
        const { leftTrained } = get();
        if (leftTrained) show(leftTrained, {});
      },
      forgetTrained: () => set({ leftTrained: null }),
    };
  };
}
