import type { StateCreator } from 'zustand/vanilla';
import type { Engine, EngineEvent, GenerateStep, ModelSlot } from '../../engine/engine';
import { AppError } from '../../shared/errors';
import { FIRST_VOCAB_SIZE, loadAllMerges } from '../../text/merges';
import { tokenizerOf } from '../prepare';
import { arrayKey, indexed, readsFor } from '../reads';
import { selectPrepared, selectSelection } from '../selectors';
import type { AppState, Failure, GenerationState, RunSlice } from '../types';
import { fitSelection } from './selection';

const SLOT: ModelSlot = 'A';

const idleGeneration: GenerationState = {
  status: 'idle',
  steps: [],
  total: 0,
  milliseconds: null,
  failure: null,
};

/** An error as the page shows it; null for one that only means that something newer took its place. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof AppError) {
    if (error.code === 'superseded' || error.code === 'cancelled') return null;
    return { code: error.code, message: error.message };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** Runs the model whenever what it depends on changes, and reads what the figures draw. */
export function createRunSlice(engine: Engine): StateCreator<AppState, [], [], RunSlice> {
  return (set, get, store) => {
    let generation: AbortController | null = null;
    let isStarted = false;

    const runModel = async (): Promise<void> => {
      const state = get();
      const { config, weights } = state;
      const prepared = selectPrepared(state);
      const selection = selectSelection(state);
      set({ run: { ...state.run, status: 'running' } });
      try {
        const result = await engine.run({
          slot: SLOT,
          config,
          weights,
          input: prepared.input,
          interventions: [],
          reads: readsFor(config, selection, prepared.row),
        });
        const arrays = indexed(result.arrays, prepared.row);
        set({ run: { status: 'done', result, arrays, of: { config, prepared }, failure: null } });
        // The selection may have moved on while the model ran.
        void readMissing();
      } catch (error) {
        const failure = failureOf(error);
        if (failure) set({ run: { ...get().run, status: 'failed', failure } });
      }
    };

    const readMissing = async (): Promise<void> => {
      const { run, selection } = get();
      if (!run.result || !run.of) return;
      const { config, prepared } = run.of;
      const { row } = selectPrepared(get());
      if (row >= prepared.nRows) return;
      const missing = readsFor(config, fitSelection(selection, config), row).filter(
        (read) => !run.arrays.has(arrayKey(read.name, row)),
      );
      if (missing.length === 0) return;
      const { runId } = run.result;
      try {
        const arrays = await engine.read({ slot: SLOT, runId, reads: missing });
        const now = get().run;
        if (now.result?.runId !== runId) return;
        set({ run: { ...now, arrays: new Map([...now.arrays, ...indexed(arrays, row)]) } });
      } catch (error) {
        // A newer run has taken the trace's place and brings its own arrays.
        const failure = failureOf(error);
        if (failure && get().run.result?.runId === runId) set({ run: { ...get().run, failure } });
      }
    };

    const loadMerges = async (): Promise<void> => {
      try {
        set({ merges: await loadAllMerges() });
      } catch (error) {
        const failure = failureOf(error);
        if (failure) get().addNotice({ kind: 'failure', failure });
      }
    };

    const onEvent = (event: EngineEvent): void => {
      if (event.kind === 'backend') set({ backend: event.report });
      else if (event.kind === 'lost') get().addNotice({ kind: 'lost', what: event.what });
      else get().addNotice({ kind: 'recovered', what: event.what, backend: event.backend });
    };

    const follow = (state: AppState, before: AppState): void => {
      if (state.config !== before.config || state.merges !== before.merges) {
        if (state.config.vocabSize > FIRST_VOCAB_SIZE && state.merges === before.merges) void loadMerges();
      }
      const changed =
        state.weights !== before.weights ||
        selectPrepared(state).input !== selectPrepared(before).input ||
        state.config !== before.config;
      if (changed) void runModel();
      else if (state.selection !== before.selection || state.batchRow !== before.batchRow) void readMissing();
    };

    return {
      run: { status: 'idle', result: null, arrays: new Map(), of: null, failure: null },
      backendChoice: 'auto',
      backend: null,
      generation: idleGeneration,
      sampling: { kind: 'greedy' },
      maxNewTokens: 16,
      useCache: true,
      start: async () => {
        if (isStarted) return;
        isStarted = true;
        engine.subscribe(onEvent);
        store.subscribe(follow);
        if (get().config.vocabSize > FIRST_VOCAB_SIZE) void loadMerges();
        await get().chooseBackend(get().backendChoice);
        await runModel();
      },
      chooseBackend: async (backendChoice) => {
        const hasRun = get().run.result !== null;
        set({ backendChoice });
        try {
          set({ backend: await engine.useBackend(backendChoice) });
        } catch (error) {
          const failure = failureOf(error);
          if (failure) get().addNotice({ kind: 'failure', failure });
        }
        if (hasRun) await runModel();
      },
      setSampling: (sampling) => set({ sampling }),
      setMaxNewTokens: (count) => set({ maxNewTokens: Math.max(1, Math.min(512, Math.round(count))) }),
      setUseCache: (useCache) => set({ useCache }),
      generate: async () => {
        generation?.abort();
        const controller = new AbortController();
        generation = controller;
        const { config, weights, sampling, maxNewTokens, useCache, merges } = get();
        const { input } = selectPrepared({ ...get(), batchRow: 0 });
        const prompt = firstRow(input);
        const length = prompt.decoder?.ids[0]?.length ?? 0;
        const total = Math.min(maxNewTokens, config.contextLength - length);
        const endId = tokenizerOf(config, merges).specials.eos;
        const steps: GenerateStep[] = [];
        set({ generation: { ...idleGeneration, status: 'running', total } });
        const finish = (part: Partial<GenerationState>): void => {
          if (generation !== controller) return;
          set({ generation: { ...get().generation, ...part } });
          const stillSame = get().config === config && get().weights === weights;
          if (stillSame && steps.length > 0) {
            set({ generatedIds: [...get().generatedIds, ...steps.map((step) => step.id)] });
          }
        };
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
function firstRow(
  input: ReturnType<typeof selectPrepared>['input'],
): ReturnType<typeof selectPrepared>['input'] {
  const stack = (part: typeof input.encoder): { ids: readonly (readonly number[])[] } | undefined => {
    const [ids] = part?.ids ?? [];
    const [mask] = part?.attentionMask ?? [];
    return ids && { ids: [mask ? ids.filter((_, index) => mask[index] === 1) : ids] };
  };
  const encoder = stack(input.encoder);
  const decoder = stack(input.decoder);
  return { ...(encoder ? { encoder } : {}), ...(decoder ? { decoder } : {}) };
}
