import * as tf from '@tensorflow/tfjs-core';
import type { Backends } from '../compute/backend/backends';
import { runExperiment } from '../compute/experiment/experiment';
import { beamSearch } from '../compute/generate/beam';
import { generate } from '../compute/generate/generate';
import type { Weights } from '../compute/tensors';
import type { ExperimentStep } from '../model/experiment';
import type { StudyAnswer } from '../model/study';
import { AppError } from '../shared/errors';
import { createDeviceCare, type Attempt } from './deviceCare';
import type {
  BackendChoice,
  BackendName,
  BackendReport,
  BeamRequest,
  BeamResult,
  BeamStep,
  EngineEvent,
  EngineStatistics,
  ExperimentRequest,
  ExperimentResult,
  GenerateRequest,
  GenerateResult,
  GenerateStep,
  ModelSlot,
  ReadRequest,
  RunRequest,
  RunResult,
  StudyRequest,
  TraceArray,
  TrainingProgress,
  TrainingRequest,
  TrainingState,
  TrainRequest,
} from './engine';
import { checkSignal, createExclusive, type Turn, yieldToMessages } from './exclusive';
import { createKeptRuns } from './keptRuns';
import { checkMemory, checkTrainingMemory, isAllocationFailure } from './memoryCheck';
import { largestSize, repeatedRows } from './passSizes';
import { readArrays } from './readArrays';
import { namesFor, study } from './studies';
import { createTrainings } from './trainings';
import { trainUntil } from './trainUntil';
import { createWeightsCache } from './weightsCache';
import { operationsOf, passSize, textsOf, type Work } from './work';

/** How long after the first answer better backends are looked for. */
const IMPROVE_DELAY = 800;

/** What work that goes step by step is given to tell and to ask. */
interface Steps<Step> {
  readonly isCancelled: () => boolean;
  readonly onStep: (step: Step) => void;
  readonly pause: () => Promise<void>;
}

export interface Session {
  useBackend(choice: BackendChoice): Promise<BackendReport>;
  run(request: RunRequest, signal?: AbortSignal): Promise<RunResult>;
  read(request: ReadRequest): Promise<readonly TraceArray[]>;
  study(request: StudyRequest, signal?: AbortSignal): Promise<StudyAnswer>;
  /** Makes the last run of a session that died readable here; it is computed when it is read. */
  restore(runId: number, request: RunRequest): void;
  generate(
    request: GenerateRequest,
    onStep: (step: GenerateStep) => void,
    signal?: AbortSignal,
  ): Promise<GenerateResult>;
  beam(request: BeamRequest, onStep: (step: BeamStep) => void, signal?: AbortSignal): Promise<BeamResult>;
  experiment(
    request: ExperimentRequest,
    onStep: (step: ExperimentStep) => void,
    signal?: AbortSignal,
  ): Promise<ExperimentResult>;
  putWeights(id: string, weights: ReadonlyMap<string, Float32Array>): void;
  dropWeights(id: string): void;
  train(
    request: TrainRequest,
    onStep: (progress: TrainingProgress) => void,
    signal?: AbortSignal,
  ): Promise<number>;
  readTraining(id: string, step: number | null): Promise<TrainingState | null>;
  restoreTraining(request: TrainingRequest, state: TrainingState): Promise<void>;
  dropTraining(id: string): Promise<void>;
  release(slot: ModelSlot): Promise<void>;
  statistics(): Promise<EngineStatistics>;
  loseDevice(): Promise<void>;
  dispose(): void;
}

/**
 * Owns every live tensor: the weights of each model slot and the trace of its last run. One request computes at a time;
 * a run that a newer one of its slot has overtaken is not computed at all, and generating lets others in after every
 * token, experimenting after every run. A lost device is started anew and the request repeated.
 */
