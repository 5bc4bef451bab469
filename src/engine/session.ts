import * as tf from '@tensorflow/tfjs-core';
import type { Backends, Report } from '../compute/backend/backends';
import { forward } from '../compute/forward';
import { generate } from '../compute/generate/generate';
import type { Trace } from '../compute/trace';
import { parameterBytes, traceBytes, type PassSize } from '../model/memory';
import type { ModelInput } from '../model/input';
import type { TraceName } from '../model/traceNames';
import { AppError } from '../shared/errors';
import type {
  BackendChoice,
  BackendReport,
  EngineEvent,
  EngineStatistics,
  GenerateRequest,
  GenerateResult,
  GenerateStep,
  ModelSlot,
  ReadRequest,
  RunRequest,
  RunResult,
  TraceArray,
} from './engine';
import { createExclusive, yieldToMessages } from './exclusive';
import { readArrays } from './readArrays';
import { createWeightsCache } from './weightsCache';

/** Beyond this a browser tab is likely to be ended. */
const MEMORY_LIMIT = 1.5 * 2 ** 30;
/** A larger trace keeps only what was asked for; the rest is computed again when it is read. */
const TRACE_LIMIT = 256 * 2 ** 20;
/** How long after the first answer better backends are looked for. */
const IMPROVE_DELAY = 800;

interface KeptRun {
  readonly runId: number;
  readonly request: RunRequest;
  trace: Trace;
}

export interface Session {
  useBackend(choice: BackendChoice): Promise<BackendReport>;
  run(request: RunRequest, signal?: AbortSignal): Promise<RunResult>;
  read(request: ReadRequest): Promise<readonly TraceArray[]>;
  generate(
    request: GenerateRequest,
    onStep: (step: GenerateStep) => void,
    signal?: AbortSignal,
  ): Promise<GenerateResult>;
  putWeights(id: string, weights: ReadonlyMap<string, Float32Array>): void;
  statistics(): EngineStatistics;
  loseDevice(): Promise<void>;
  dispose(): void;
}

/**
 * Owns every live tensor: the weights of each model slot and the trace of its last run. One request computes at a time;
 * a run that a newer one of its slot has overtaken is not computed at all. A lost device is started anew and the request
 * repeated.
 */
