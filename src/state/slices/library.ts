import type { StateCreator } from 'zustand/vanilla';
import type { ModelFile } from '../../checkpoint/modelFile';
import type { Engine } from '../../engine/engine';
import { DEFAULT_PRESET, familyPreset } from '../../model/config/presets';
import { AppError } from '../../shared/errors';
import { bytePairs } from '../../text/tokenization';
import { failureOf } from '../failure';
import { type ShippedId, shippedModel } from '../shipped';
import type { AppState, LibrarySlice, TrainedModel } from '../types';
import { initialTexts } from './text';

/** Gives the bytes of a shipped model. */
export type LoadShipped = (id: ShippedId) => Promise<Uint8Array>;

/** Trained models: shipped with the page, or from a file. Their weights live in the engine, under their ids. */
export function createLibrarySlice(
  engine: Engine,
  loadShipped: LoadShipped,
): StateCreator<AppState, [], [], LibrarySlice> {
  return (set, get) => {
    const known = new Map<string, TrainedModel>();
    let latest = 0;

    const put = async (id: string, origin: TrainedModel['origin'], file: ModelFile): Promise<TrainedModel> => {
      const { config, tokenization, card, weights } = file;
      await engine.putWeights(id, config, weights);
      const model: TrainedModel = { id, origin, config, tokenization, card };
      known.set(id, model);
      return model;
    };

    const show = (model: TrainedModel, texts: AppState['texts']): void => {
      const { weights, config, presetId, trained, tokenization, past } = get();
      set({
        config: { ...model.config, batchSize: 1 },
        presetId: familyPreset(model.config.family),
        weights: { kind: 'loaded', id: model.id },
        trained: model,
        tokenization: model.tokenization,
        leftTrained: null,
        loading: null,
        rejected: null,
        texts,
        generatedIds: [],
        maskedPositions: [],
        predictionPosition: null,
        batchRow: 0,
        past: [...past, { weights, config, presetId, trained, tokenization }],
        future: [],
      });
    };

    const tell = (error: unknown): void => {
      const failure = failureOf(error);
      if (failure) get().addNotice({ kind: 'failure', failure });
    };

    return {
      loading: null,
      openShipped: async (id, keepTexts = false) => {
        latest += 1;
        const thisOne = latest;
        const shipped = shippedModel(id);
        if (!shipped) return;
        set({ loading: id });
        try {
          let model = known.get(id);
          if (!model) {
            const [{ readModelFile }, bytes] = await Promise.all([
              import('../../checkpoint/modelFile'),
              loadShipped(id),
            ]);
            model = await put(id, 'shipped', readModelFile(bytes));
          }
          if (thisOne !== latest) return;
          const { texts } = get();
          show(model, keepTexts ? texts : { ...texts, ...shipped.examples[0] });
        } catch (error) {
          if (thisOne !== latest) return;
          // Without its weights the page shows what it can: a model of the same shape that has learned nothing.
          set({ loading: null, tokenization: bytePairs, weights: { kind: 'random', seed: 1 }, trained: null });
          tell(error);
        }
      },
      openFile: async (bytes, name) => {
        try {
          const { readModelFile } = await import('../../checkpoint/modelFile');
          const file = readModelFile(bytes);
          if (file.config.vocabSize > 65_536) throw new AppError('invalidFile', 'The vocabulary is too large.');
          const model = await put(`file:${name}`, 'file', file);
          show(model, get().texts);
        } catch (error) {
          tell(error);
        }
      },
      returnToTrained: () => {
        const { leftTrained, texts } = get();
        if (leftTrained) show(leftTrained, texts);
      },
      forgetTrained: () => set({ leftTrained: null }),
    };
  };
}

/** The page before anything was chosen, while its first model is on the way. */
export function firstState(id: ShippedId): Partial<AppState> {
  const shipped = shippedModel(id);
  if (!shipped) return {};
  return {
    config: { ...shipped.config, batchSize: 1 },
    presetId: familyPreset(shipped.config.family) ?? DEFAULT_PRESET,
    texts: { ...initialTexts, ...shipped.examples[0] },
    loading: id,
  };
}
