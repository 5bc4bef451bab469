import type { Engine, TrainingProgress, WeightsSource } from '../../engine/engine';
import { createTask } from '../../tasks/registry';
import { failureOf } from '../failure';
import { createAutosave } from './autosave';
import { haveSameParameters } from '../sameShape';
import type { AppState, Texts } from '../types';
import { exampleOf, fitModel, textsOf } from './fitModel';
import { pointOf, withPoints } from './history';
import type { SavedTrainings } from './savedTraining';
import { modelOf, patchRecord, recordOf, sameWeights, shownWeights, type Store } from './records';
import type { TrainingPoint, TrainingRecord } from './types';

/** The page is told of steps at most this often. */
const TELL_EVERY = 120;
/** The figures follow the training about twice a second. */
const SHOW_EVERY = 500;

/** The user's verbs for the training of one model. */
export interface TrainingController {
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stepOnce(): Promise<void>;
  setPause(milliseconds: number): Promise<void>;
  show(step: number | null): void;
  fork(): Promise<void>;
  leave(): Promise<void>;
  returnTo(id: string): Promise<void>;
  end(id: string): Promise<void>;
  /** Brings back the training that an earlier page has left, paused. */
  recover(): Promise<void>;
}

/** Steps that came since the page was last told. */
interface Untold {
  points: TrainingPoint[];
  snapshots: readonly number[] | null;
}