export function createSession(backends: Backends, emit: (event: EngineEvent) => void): Session {
  const trainings = createTrainings();
  const cache = createWeightsCache(trainings.weightsAt);
  const runs = createKeptRuns(cache);
  const newest = new Map<ModelSlot, number>();
  const exclusive = createExclusive();
  let isDisposed = false;
  let improvement: ReturnType<typeof setTimeout> | undefined;

  const dropTensors = (): void => {
    cache.drop();
    runs.drop();
    trainings.drop();
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

  /** Work with tensors, begun again on a new device if need be. */
  const compute = async <T>(
    turn: Turn,
    { config, slot, ...texts }: Pick<RunRequest, 'config' | 'slot'> & Work,
    work: (attempt: Attempt) => Promise<T>,
  ): Promise<T> => {
    currentBackend();
    checkMemory(config, largestSize(textsOf(texts)), cache.bytesBeside(slot), texts.reads);
    return await repeated(turn, operationsOf(config, textsOf(texts)), work);
  };

  const repeated = async <T>(
    turn: Turn,
    operations: number,
    work: (attempt: Attempt) => Promise<T>,
  ): Promise<T> => {
    try {
      return await care.repeatOnLoss(turn, operations, work);
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

  /**
   * Work that lets others in after each of its steps.
   * @param nRows texts that are computed side by side
   */
  const stepByStep = <Step extends { readonly index: number }, Result extends object>(
    request: Pick<RunRequest, 'slot' | 'config' | 'weights'> & Work,
    onStep: (step: Step) => void,
    signal: AbortSignal | undefined,
    work: (weights: Weights, steps: Steps<Step>) => Promise<Result>,
    nRows = 1,
  ): Promise<Result & { readonly milliseconds: number }> =>
    exclusive(async (turn) => {
      const started = performance.now();
      const { slot, config, weights: source } = request;
      let nTold = 0;
      const texts = nRows === 1 ? request : { ...request, input: repeatedRows(request.input, nRows) };
      const result = await compute(turn, texts, async (attempt) => {
        const weights = cache.weights(slot, config, source);
        return await work(weights, {
          isCancelled: () => attempt.isAbandoned || (signal?.aborted ?? false),
          onStep: (step) => {
            attempt.heard();
            // The same tokens come again after a loss.
            if (attempt.isAbandoned || step.index < nTold) return;
            nTold = step.index + 1;
            onStep(step);
          },
          pause: async () => {
            attempt.heard();
            await yieldToMessages();
            checkSignal(signal);
            await attempt.pass();
            currentBackend();
            if (!cache.holds(slot, weights)) {
              throw new AppError('superseded', 'Another model took the place of the one that was at work.');
            }
          },
        });
      });
      return { ...result, milliseconds: performance.now() - started };
    });

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
        return await compute(turn, { ...request, reads }, () =>
          readArrays(
            runs.trace(
              slot,
              reads.map(({ name }) => name),
            ),
            reads,
          ),
        );
      }),

    study: ({ slot, runId, row, question }, signal) =>
      exclusive(async (turn) => {
        checkSignal(signal);
        const request = runs.request(slot, runId);
        return await compute(turn, request, async (attempt) => {
          const { config, input, weights } = request;
          const trace = runs.trace(slot, namesFor(config, question));
          const pause = async (): Promise<void> => {
            attempt.heard();
            await yieldToMessages();
            checkSignal(signal);
          };
          return await study(
            { request: { config, input }, weights: cache.weights(slot, config, weights), trace, row, pause },
            question,
          );
        });
      }),

    restore: (runId, request) => runs.restore(runId, request),

    generate: async (request, onStep, signal) =>
      await stepByStep(request, onStep, signal, (weights, steps) => {
        const { slot: _, weights: __, config, input, ...options } = request;
        return generate(config, weights, input, { ...options, ...steps });
      }),

    beam: async (request, onStep, signal) =>
      await stepByStep(
        request,
        onStep,
        signal,
        (weights, steps) => {
          const { slot: _, weights: __, config, input, ...options } = request;
          return beamSearch(config, weights, input, { ...options, ...steps });
        },
        request.width,
      ),

    experiment: async (request, onStep, signal) =>
      await stepByStep(request, onStep, signal, (weights, steps) => {
        const { slot: _, experiment, ...specimen } = request;
        return runExperiment({ ...specimen, weights }, experiment, steps);
      }),

    putWeights: (id, weights) => {
      if (isDisposed) throw new AppError('internal', 'The session was disposed.');
      cache.put(id, weights);
    },

    dropWeights: (id) => cache.forget(id),

    train: (request, onStep, signal) =>
      exclusive(async (turn) => {
        const { config, id } = request;
        currentBackend();
        await trainings.open(request, () => cache.hostWeights(config, request.weights));
        const { input } = trainings.nextBatch(id);
        checkTrainingMemory(config, passSize(input));
        // A step backwards takes about twice the operations of one forwards.
        const operations = 3 * operationsOf(config, [input]);
        return await repeated(turn, operations, (attempt) =>
          trainUntil(trainings, request, { attempt, onStep, signal }),
        );
      }),

    readTraining: (id, step) => exclusive(() => trainings.read(id, step)),

    restoreTraining: (request, state) => exclusive(() => trainings.restore(request, state)),

    dropTraining: (id) =>
      exclusive(async () => {
        trainings.end(id);
      }),

    release: (slot) =>
      exclusive(async () => {
        runs.release(slot);
        cache.release(slot);
      }),

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
