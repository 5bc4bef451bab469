import type { StateCreator } from 'zustand/vanilla';
import type { Engine, EngineEvent, ModelSlot } from '../../engine/engine';
import { AppError } from '../../shared/errors';
import { FIRST_VOCAB_SIZE, loadAllMerges } from '../../text/merges';
import { appliedInterventions } from '../appliedInterventions';
import { failureOf } from '../failure';
import { readsFor } from '../figureViews';
import { arrayKey, indexed } from '../reads';
import { selectPrepared, selectSelection } from '../selectors';
import type { AppState, RunSlice } from '../types';
import { fitSelection } from './selection';

const SLOT: ModelSlot = 'A';

/** Runs the model whenever what it depends on changes, and reads what the figures draw. */
export function createRunSlice(engine: Engine): StateCreator<AppState, [], [], RunSlice> {
  return (set, get, store) => {
    let isStarted = false;
    let latestRun = 0;
    let latestBackend = 0;

    const runModel = async (): Promise<void> => {
      const state = get();
      const { config, weights, tokenization, merges } = state;
      // A model without its weights is not the one that is wanted.
      if (state.loading) return;
      latestRun += 1;
      const thisRun = latestRun;
      const prepared = selectPrepared(state);
      const selection = selectSelection(state);
      set({ run: { ...state.run, status: 'running' } });
      try {
        const found = appliedInterventions(state);
        // Without any, the model runs in this very turn.
        const applied = found instanceof Promise ? await found : found;
        if (thisRun !== latestRun) return;
        const result = await engine.run({
          slot: SLOT,
          config,
          weights,
          input: prepared.input,
          ...applied,
          reads: readsFor(state.view, config, selection, prepared.row, state.details[state.view]),
        });
        if (thisRun !== latestRun) return;
        const arrays = indexed(result.arrays, prepared.row);
        const of = { config, prepared, tokenization, merges, weights, applied };
        set({ run: { status: 'done', result, arrays, of, failure: null } });
        // The selection may have moved on while the model ran.
        void readMissing();
      } catch (error) {
        const failure = failureOf(error);
        if (failure && thisRun === latestRun) set({ run: { ...get().run, status: 'failed', failure } });
      }
    };

    const readMissing = async (): Promise<void> => {
      const { run, selection, view, details } = get();
      if (!run.result || !run.of) return;
      const { config, prepared } = run.of;
      const { row } = selectPrepared(get());
      if (row >= prepared.nRows) return;
      const missing = readsFor(view, config, fitSelection(selection, config), row, details[view]).filter(
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
      if (needsAllMerges(state) && !needsAllMerges(before)) void loadMerges();
      const changed =
        state.weights !== before.weights ||
        selectPrepared(state).input !== selectPrepared(before).input ||
        state.config !== before.config ||
        state.interventions !== before.interventions ||
        (state.donorText !== before.donorText && state.interventions.length > 0) ||
        (before.loading !== null && state.loading === null);
      if (changed) void runModel();
      else if (
        state.selection !== before.selection ||
        state.view !== before.view ||
        state.details !== before.details ||
        state.batchRow !== before.batchRow
      ) {
        void readMissing();
      }
    };

    return {
      run: { status: 'idle', result: null, arrays: new Map(), of: null, failure: null },
      backendChoice: 'auto',
      backend: null,
      study: (question, options) => {
        const { result, of } = get().run;
        if (!result || !of) return Promise.reject(new AppError('superseded', 'Nothing has run yet.'));
        const request = { slot: SLOT, runId: result.runId, row: of.prepared.row, question };
        return engine.study(request, options);
      },
      experiment: (experiment, onStep, options) => {
        const { of } = get().run;
        if (!of) return Promise.reject(new AppError('superseded', 'Nothing has run yet.'));
        const { config, weights, prepared, applied } = of;
        const request = { slot: SLOT, config, weights, input: prepared.input, row: prepared.row, ...applied };
        return engine.experiment({ ...request, experiment }, onStep, options);
      },
      start: async () => {
        if (isStarted) return;
        isStarted = true;
        engine.subscribe(onEvent);
        store.subscribe(follow);
        if (needsAllMerges(get())) void loadMerges();
        // The model comes while the backend starts.
        void get().finishLoading();
        void get().findInterrupted();
        await get().chooseBackend(get().backendChoice);
        await runModel();
      },
      chooseBackend: async (backendChoice) => {
        const hasRun = get().run.result !== null;
        latestBackend += 1;
        const thisBackend = latestBackend;
        set({ backendChoice });
        try {
          const backend = await engine.useBackend(backendChoice);
          if (thisBackend === latestBackend) set({ backend });
        } catch (error) {
          const failure = failureOf(error);
          if (failure) get().addNotice({ kind: 'failure', failure });
        }
        if (hasRun && thisBackend === latestBackend) await runModel();
      },
      rerun: () => runModel(),
    };
  };
}

function needsAllMerges({ config, tokenization, loading }: AppState): boolean {
  if (tokenization.kind !== 'bytePairs' || loading !== null) return false;
  return Math.max(config.vocabSize, config.targetVocabSize) > FIRST_VOCAB_SIZE;
}
