import { derive } from '../model/config/derive';
import type { ModelConfig } from '../model/config/types';
import type { ModelInput } from '../model/input';
import { countParameters } from '../model/parameters';
import { AppError } from '../shared/errors';
import type { BackendChoice, CallOptions, Engine, EngineEvent, GenerateStep } from './engine';
import { createHeartbeat } from './heartbeat';
import type { FromWorker, RequestKind, Requests, ToWorker } from './protocol';
import { restored } from './protocol';

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

interface Pending {
  readonly message: Extract<ToWorker, { type: 'request' }>;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly onStep: ((step: GenerateStep) => void) | null;
  /** Milliseconds of work that may pass without a sign of life. */
  readonly patience: number;
}

const PATIENCE = 4000;
const MAX_CRASHES = 3;
const CRASH_WINDOW = 60_000;
/** The slowest backend here does about this many operations in a millisecond. */
const SLOWEST_OPERATIONS = 1e5;

/**
 * The engine over a worker. Knows no tfjs. A worker that dies or falls silent is replaced: loaded weights, the chosen
 * backend and all unanswered requests are given to the new one; answers of the old one are ignored.
 */
export function createEngineClient(options: ClientOptions): EngineClient {
  const patience = options.patience ?? PATIENCE;
  const pending = new Map<number, Pending>();
  const listeners = new Set<(event: EngineEvent) => void>();
  const weights = new Map<string, Requests['putWeights']['in']>();
  let choice: BackendChoice = 'auto';
  let hasChosen = false;
  let nextId = 1;
  let crashes: number[] = [];
  let isDisposed = false;
  let hasSpoken = false;
  let worker: WorkerLike | null = null;
  let local: Promise<Engine> | null = null;

  const emit = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };

  const heartbeat = createHeartbeat({
    patience: () => Math.max(patience, ...[...pending.values()].map((entry) => entry.patience)),
    ping: (id) => worker?.postMessage({ type: 'ping', id }),
    onSilence: () => replaceWorker('The computation gave no sign of life.'),
  });

  const startWorker = (): void => {
    const started = options.createWorker();
    worker = started;
    started.onmessage = ({ data }) => {
      if (worker !== started) return;
      hasSpoken = true;
      heartbeat.heard();
      receive(data);
    };
    started.onerror = (event) => {
      event.preventDefault();
      if (worker === started) replaceWorker(event.message || 'The worker could not be loaded.');
    };
  };

  const receive = (message: FromWorker): void => {
    if (message.type === 'event') emit(message.event);
    if (message.type === 'pong' || message.type === 'event') return;
    const entry = pending.get(message.id);
    if (!entry) return;
    if (message.type === 'progress') {
      entry.onStep?.(message.step);
      return;
    }
    pending.delete(message.id);
    if (message.type === 'failure') entry.reject(restored(message.error));
    // The protocol pairs each kind of request with its answer; the id says which request this is.
    else entry.resolve(message.value as never);
  };

  const replaceWorker = (reason: string): void => {
    if (isDisposed) return;
    worker?.terminate();
    worker = null;
    const now = Date.now();
    crashes = [...crashes.filter((time) => now - time < CRASH_WINDOW), now];
    emit({ kind: 'lost', what: 'worker', message: reason });
    const waiting = [...pending.values()];
    // Nothing ever came from a worker: another one would not start either.
    if (!hasSpoken && options.createLocal) {
      pending.clear();
      void moveToLocal(options.createLocal(), waiting);
      return;
    }
    if (crashes.length > MAX_CRASHES) {
      pending.clear();
      const error = new AppError('workerCrashed', `${reason} It was started again ${MAX_CRASHES} times.`);
      for (const entry of waiting) entry.reject(error);
      // The next request gets a fresh chance.
      crashes = [];
      return;
    }
    startWorker();
    for (const put of weights.values())
      post({ type: 'request', id: takeId(), kind: 'putWeights', payload: put });
    const resend = waiting.filter((entry) => entry.message.kind !== 'fault');
    for (const entry of waiting) if (!resend.includes(entry)) settleFault(entry);
    if (hasChosen && !resend.some((entry) => entry.message.kind === 'useBackend')) {
      void call('useBackend', choice).then((report) => {
        emit({ kind: 'backend', report });
        emit({ kind: 'recovered', what: 'worker', backend: report.backend });
      }, ignore);
    }
    for (const entry of resend) {
      // The trace that a read is about died with the worker.
      if (entry.message.kind === 'read') {
        pending.delete(entry.message.id);
        entry.reject(new AppError('superseded', 'The run is gone with the worker that made it.'));
      } else post(entry.message);
    }
  };

  const settleFault = (entry: Pending): void => {
    pending.delete(entry.message.id);
    entry.resolve(null as never);
  };

  const moveToLocal = async (starting: Promise<Engine>, waiting: readonly Pending[]): Promise<void> => {
    local = starting;
    try {
      const engine = await starting;
      engine.subscribe(emit);
      for (const put of weights.values()) await engine.putWeights(put.id, put.config, put.weights);
      for (const entry of waiting) void replay(engine, entry);
    } catch {
      local = null;
      for (const entry of waiting)
        entry.reject(new AppError('workerCrashed', 'The computation cannot start here.'));
    }
  };

  const takeId = (): number => {
    nextId += 1;
    return nextId;
  };

  const post = (message: Extract<ToWorker, { type: 'request' }>): void => {
    if (!worker) startWorker();
    heartbeat.watch();
    worker?.postMessage(message);
  };

  const call = <Kind extends RequestKind>(
    kind: Kind,
    payload: Requests[Kind]['in'],
    { signal, onStep, work = 0 }: CallOptions & { onStep?: (step: GenerateStep) => void; work?: number } = {},
  ): Promise<Requests[Kind]['out']> => {
    if (isDisposed) return Promise.reject(new AppError('internal', 'The engine was disposed.'));
    if (signal?.aborted) return Promise.reject(new AppError('cancelled', 'The request was cancelled.'));
    return new Promise((resolve, reject) => {
      const id = takeId();
      const message = { type: 'request', id, kind, payload } as Extract<ToWorker, { type: 'request' }>;
      const entry: Pending = {
        message,
        resolve,
        reject,
        onStep: onStep ?? null,
        patience: patience + work / SLOWEST_OPERATIONS,
      };
      signal?.addEventListener('abort', () => worker?.postMessage({ type: 'cancel', id }), { once: true });
      if (local) {
        void local.then((engine) => replay(engine, entry), reject);
        return;
      }
      pending.set(id, entry);
      post(message);
    });
  };

  return {
    useBackend: (wanted) => {
      choice = wanted;
      hasChosen = true;
      return call('useBackend', wanted, { work: 20 * 1000 * SLOWEST_OPERATIONS });
    },
    run: (request, callOptions) =>
      call('run', request, { ...callOptions, work: operations(request.config, request.input) }),
    read: (request, callOptions) => call('read', request, callOptions),
    generate: (request, onStep, callOptions) =>
      call('generate', request, { ...callOptions, onStep, work: operations(request.config, request.input) }),
    putWeights: async (id, config, values) => {
      weights.set(id, { id, config, weights: values });
      await call('putWeights', { id, config, weights: values });
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

/** Gives a request that no worker answered to the engine in the page's own thread. */
async function replay(engine: Engine, { message, resolve, reject, onStep }: Pending): Promise<void> {
  const settle = resolve as (value: unknown) => void;
  try {
    switch (message.kind) {
      case 'useBackend':
        return settle(await engine.useBackend(message.payload));
      case 'run':
        return settle(await engine.run(message.payload));
      case 'read':
        return settle(await engine.read(message.payload));
      case 'generate':
        return settle(await engine.generate(message.payload, onStep ?? ignore));
      case 'putWeights':
        return settle(
          await engine.putWeights(message.payload.id, message.payload.config, message.payload.weights),
        );
      case 'statistics':
        return settle(await engine.statistics());
      case 'fault':
        return settle(null);
    }
  } catch (error) {
    reject(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Multiplications of a pass, roughly: two for each parameter and token. Only to know how long silence is normal. */
function operations(config: ModelConfig, { encoder, decoder }: ModelInput): number {
  const rows = (encoder ?? decoder)?.ids.length ?? 1;
  const length = derive(config).hasDecoder ? (decoder?.ids[0]?.length ?? 1) : 1;
  const longest = Math.max(length, encoder?.ids[0]?.length ?? 1);
  return 2 * countParameters(config) * rows * longest;
}
