import { AppError } from '../shared/errors';
import { answerLocally } from './answerLocally';
import { flops } from '../model/cost';
import type { BackendChoice, Engine, EngineEvent, ModelSlot, RunRequest, TrainingRequest } from './engine';
import { createHeartbeat } from './heartbeat';
import { watchLifeline } from './lifeline';
import { type CallDetails, createPending, type Pending, requestOf } from './pending';
import type { FromWorker, RequestKind, Requests, ToWorker } from './protocol';
import { restored } from './protocol';
import { operationsOf, textsOf, type Work } from './work';

/** The part of a worker that the client uses; a MessagePort in tests has it too. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface ClientOptions {
  readonly createWorker: () => WorkerLike;
  /** The engine in the page's own thread, for browsers in which the worker cannot start. */
  readonly createLocal?: () => Promise<Engine>;
  /** Milliseconds without an answer to a ping after which an idle worker counts as dead. */
  readonly patience?: number;
}

/** What tests, and the curious, can do beside the engine's own work. */
export interface EngineClient extends Engine {
  /** Loses the device, or ends the worker without a word. */
  fault(kind: Requests['fault']['in']): Promise<void>;
}

const PATIENCE = 3000;
/** A worker that has not spoken yet is still being loaded, perhaps over a slow line. */
const LOADING_PATIENCE = 60_000;
/** To start a backend means to load it and to build its first shaders. */
const BACKEND_PATIENCE = 20_000;
/** A study takes no longer than so many forward passes. */
const STUDY_PASSES = 8;
const MAX_CRASHES = 3;
const CRASH_WINDOW = 60_000;
/** The slowest backend here does about this many operations in a millisecond. */
const SLOWEST_OPERATIONS = 1e5;

/**
 * The engine over a worker. Knows no tfjs. A worker that dies or falls silent is replaced: loaded weights, the chosen
 * backend, the last runs and all unanswered requests are given to the new one; answers of the old one are ignored.
 */
