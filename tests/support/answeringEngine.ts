import type {
  BackendReport,
  Engine,
  EngineEvent,
  RunRequest,
  RunResult,
  TraceArray,
  TraceRead,
} from '../../src/engine/engine';
import { derive } from '../../src/model/config/derive';
import type { ModelConfig } from '../../src/model/config/types';
import type { ModelInput } from '../../src/model/input';
import { AppError } from '../../src/shared/errors';

const report: BackendReport = { backend: 'cpu', chosenBy: 'measured', candidates: [], halfPrecision: false };

/** An engine that answers when it is told to: the shapes are right, the values are the number of the run. */
export function createAnsweringEngine(): Engine & {
  readonly runs: RunRequest[];
  /** Answers the waiting run; older ones are superseded, as in the real engine. */
  answer(): Promise<void>;
  emit(event: EngineEvent): void;
} {
  const runs: RunRequest[] = [];
  const listeners = new Set<(event: EngineEvent) => void>();
  let waiting: {
    request: RunRequest;
    resolve: (result: RunResult) => void;
    reject: (error: Error) => void;
  } | null = null;
  let runId = 0;
  const arraysOf = (request: RunRequest, reads: readonly TraceRead[]): TraceArray[] =>
    reads.map(({ name }) => {
      const shape = shapeOf(name, request.config, request.input);
      return { name, shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(runId) };
    });
  let last: RunRequest | null = null;
  return {
    runs,
    answer: async () => {
      // The store asks in a microtask after the change.
      await Promise.resolve();
      const current = waiting;
      waiting = null;
      if (!current) throw new Error('no run is waiting');
      runId += 1;
      last = current.request;
      current.resolve({
        runId,
        backend: 'cpu',
        milliseconds: 1,
        weightsMilliseconds: 0,
        arrays: arraysOf(current.request, current.request.reads),
      });
      await new Promise((resolve) => setTimeout(resolve));
    },
    emit: (event) => listeners.forEach((listener) => listener(event)),
    useBackend: () => Promise.resolve(report),
    run: (request) => {
      runs.push(request);
      waiting?.reject(new AppError('superseded', 'A newer run took its place.'));
      return new Promise((resolve, reject) => {
        waiting = { request, resolve, reject };
      });
    },
    read: ({ reads }) =>
      last ? Promise.resolve(arraysOf(last, reads)) : Promise.reject(new Error('nothing was run')),
    generate: (_, onStep) => {
      onStep({ index: 0, id: 7, probability: 0.5 });
      return Promise.resolve({ ids: [7], milliseconds: 1 });
    },
    putWeights: () => Promise.resolve(),
    statistics: () => Promise.resolve({ backend: 'cpu', tensors: 0, bytes: 0 }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => listeners.clear(),
  };
}

function shapeOf(name: string, config: ModelConfig, { encoder, decoder }: ModelInput): number[] {
  const source = encoder?.ids[0]?.length ?? 0;
  const target = decoder?.ids[0]?.length ?? 0;
  if (name === 'head.logits')
    return [1, derive(config).hasDecoder ? target : source, derive(config).nOutputs];
  const queries = name.startsWith('encoder') ? source : target;
  return [
    1,
    config.nHeads,
    queries,
    name.includes('crossAttention') || name.startsWith('encoder') ? source : target,
  ];
}