export function createSession(backends: Backends, emit: (event: EngineEvent) => void): Session {
  const cache = createWeightsCache();
  const kept = new Map<ModelSlot, KeptRun>();
  const newest = new Map<ModelSlot, number>();
  const exclusive = createExclusive();
  let nextRunId = 1;
  let isDisposed = false;
  let improvement: ReturnType<typeof setTimeout> | undefined;
  let lost: { readonly promise: Promise<never>; readonly report: (message: string) => void } = lossSignal();

  backends.onLost((message) => {
    const reported = lost;
    reported.report(message);
    // Nothing may be computing that would notice. Where something is, it recovers first and the signal is a new one.
    void exclusive(async () => {
      if (lost === reported) await recover(message);
    }).catch(() => undefined);
  });

  const dropTensors = (): void => {
    cache.drop();
    for (const { trace } of kept.values()) trace.dispose();
    kept.clear();
  };

  const recover = async (message: string): Promise<void> => {
    emit({ kind: 'lost', what: 'device', message });
    dropTensors();
    const report = await backends.recover();
    lost = lossSignal();
    emit({ kind: 'recovered', what: 'device', backend: report.backend });
    emit({ kind: 'backend', report });
  };

  /** Work that is repeated once on a new device if the device is lost meanwhile. */
  const withRecovery = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await Promise.race([work(), lost.promise]);
    } catch (error) {
      const isLoss = error instanceof AppError ? error.code === 'backendLost' : looksLost(error);
      if (!isLoss) throw error;
      await recover(error instanceof Error ? error.message : String(error));
      return await work();
    }
  };

  const checkAlive = (): void => {
    if (isDisposed) throw new AppError('internal', 'The session was disposed.');
  };

  const compute = async (request: RunRequest): Promise<RunResult> => {
    const { slot, config, weights: source, input, interventions, reads } = request;
    checkMemory(request);
    const before = performance.now();
    const weights = cache.weights(slot, config, source);
    const started = performance.now();
    const wanted = new Set<TraceName>(reads.map((read) => read.name));
    const isSmall = traceBytes(config, passSize(input)) <= TRACE_LIMIT;
    kept.get(slot)?.trace.dispose();
    kept.delete(slot);
    const trace = forward(config, weights, input, {
      interventions,
      record: (name) => isSmall || wanted.has(name),
    });
    const runId = nextRunId;
    nextRunId += 1;
    kept.set(slot, { runId, request, trace });
    const arrays = await readArrays(trace, reads);
    if (reads.length === 0) await trace.get('head.logits')?.data();
    return {
      runId,
      backend: reportedBackend(backends),
      milliseconds: performance.now() - started,
      weightsMilliseconds: started - before,
      arrays,
    };
  };

  const scheduleImprovement = (): void => {
    clearTimeout(improvement);
    improvement = setTimeout(() => {
      void exclusive(async () => {
        if (isDisposed) return;
        const before = backends.current;
        const report: Report | null = await backends.improve();
        if (!report) return;
        if (report.backend !== before) {
          dropTensors();
          lost = lossSignal();
        }
        emit({ kind: 'backend', report });
      }).catch(() => undefined);
    }, IMPROVE_DELAY);
  };

  return {
    useBackend: (choice) =>
      exclusive(async () => {
        checkAlive();
        dropTensors();
        const report = await backends.use(choice);
        lost = lossSignal();
        if (choice === 'auto') scheduleImprovement();
        else clearTimeout(improvement);
        return report;
      }),

    run: (request, signal) => {
      const turn = (newest.get(request.slot) ?? 0) + 1;
      newest.set(request.slot, turn);
      const checkTurn = (): void => {
        if (signal?.aborted) throw new AppError('cancelled', 'The run was cancelled.');
        if (newest.get(request.slot) !== turn) {
          throw new AppError('superseded', 'A newer run of this model took its place.');
        }
      };
      return exclusive(async () => {
        checkAlive();
        // Newer requests may wait in the queue of messages: let them come in before work begins.
        await yieldToMessages();
        checkTurn();
        const result = await withRecovery(() => compute(request));
        await yieldToMessages();
        checkTurn();
        return result;
      });
    },

    read: ({ slot, runId, reads }) =>
      exclusive(async () => {
        checkAlive();
        const run = kept.get(slot);
        if (run?.runId !== runId)
          throw new AppError('superseded', 'This run is gone; a newer one took its place.');
        const { request } = run;
        if (reads.some((read) => run.trace.get(read.name) === undefined)) {
          const names = new Set<TraceName>(reads.map((read) => read.name));
          run.trace.dispose();
          run.trace = forward(
            request.config,
            cache.weights(slot, request.config, request.weights),
            request.input,
            {
              interventions: request.interventions,
              record: (name) => names.has(name),
            },
          );
        }
        return await readArrays(run.trace, reads);
      }),

    generate: (request, onStep, signal) =>
      exclusive(async () => {
        checkAlive();
        checkMemory(request);
        const started = performance.now();
        const { slot, config, weights: source, input, maxNewTokens, endId, sampling, useCache } = request;
        const weights = cache.weights(slot, config, source);
        const { ids } = await Promise.race([
          generate(config, weights, input, {
            maxNewTokens,
            endId,
            sampling,
            useCache,
            isCancelled: () => signal?.aborted ?? false,
            onStep,
            pause: yieldToMessages,
          }),
          lost.promise,
        ]);
        return { ids, milliseconds: performance.now() - started };
      }),

    putWeights: (id, weights) => {
      checkAlive();
      cache.put(id, weights);
    },

    statistics: () => {
      const { numTensors, numBytes } = tf.memory();
      return { backend: backends.current, tensors: numTensors, bytes: numBytes };
    },

    loseDevice: () =>
      exclusive(async () => {
        if (!backends.lose()) await recover('The backend was started anew for a test.');
      }),

    dispose: () => {
      if (isDisposed) return;
      isDisposed = true;
      clearTimeout(improvement);
      dropTensors();
    },
  };
}

/** A promise that rejects when the device is lost. */
function lossSignal(): { readonly promise: Promise<never>; readonly report: (message: string) => void } {
  let report: (message: string) => void = () => undefined;
  const promise = new Promise<never>((_, reject) => {
    report = (message) => reject(new AppError('backendLost', message));
  });
  // Nobody may be listening when it happens.
  promise.catch(() => undefined);
  return { promise, report };
}

/** What WebGPU says in a read that fails because the device is gone. */
function looksLost(error: unknown): boolean {
  return (
    error instanceof Error &&
    /device (?:was|is) lost|buffer was unmapped|device.*destroyed/i.test(error.message)
  );
}

function reportedBackend(backends: Backends): BackendReport['backend'] {
  if (!backends.current) throw new AppError('backendUnavailable', 'No backend runs here.');
  return backends.current;
}

function passSize(input: ModelInput): PassSize {
  const { encoder, decoder } = input;
  return {
    batch: (encoder ?? decoder)?.ids.length ?? 0,
    source: encoder?.ids[0]?.length ?? 0,
    target: decoder?.ids[0]?.length ?? 0,
  };
}

function checkMemory({ config }: { readonly config: RunRequest['config'] }): void {
  const bytes = parameterBytes(config);
  if (bytes <= MEMORY_LIMIT) return;
  const megabytes = (value: number): string => `${Math.round(value / 2 ** 20)} MB`;
  throw new AppError(
    'outOfMemory',
    `The weights alone need ${megabytes(bytes)}; a page can use about ${megabytes(MEMORY_LIMIT)}.`,
    'config',
  );
}