export function createEngineClient(options: ClientOptions): EngineClient {
  const pending = new Map<number, Pending>();
  const listeners = new Set<(event: EngineEvent) => void>();
  const weights = new Map<string, Requests['putWeights']['in']>();
  const lastRuns = new Map<ModelSlot, Requests['restore']['in']>();
  const checkpoints = new Map<string, Requests['restoreTraining']['in']>();
  let choice: BackendChoice | null = null;
  let nextId = 1;
  let crashes: number[] = [];
  let isDisposed = false;
  let isRecovering = false;
  let worker: WorkerLike | null = null;
  let hasSpoken = false;
  let hasEverSpoken = false;
  let local: Promise<Engine> | null = null;

  const emit = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };

  const patience = (): number => {
    if (!hasSpoken) return LOADING_PATIENCE;
    const idle = options.patience ?? PATIENCE;
    return [...pending.values()].reduce((longest, entry) => Math.max(longest, idle + entry.patience), idle);
  };

  const heartbeat = createHeartbeat({
    patience,
    ping: (id) => worker?.postMessage({ type: 'ping', id }),
    onSilence: () => replaceWorker('The computation gave no sign of life.'),
  });

  /** Starts a worker and gives it what its predecessor knew. @returns null when the browser refuses to make one */
  const startWorker = (): WorkerLike | null => {
    let started: WorkerLike;
    try {
      started = options.createWorker();
    } catch {
      return null;
    }
    worker = started;
    hasSpoken = false;
    const end = (reason: string): void => {
      if (worker === started) replaceWorker(reason);
    };
    started.onmessage = ({ data }) => {
      if (worker !== started) return;
      hasSpoken = true;
      hasEverSpoken = true;
      heartbeat.heard();
      if (data.type === 'lifeline')
        watchLifeline(data.name, () => end('The computation ended unexpectedly.'));
      else receive(data);
    };
    started.onerror = (event) => {
      event.preventDefault();
      end(event.message || 'The worker could not be loaded.');
    };
    heartbeat.watch();
    started.postMessage({ type: 'lifeline', name: `engine-${crypto.randomUUID()}` });
    equip(started);
    return started;
  };

  const equip = (fresh: WorkerLike): void => {
    const tell = <Kind extends RequestKind>(kind: Kind, payload: Requests[Kind]['in']): void =>
      // Its answer has no pending entry and is ignored: the requests that need it fail by themselves.
      fresh.postMessage(requestOf(takeId(), kind, payload));
    for (const put of weights.values()) tell('putWeights', put);
    for (const checkpoint of checkpoints.values()) tell('restoreTraining', checkpoint);
    for (const run of lastRuns.values()) tell('restore', run);
    const isChosenAnew = [...pending.values()].some(({ message }) => message.kind === 'useBackend');
    if (choice === null || isChosenAnew) return;
    const { entry, result } = enter('useBackend', choice, { patience: BACKEND_PATIENCE });
    result.then((report) => emit({ kind: 'backend', report }), ignore);
    fresh.postMessage(entry.message);
  };

  const receive = (message: Exclude<FromWorker, { type: 'lifeline' }>): void => {
    if (message.type === 'event') emit(message.event);
    if (message.type === 'pong' || message.type === 'event') return;
    const entry = pending.get(message.id);
    if (!entry) return;
    if (message.type === 'progress') {
      if (entry.message.kind === 'train' && 'checkpoint' in message.step && message.step.checkpoint) {
        const { untilStep: _, pause: __, ...request } = entry.message.payload;
        checkpoints.set(request.id, { request, state: message.step.checkpoint });
      }
      entry.onStep(message.step);
      return;
    }
    pending.delete(message.id);
    if (message.type === 'failure') {
      entry.reject(restored(message.error));
      return;
    }
    if (message.kind === 'run' && entry.message.kind === 'run') {
      const request: RunRequest = entry.message.payload;
      lastRuns.set(request.slot, { runId: message.value.runId, request });
    }
    // The protocol pairs each kind of request with its answer; the id says which request this is.
    entry.resolve(message.value as never);
    if (message.kind === 'useBackend' && isRecovering) {
      isRecovering = false;
      emit({ kind: 'recovered', what: 'worker', backend: message.value.backend });
    }
  };

  const replaceWorker = (reason: string): void => {
    if (isDisposed) return;
    worker?.terminate();
    worker = null;
    const now = Date.now();
    crashes = [...crashes.filter((time) => now - time < CRASH_WINDOW), now];
    emit({ kind: 'lost', what: 'worker', message: reason });
    for (const entry of pending.values()) {
      if (entry.message.kind === 'fault') settleFault(entry);
      else if (entry.isSettled()) pending.delete(entry.message.id);
    }
    // Nothing ever came from a worker: another one would not start either.
    if (!hasEverSpoken && options.createLocal) {
      moveToLocal(options.createLocal());
      return;
    }
    const waiting = [...pending.values()];
    isRecovering = true;
    const fresh = crashes.length > MAX_CRASHES ? null : startWorker();
    if (fresh) {
      for (const { message } of waiting) fresh.postMessage(message);
      return;
    }
    heartbeat.stop();
    const error = new AppError('workerCrashed', `${reason} It was started again ${MAX_CRASHES} times.`);
    for (const entry of waiting) {
      pending.delete(entry.message.id);
      entry.reject(error);
    }
    // The next request gets a fresh chance.
    crashes = [];
  };

  const settleFault = (entry: Pending): void => {
    pending.delete(entry.message.id);
    entry.resolve(null as never);
  };

  const moveToLocal = (starting: Promise<Engine>): void => {
    heartbeat.stop();
    const waiting = [...pending.values()];
    pending.clear();
    local = starting.then(async (engine) => {
      engine.subscribe(emit);
      for (const put of weights.values()) await engine.putWeights(put.id, put.config, put.weights);
      for (const { request, state } of checkpoints.values()) await engine.restoreTraining(request, state);
      return engine;
    });
    local.catch(() => {
      local = null;
    });
    for (const entry of waiting) askLocal(local, entry);
  };

  const askLocal = (engine: Promise<Engine>, entry: Pending): void => {
    engine.then(
      (started) => answerLocally(started, entry),
      (error: unknown) =>
        entry.reject(new AppError('workerCrashed', `The computation cannot start: ${String(error)}`)),
    );
  };

  const takeId = (): number => {
    nextId += 1;
    return nextId;
  };

  /** Notes a request as unanswered. */
  const enter = <Kind extends RequestKind>(
    kind: Kind,
    payload: Requests[Kind]['in'],
    details: CallDetails<Kind>,
  ): ReturnType<typeof createPending<Kind>> => {
    const created = createPending(takeId(), kind, payload, details);
    pending.set(created.entry.message.id, created.entry);
    return created;
  };

  const call = <Kind extends RequestKind>(
    kind: Kind,
    payload: Requests[Kind]['in'],
    details: CallDetails<Kind> = {},
  ): Promise<Requests[Kind]['out']> => {
    const { signal } = details;
    if (isDisposed) return Promise.reject(new AppError('internal', 'The engine was disposed.'));
    if (signal?.aborted) return Promise.reject(new AppError('cancelled', 'The request was cancelled.'));
    const present = worker ?? (local ? null : startWorker());
    const { entry, result } = enter(kind, payload, details);
    const { message } = entry;
    signal?.addEventListener(
      'abort',
      () => {
        // The entry stays until the worker answers: as long as it computes, its silence is normal.
        entry.reject(new AppError('cancelled', 'The request was cancelled.'));
        worker?.postMessage({ type: 'cancel', id: message.id });
      },
      { once: true },
    );
    if (present) present.postMessage(message);
    else if (local) {
      pending.delete(message.id);
      askLocal(local, entry);
    } else replaceWorker('This browser refuses to start a worker.');
    return result;
  };

  return {
    useBackend: (wanted) => {
      const result = call('useBackend', wanted, { patience: BACKEND_PATIENCE });
      choice = wanted;
      return result;
    },
    run: (request, callOptions) => call('run', request, { ...callOptions, patience: patienceFor(request) }),
    read: (request, callOptions) => {
      const last = lastRuns.get(request.slot);
      return call('read', request, { ...callOptions, patience: last ? patienceFor(last.request) : 0 });
    },
    study: (request, callOptions) => {
      const last = lastRuns.get(request.slot);
      // The lens reads the stream with the head as often as the model has layers.
      const patience = last ? STUDY_PASSES * patienceFor(last.request) : 0;
      return call('study', request, { ...callOptions, patience });
    },
    generate: (request, onStep, callOptions) =>
      call('generate', request, { ...callOptions, onStep, patience: patienceFor(request) }),
    beam: (request, onStep, callOptions) =>
      call('beam', request, {
        ...callOptions,
        onStep,
        patience: request.width * patienceFor(request),
      }),
    experiment: (request, onStep, callOptions) =>
      call('experiment', request, { ...callOptions, onStep, patience: patienceFor(request) }),
    putWeights: async (id, config, values) => {
      await call('putWeights', { id, config, weights: values });
      weights.set(id, { id, config, weights: values });
    },
    dropWeights: async (id) => {
      weights.delete(id);
      await call('dropWeights', id);
    },
    release: async (slot) => {
      lastRuns.delete(slot);
      await call('release', slot);
    },
    train: (request, onStep, callOptions) =>
      call('train', request, { ...callOptions, onStep, patience: trainingPatience(request) }),
    readTraining: (id, step) => call('readTraining', { id, step }),
    restoreTraining: async (request, state) => {
      checkpoints.set(request.id, { request, state });
      await call('restoreTraining', { request, state });
    },
    dropTraining: async (id) => {
      checkpoints.delete(id);
      await call('dropTraining', id);
    },
    statistics: () => call('statistics', null),
    fault: async (kind) => {
      await call('fault', kind);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => {
      if (isDisposed) return;
      isDisposed = true;
      heartbeat.stop();
      worker?.terminate();
      for (const entry of pending.values())
        entry.reject(new AppError('cancelled', 'The engine was disposed.'));
      pending.clear();
      void local?.then((engine) => engine.dispose(), ignore);
    },
  };
}

const ignore = (): void => undefined;

/** A step forwards and backwards on texts as long as the context. */
function trainingPatience({ config, options }: TrainingRequest): number {
  const size = { batch: options.batchSize, source: config.contextLength, target: config.contextLength };
  return (3 * flops(config, size).total) / SLOWEST_OPERATIONS;
}

function patienceFor({ config, ...work }: Pick<RunRequest, 'config'> & Work): number {
  return operationsOf(config, textsOf(work)) / SLOWEST_OPERATIONS;
}
