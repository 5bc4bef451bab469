import type { Engine, RunRequest, TrainingProgress } from '../../engine/engine';
import { countParameters } from '../../model/parameters';
import { asBatch, taskWords, type TaskWords } from '../../tasks/batch';
import { createTask } from '../../tasks/registry';
import type { Example, Task } from '../../tasks/task';
import { failureOf } from '../failure';
import { patternName } from '../reads';
import { figureKinds } from '../slices/selection';
import { exampleOf } from './fitModel';
import { pointOf, withPoints } from './history';
import { raceModels } from './raceModels';
import type { Store } from './records';
import type { RaceEntry, RaceMap, RaceSize } from './types';

/** The page's own model lives in slot A; the maps of a race take turns in another one. */
const SLOT = 'race';
const MAP_EVERY = 1500;
const TELL_EVERY = 150;

export interface RaceController {
  start(size: RaceSize, untilStep: number): Promise<void>;
  pause(): void;
  resume(): Promise<void>;
  end(): Promise<void>;
}

/** What is kept of a contestant beside what the page shows. */
interface Contestant {
  readonly words: TaskWords;
  readonly example: Example;
}

/** Families that learn the same task from the same examples in the same order, a step each in turn. */
export function createRaceController(engine: Engine, store: Store): RaceController {
  const { setState: set, getState: get } = store;
  let abort: AbortController | null = null;
  let contestants = new Map<string, Contestant>();
  let live: RaceEntry[] = [];
  let lastTold = 0;
  let nextId = 1;

  const tell = (): void => {
    const { race } = get();
    lastTold = performance.now();
    if (race) set({ race: { ...race, entries: [...live] } });
  };

  const patch = (id: string, part: Partial<RaceEntry>): void => {
    live = live.map((entry) => (entry.id === id ? { ...entry, ...part } : entry));
    if (performance.now() - lastTold > TELL_EVERY) tell();
  };

  const entryOf = (id: string): RaceEntry | undefined => live.find((entry) => entry.id === id);

  const onProgress = (id: string, progress: TrainingProgress): void => {
    const entry = entryOf(id);
    if (!entry) return;
    patch(id, { history: withPoints(entry.history, [pointOf(progress)]), stepsDone: progress.step });
  };

  const drawMap = async (id: string): Promise<void> => {
    const entry = entryOf(id);
    const contestant = contestants.get(id);
    if (!entry || !contestant) return;
    const state = await engine.readTraining(id, null);
    if (!state) return;
    const map = await mapOf(engine, entry, contestant, state.step);
    if (map) patch(id, { map });
  };

  const run = async (): Promise<void> => {
    const { race } = get();
    if (!race || abort) return;
    const mine = new AbortController();
    abort = mine;
    set({ race: { ...race, status: 'running' } });
    let lastMaps = -Infinity;
    const { plan, untilStep } = race;
    const stepOf = (): number =>
      Math.min(...live.filter(({ failure }) => !failure).map(({ stepsDone }) => stepsDone));
    while (stepOf() < untilStep && !mine.signal.aborted) {
      const next = stepOf() + 1;
      for (const { id, config, stepsDone, failure } of live) {
        if (failure || stepsDone >= next || mine.signal.aborted) continue;
        const weights = { kind: 'random', seed: plan.options.seed } as const;
        const request = { id, config, ...plan, weights, untilStep: next, pause: 0 };
        try {
          const done = await engine.train(request, (progress) => onProgress(id, progress), mine);
          // A step whose answer came too late to be told is done all the same.
          patch(id, { stepsDone: Math.max(done, entryOf(id)?.stepsDone ?? 0) });
        } catch (error) {
          const why = failureOf(error);
          if (why) patch(id, { failure: why });
        }
      }
      if (performance.now() - lastMaps > MAP_EVERY && !mine.signal.aborted) {
        lastMaps = performance.now();
        await drawMaps();
      }
    }
    if (abort !== mine) return;
    abort = null;
    await drawMaps();
    tell();
    const now = get().race;
    if (now) set({ race: { ...now, status: 'done' } });
  };

  const drawMaps = async (): Promise<void> => {
    for (const { id, failure } of live) if (!failure) await drawMap(id).catch(() => undefined);
  };

  const pause = (): void => {
    abort?.abort();
    abort = null;
    tell();
    const { race } = get();
    if (race?.status === 'running') set({ race: { ...race, status: 'paused' } });
  };

  const end = async (): Promise<void> => {
    pause();
    const ids = live.map(({ id }) => id);
    live = [];
    contestants = new Map();
    set({ race: null });
    for (const id of ids) await engine.dropTraining(id).catch(() => undefined);
  };

  return {
    start: async (size, untilStep) => {
      try {
        await end();
        await get().pauseTraining();
        const { trainingPlan, config } = get();
        const plan = { ...trainingPlan, options: { ...trainingPlan.options, decaySteps: untilStep } };
        const task = await createTask(plan.task);
        live = raceModels(config, task, size).map((model) => {
          const id = `race-${model.family}-${Date.now().toString(36)}-${nextId}`;
          contestants.set(id, contestantOf(task, model.family));
          return {
            id,
            family: model.family,
            config: model,
            nParameters: countParameters(model),
            limits: task.limits(model.family),
            history: [],
            stepsDone: 0,
            failure: null,
            map: null,
          };
        });
        nextId += 1;
        set({ race: { plan, untilStep, status: 'running', entries: live } });
        await run();
      } catch (error) {
        const failure = failureOf(error);
        if (failure) get().addNotice({ kind: 'failure', failure });
      }
    },
    pause,
    resume: run,
    end,
  };
}

function contestantOf(task: Task, family: RaceEntry['family']): Contestant {
  return { words: taskWords(family, task.vocabulary(family)), example: exampleOf(task, family) };
}

/** The attention of the last layer, of the kind that tells most about a family. */
async function mapOf(
  engine: Engine,
  { id, config }: RaceEntry,
  { words, example }: Contestant,
  step: number,
): Promise<RaceMap | null> {
  const [kind] = figureKinds(config);
  if (!kind) return null;
  const nLayers = kind === 'encoderSelf' ? config.nEncoderLayers : config.nDecoderLayers;
  const request: RunRequest = {
    slot: SLOT,
    config,
    weights: { kind: 'training', id, step },
    input: asBatch([example], words).input,
    interventions: [],
    reads: [{ name: patternName(kind, nLayers - 1), batch: 0 }],
  };
  const { arrays } = await engine.run(request);
  const [array] = arrays;
  if (!array) return null;
  const encoder = example.encoder?.words ?? [];
  const decoder = example.decoder?.words ?? [];
  return {
    step,
    kind,
    weights: array.data,
    nHeads: config.nHeads,
    queries: kind === 'encoderSelf' ? encoder : decoder,
    keys: kind === 'decoderSelf' ? decoder : encoder,
  };
}