export function createTrainingController(
  engine: Engine,
  store: Store,
  saved: SavedTrainings,
): TrainingController {
  const { setState: set, getState: get } = store;
  let running: { readonly id: string; readonly abort: AbortController } | null = null;
  const autosave = createAutosave(saved);
  const untold = new Map<string, Untold>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastTold = 0;
  let lastShown = 0;
  let nextId = 1;

  const newId = (): string => {
    const id = `training-${Date.now().toString(36)}-${nextId}`;
    nextId += 1;
    return id;
  };

  /** Shows what the record says that is looked at, unless the page has another model by now. */
  const showWeights = (record: TrainingRecord): void => {
    const { config, training, weights } = get();
    if (training?.id !== record.id) return;
    if (config !== record.config && !haveSameParameters(config, record.config)) {
      // A link brought another model.
      void leave();
      return;
    }
    const wanted = shownWeights(record);
    lastShown = performance.now();
    if (!sameWeights(weights, wanted)) set({ weights: wanted, trained: null, generatedIds: [] });
  };

  const tell = (): void => {
    clearTimeout(timer);
    timer = undefined;
    lastTold = performance.now();
    for (const [id, { points, snapshots }] of untold) {
      const record = recordOf(store, id);
      if (!record) continue;
      const history = withPoints(record.history, points);
      const kept = snapshots ?? record.snapshots;
      patchRecord(store, id, {
        history,
        stepsDone: points.at(-1)?.step ?? record.stepsDone,
        snapshots: kept,
        // A snapshot that went to make room, or with its worker, cannot be looked at any more.
        shown: record.shown !== null && !kept.includes(record.shown) ? null : record.shown,
      });
    }
    untold.clear();
    const { training, run } = get();
    if (training?.status !== 'running' || sameWeights(get().weights, shownWeights(training))) return;
    const wait = run.status === 'running' ? TELL_EVERY : SHOW_EVERY - (performance.now() - lastShown);
    if (wait <= 0) showWeights(training);
    else timer = setTimeout(tell, wait);
  };

  const onProgress = (id: string, progress: TrainingProgress): void => {
    const entry = untold.get(id) ?? { points: [], snapshots: null };
    entry.points.push(pointOf(progress));
    entry.snapshots = progress.snapshots ?? entry.snapshots;
    untold.set(id, entry);
    const record = progress.checkpoint && recordOf(store, id);
    if (progress.checkpoint && record) {
      autosave.store({ ...record, history: withPoints(record.history, entry.points) }, progress.checkpoint);
    }
    const wait = TELL_EVERY - (performance.now() - lastTold);
    if (wait <= 0) tell();
    else timer ??= setTimeout(tell, wait);
  };

  /** Keeps a snapshot of where it stands, and shows it. */
  const snapNow = async (id: string): Promise<void> => {
    const state = await engine.readTraining(id, null);
    const record = recordOf(store, id);
    if (!record) return;
    if (state && running?.id !== id) {
      const snapshots = [...new Set([...record.snapshots, state.step])].toSorted((a, b) => a - b);
      patchRecord(store, id, { snapshots, stepsDone: state.step });
    }
    const now = recordOf(store, id);
    if (now) showWeights(now);
  };

  /** Goes on until a step, until it is paused or until it fails. */
  const run = async (id: string, untilStep: number): Promise<void> => {
    const record = recordOf(store, id);
    if (!record) return;
    running?.abort.abort();
    const mine = { id, abort: new AbortController() };
    running = mine;
    patchRecord(store, id, { status: 'running', failure: null });
    const { config, task, options, start } = record;
    const request = { id, config, task, options, weights: start, untilStep, pause: get().trainingPause };
    try {
      await engine.train(request, (progress) => onProgress(id, progress), { signal: mine.abort.signal });
      tell();
      if (running !== mine) return;
      running = null;
      const now = recordOf(store, id);
      patchRecord(store, id, { status: now && now.stepsDone >= now.untilStep ? 'done' : 'paused' });
      await snapNow(id);
    } catch (error) {
      tell();
      const failure = failureOf(error);
      // Whoever aborted it has said what it is now.
      if (running !== mine) return;
      running = null;
      if (!failure) patchRecord(store, id, { status: 'paused' });
      else fail(id, failure);
    }
  };

  const fail = (id: string, failure: NonNullable<TrainingRecord['failure']>): void => {
    const record = recordOf(store, id);
    if (!record) return;
    // The step before the first loss that is no number has made weights that are none.
    const broken = record.history.find(({ loss }) => !Number.isFinite(loss))?.step ?? Infinity;
    const snapshots = record.snapshots.filter((step) => step < broken - 1);
    const history = record.history.filter(({ loss }) => Number.isFinite(loss));
    const failed = { ...record, status: 'failed', failure, snapshots, history } as const;
    patchRecord(store, id, failed);
    showWeights(failed);
  };

  const pause = async (): Promise<void> => {
    if (!running) return;
    const { id, abort } = running;
    running = null;
    abort.abort();
    tell();
    patchRecord(store, id, { status: 'paused' });
    await snapNow(id).catch(() => undefined);
  };

  const leave = async (): Promise<void> => {
    const { training } = get();
    if (!training) return;
    const paused = pause();
    const { training: now, keptTrainings } = get();
    if (now?.id === training.id) set({ training: null, keptTrainings: [...keptTrainings, now] });
    await paused;
  };

  /** Makes a training that of the page, with its model and texts. */
  const take = (record: TrainingRecord, change: Partial<AppState>): void => {
    const state = get();
    const { presetId, tokenization } = record.model;
    set({
      ...afterModelChange,
      presetId,
      tokenization,
      config: record.config,
      weights: shownWeights(record),
      trained: null,
      leftTrained: null,
      texts: record.texts,
      past: [...state.past, modelOf(state)],
      future: [],
      training: record,
      trainingPlan: { task: record.task, options: record.options },
      ...change,
    });
  };

  const begin = async (): Promise<void> => {
    await leave();
    const state = get();
    const { task: choice, options } = state.trainingPlan;
    const task = await createTask(choice);
    const { config, tokenization } = fitModel(state.config, task);
    const { family } = config;
    const record: TrainingRecord = {
      id: newId(),
      task: choice,
      options,
      config,
      start: startOf(state, config, tokenization, options.seed),
      model: { ...modelOf(state), config, tokenization },
      texts: {
        ...state.texts,
        ...(task.own ? { prompt: task.own.prompt } : textsOf(exampleOf(task, family))),
      } satisfies Texts,
      limits: task.limits(family),
      status: 'paused',
      failure: null,
      history: [],
      stepsDone: 0,
      untilStep: options.decaySteps,
      snapshots: [],
      shown: null,
    };
    take(record, { leftTrained: state.trained });
  };

  const reported = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      const failure = failureOf(error);
      if (failure) get().addNotice({ kind: 'failure', failure });
    }
  };

  const resume = async (): Promise<void> => {
    const { training } = get();
    if (!training || running?.id === training.id) return;
    const { stepsDone, options } = training;
    const untilStep =
      stepsDone >= training.untilStep ? training.untilStep + options.decaySteps : training.untilStep;
    patchRecord(store, training.id, { untilStep, shown: null });
    await run(training.id, untilStep);
  };

  return {
    start: () =>
      reported(async () => {
        await begin();
        const { training } = get();
        if (training) await run(training.id, training.untilStep);
      }),
    pause,
    resume,
    stepOnce: () =>
      reported(async () => {
        if (!get().training) await begin();
        await pause();
        const { training } = get();
        if (!training) return;
        patchRecord(store, training.id, { shown: null });
        await run(training.id, training.stepsDone + 1);
      }),
    setPause: async (milliseconds) => {
      set({ trainingPause: Math.max(0, milliseconds) });
      const record = running && recordOf(store, running.id);
      if (record) await run(record.id, record.untilStep);
    },
    show: (step) => {
      const { training } = get();
      if (!training) return;
      patchRecord(store, training.id, { shown: step });
      showWeights({ ...training, shown: step });
    },
    fork: () =>
      reported(async () => {
        const { training, trainingPlan } = get();
        if (!training) return;
        await pause();
        const state = await engine.readTraining(training.id, training.shown);
        if (!state) return;
        const { options } = trainingPlan;
        const { config, task } = training;
        const id = newId();
        const request = { id, config, task, options, weights: training.start };
        await engine.restoreTraining(request, state);
        await leave();
        const { step } = state;
        const untilStep = Math.max(options.decaySteps, step + 1);
        const record: TrainingRecord = {
          ...training,
          id,
          options,
          status: 'paused',
          failure: null,
          history: training.history.filter((point) => point.step <= step),
          stepsDone: step,
          untilStep,
          snapshots: [step],
          shown: null,
        };
        take(record, {});
        await run(id, untilStep);
      }),
    leave,
    returnTo: async (id) => {
      await leave();
      const record = get().keptTrainings.find((candidate) => candidate.id === id);
      if (!record) return;
      const keptTrainings = get().keptTrainings.filter((candidate) => candidate.id !== id);
      take(record, { keptTrainings });
    },
    end: async (id) => {
      if (running?.id === id) {
        running.abort.abort();
        running = null;
      }
      untold.delete(id);
      const { training, keptTrainings, weights, trainingPlan } = get();
      const isShown = weights.kind === 'training' && weights.id === id;
      set({
        training: training?.id === id ? null : training,
        keptTrainings: keptTrainings.filter((record) => record.id !== id),
        ...(isShown
          ? { weights: { kind: 'random', seed: trainingPlan.options.seed }, generatedIds: [] }
          : {}),
      });
      await engine.dropTraining(id).catch(() => undefined);
      if ((await saved.read().catch(() => null))?.record.id === id) await autosave.forget();
    },
    recover: () =>
      reported(async () => {
        const found = await saved.read();
        set({ interrupted: null });
        if (!found) return;
        const { state } = found;
        // What it began with may be gone with the page that it began in.
        const start = { kind: 'random', seed: found.record.options.seed } as const;
        const { id, config, task, options } = found.record;
        await engine.restoreTraining({ id, config, task, options, weights: start }, state);
        await leave();
        take(
          {
            ...found.record,
            start,
            status: 'paused',
            failure: null,
            stepsDone: state.step,
            snapshots: [state.step],
            shown: null,
          },
          {},
        );
      }),
  };
}

const afterModelChange = {
  rejected: null,
  generatedIds: [],
  maskedPositions: [],
  predictionPosition: null,
  batchRow: 0,
  loading: null,
  isReplacing: false,
} as const satisfies Partial<AppState>;

/** Weights that fit and know these words are trained further; others would only be noise. */
function startOf(
  state: AppState,
  config: AppState['config'],
  tokenization: AppState['tokenization'],
  seed: number,
): WeightsSource {
  const knows = JSON.stringify(state.tokenization) === JSON.stringify(tokenization);
  const fits = knows && state.weights.kind !== 'random' && haveSameParameters(state.config, config);
  return fits ? state.weights : { kind: 'random', seed };
}
