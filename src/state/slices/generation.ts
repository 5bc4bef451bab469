import type { StateCreator } from 'zustand/vanilla';
import type { Engine, GenerateStep, ModelSlot } from '../../engine/engine';
import type { ModelInput, StackInput } from '../../model/input';
import { failureOf } from '../failure';
import { tokenizerOf } from '../prepare';
import { selectPrepared } from '../selectors';
import type { AppState, GenerationSlice, GenerationState } from '../types';

const SLOT: ModelSlot = 'A';
const MOST_NEW_TOKENS = 512;

const idleGeneration: GenerationState = {
  status: 'idle',
  steps: [],
  total: 0,
  milliseconds: null,
  failure: null,
};

/** What the decoder writes after the typed text. It ends when what it continues changes. */
export function createGenerationSlice(engine: Engine): StateCreator<AppState, [], [], GenerationSlice> {
  return (set, get, store) => {
    let generation: AbortController | null = null;

    store.subscribe((state, before) => {
      const continuesOther =
        state.config !== before.config ||
        state.weights !== before.weights ||
        state.texts !== before.texts ||
        state.generatedIds !== before.generatedIds;
      if (continuesOther) generation?.abort();
    });

    return {
      generation: idleGeneration,
      sampling: { kind: 'greedy' },
      maxNewTokens: 16,
      useCache: true,
      setSampling: (sampling) => set({ sampling }),
      setMaxNewTokens: (count) =>
        set({ maxNewTokens: Math.max(1, Math.min(MOST_NEW_TOKENS, Math.round(count))) }),
      setUseCache: (useCache) => set({ useCache }),
      generate: async () => {
        generation?.abort();
        const controller = new AbortController();
        generation = controller;
        const state = get();
        const { config, weights, texts, generatedIds, sampling, maxNewTokens, useCache } = state;
        const { input } = selectPrepared({ ...get(), batchRow: 0 });
        const prompt = firstRow(input);
        const length = prompt.decoder?.ids[0]?.length ?? 0;
        const total = Math.max(0, Math.min(maxNewTokens, config.contextLength - length));
        const endId = tokenizerOf(state).specials.eos;
        const steps: GenerateStep[] = [];
        set({ generation: { ...idleGeneration, status: 'running', total } });
        const finish = (part: Partial<GenerationState>): void => {
          if (generation !== controller) return;
          generation = null;
          const now = get();
          // What was written belongs behind the text that it continued, and to the model that wrote it.
          const stillSame =
            now.config === config &&
            now.weights === weights &&
            now.texts === texts &&
            now.generatedIds === generatedIds;
          const written = stillSame && steps.length > 0;
          set({
            generation: { ...now.generation, ...part },
            ...(written ? { generatedIds: [...generatedIds, ...steps.map((step) => step.id)] } : {}),
          });
        };
        if (total === 0) {
          finish({ status: 'done' });
          return;
        }
        try {
          const result = await engine.generate(
            { slot: SLOT, config, weights, input: prompt, maxNewTokens: total, endId, sampling, useCache },
            (step) => {
              if (generation !== controller) return;
              steps.push(step);
              set({ generation: { ...get().generation, steps: [...steps] } });
            },
            { signal: controller.signal },
          );
          finish({ status: 'done', milliseconds: result.milliseconds });
        } catch (error) {
          const failure = failureOf(error);
          finish({ status: failure ? 'failed' : 'cancelled', failure });
        }
      },
      cancelGeneration: () => generation?.abort(),
    };
  };
}

/** Generation continues one text: the typed one, without its padding. */
function firstRow({ encoder, decoder }: ModelInput): ModelInput {
  return {
    ...(encoder ? { encoder: withoutPadding(encoder) } : {}),
    ...(decoder ? { decoder: withoutPadding(decoder) } : {}),
  };
}

function withoutPadding({ ids: rows, attentionMask }: StackInput): StackInput {
  const [ids = []] = rows;
  const mask = attentionMask?.[0];
  return { ids: [mask ? ids.filter((_, index) => mask[index] === 1) : ids] };
}
