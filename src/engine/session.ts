import * as tf from '@tensorflow/tfjs-core';
import type { Backends } from '../compute/backend/backends';
import { generate } from '../compute/generate/generate';
import { AppError } from '../shared/errors';
import { createDeviceCare, type Attempt } from './deviceCare';
import type {
  BackendChoice,
  BackendName,
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
import { createExclusive, type Turn, yieldToMessages } from './exclusive';
import { createKeptRuns } from './keptRuns';
import { checkMemory, isAllocationFailure } from './memoryCheck';
import { readArrays } from './readArrays';
import { createWeightsCache } from './weightsCache';
import { operationsOf, passSize } from './work';

/** How long after the first answer better backends are looked for. */
const IMPROVE_DELAY = 800;

export interface Session {
  useBackend(choice: BackendChoice): Promise<BackendReport>;
  run(request: RunRequest, signal?: AbortSignal): Promise<RunResult>;
  read(request: ReadRequest): Promise<readonly TraceArray[]>;
  /** Makes the last run of a session that died readable here; it is computed when it is read. */
  restore(runId: number, request: RunRequest): void;
  generate(
    request: GenerateRequest,
    onStep: (step: GenerateStep) => void,
    signal?: AbortSignal,
  ): Promise<GenerateResult>;
  putWeights(id: string, weights: ReadonlyMap<string, Float32Array>): void;
  statistics(): Promise<EngineStatistics>;
  loseDevice(): Promise<void>;
  dispose(): void;
}

/**
 * Owns every live tensor: the weights of each model slot and the trace of its last run. One request computes at a time;
 * a run that a newer one of its slot has overtaken is not computed at all, and generating lets others in after every
 * token. A lost device is started anew and the request repeated.
 */
export function createSession(backends: Backends, emit: (event: EngineEvent) => void): Session {
  const cache = createWeightsCache();
  const runs = createKeptRuns(cache);
  const newest = new Map<ModelSlot, number>();
  const exclusive = createExclusive();
  let isDisposed = false;
  let improvement: ReturnType<typeof setTimeout> | undefined;

  const dropTensors = (): void => {
    cache.drop();
    runs.drop();
  };

  const whenIdle = (work: () => Promise<void>): void => {
    // What fails here fails again, and is told, at the next request.
    exclusive(work).catch(() => undefined);
  };

  const care = createDeviceCare(backends, emit, dropTensors, whenIdle);

  const currentBackend = (): BackendName => {
    if (isDisposed) throw new AppError('internal', 'The session was disposed.');
    if (!backends.current) throw new AppError('backendUnavailable', 'No backend has been started.');
    return backends.current;
  };

  const checkSignal = (signal: AbortSignal | undefined): void => {
    if (signal?.aborted) throw new AppError('cancelled', 'The request was cancelled.');
  };

  /** Work with tensors, begun again on a new device if need be. */
  const compute = async <T>(
    turn: Turn,
    { config, input, slot }: Pick<RunRequest, 'config' | 'input' | 'slot'>,
    work: (attempt: Attempt) => Promise<T>,
  ): Promise<T> => {
    currentBackend();
    checkMemory(config, passSize(input), cache.bytesBeside(slot));
    try {
      return await care.repeatOnLoss(turn, operationsOf(config, input), work);
    } catch (error) {
      if (!isAllocationFailure(error)) throw error;
      const message = error instanceof Error ? error.message : String(error);
      // A backend that ran out of memory is not usable any more; a new one has all of it.
      await care.recover(message);
      throw new AppError(
        'outOfMemory',
        `The device has too little memory for this model: ${message}`,
        'config',
      );
    }
  };

  const runOnce = async (request: RunRequest): Promise<RunResult> => {
    const { slot, config, weights: source, reads } = request;
    const before = performance.now();
    const weights = cache.weights(slot, config, source);
    const started = performance.now();
    const { runId, trace } = runs.add(request, weights);
    const arrays = await readArrays(trace, reads);
    if (reads.length === 0) await trace.get('head.logits')?.data();
    return {
      runId,
      backend: currentBackend(),
      milliseconds: performance.now() - started,
      weightsMilliseconds: started - before,
      arrays,
    };
  };

  const improve = async (): Promise<void> => {
    if (isDisposed) return;
    const before = backends.current;
    const report = await backends.improve();
    if (!report) return;
    if (report.backend !== before) {
      dropTensors();
      care.renew();
    }
    emit({ kind: 'backend', report });
  };

  return {
    useBackend: (choice) =>
      exclusive(async () => {
        if (isDisposed) throw new AppError('internal', 'The session was disposed.');
        clearTimeout(improvement);
        dropTensors();
        const report = await backends.use(choice);
        care.renew();
        if (choice === 'auto') improvement = setTimeout(() => whenIdle(improve), IMPROVE_DELAY);
        return report;
      }),

    run: (request, signal) => {
      const turnOfSlot = (newest.get(request.slot) ?? 0) + 1;
      newest.set(request.slot, turnOfSlot);
      const checkNewest = (): void => {
        checkSignal(signal);
        if (newest.get(request.slot) !== turnOfSlot) {
          throw new AppError('superseded', 'A newer run of this model took its place.');
        }
      };
      return exclusive(async (turn) => {
        // Newer requests may wait in the queue of messages: let them come in before work begins.
        await yieldToMessages();
        checkNewest();
        const result = await compute(turn, request, () => runOnce(request));
        await yieldToMessages();
        checkNewest();
        return result;
      });
    },

    read: ({ slot, runId, reads }) =>
      exclusive(async (turn) => {
        const request = runs.request(slot, runId);
        return await compute(turn, request, () =>
          readArrays(
            runs.trace(
              slot,
              reads.map(({ name }) => name),
            ),
            reads,
          ),
        );
      }),

    restore: (runId, request) => runs.restore(runId, request),

    generate: (request, onStep, signal) =>
      exclusive(async (turn) => {
        const started = performance.now();
        const { slot, config, weights: source, ...options } = request;
        const longest = config.contextLength;
        let nTold = 0;
        const { ids } = await compute(turn, request, async (attempt) => {
          const weights = cache.weights(slot, config, source);
          return await generate(config, weights, request.input, {
            ...options,
            maxNewTokens: Math.min(options.maxNewTokens, longest),
            isCancelled: () => attempt.isAbandoned || (signal?.aborted ?? false),
            onStep: (step) => {
              attempt.heard();
              // The same tokens come again after a loss.
              if (attempt.isAbandoned || step.index < nTold) return;
              nTold = step.index + 1;
              onStep(step);
            },
            pause: async () => {
              await yieldToMessages();
              checkSignal(signal);
              await attempt.pass();
              currentBackend();
              if (!cache.holds(slot, weights)) {
                throw new AppError('superseded', 'Another model took the place of the one that generated.');
              }
            },
          });
        });
        return { ids, milliseconds: performance.now() - started };
      }),

    putWeights: (id, weights) => {
      if (isDisposed) throw new AppError('internal', 'The session was disposed.');
      cache.put(id, weights);
    },

    statistics: () =>
      // In turn: while a backend is started anew, even this question would spoil it.
      exclusive(async () => {
        const { numTensors, numBytes } = tf.memory();
        return { backend: backends.current, tensors: numTensors, bytes: numBytes };
      }),

    loseDevice: async () => {
      // At once, not in turn: devices are lost in the middle of work.
      if (backends.lose()) return;
      await exclusive(() => care.recover('The backend was started anew for a test.'));
    },

    dispose: () => {
      if (isDisposed) return;
      isDisposed = true;
      clearTimeout(improvement);
      // After the work that is under way, which would leave a trace behind.
      whenIdle(async () => dropTensors());
    },
  };
}
