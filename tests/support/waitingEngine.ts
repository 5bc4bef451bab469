import type {
  BackendReport,
  BeamRequest,
  BeamResult,
  BeamStep,
  CallOptions,
  Engine,
  EngineEvent,
  ExperimentRequest,
  ExperimentResult,
  GenerateRequest,
  GenerateResult,
  GenerateStep,
  ModelSlot,
  ReadRequest,
  RunRequest,
  RunResult,
  TraceArray,
  TrainingProgress,
  TrainingRequest,
  TrainingState,
  TrainRequest,
} from '../../src/engine/engine';
import { stackVocabSize } from '../../src/model/config/derive';
import type { ModelConfig } from '../../src/model/config/types';
import type { ExperimentStep } from '../../src/model/experiment';
import { AppError } from '../../src/shared/errors';

/** A request that waits until the test answers it. */
export interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly signal: AbortSignal | undefined;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

const report: BackendReport = {
  backend: 'wasm',
  chosenBy: 'measured',
  candidates: [],
  halfPrecision: false,
};

/** Arrays of the right shapes: attention is even over all keys, logits grow with the id. */
function arraysFor(request: Pick<RunRequest, 'config' | 'input' | 'reads'>): TraceArray[] {
  const { config, input } = request;
  const nEncoder = input.encoder?.ids[0]?.length ?? 0;
  const nDecoder = input.decoder?.ids[0]?.length ?? 0;
  return request.reads.map(({ name }) => {
    if (name === 'head.logits') return logits(config, nDecoder || nEncoder);
    const nQueries = name.startsWith('encoder') ? nEncoder : nDecoder;
    const nKeys = name.includes('crossAttention') ? nEncoder : nQueries;
    const shape = [1, config.nHeads, nQueries, nKeys];
    return { name, shape, data: new Float32Array(config.nHeads * nQueries * nKeys).fill(1 / nKeys) };
  });
}

function logits(config: ModelConfig, length: number): TraceArray {
  const width = stackVocabSize(config, config.family === 'encoder-only' ? 'encoder' : 'decoder');
  const data = Float32Array.from({ length: length * width }, (_, index) => (index % width) / 100);
  return { name: 'head.logits', shape: [1, length, width], data };
}

/**
 * An engine that keeps every request, so that a test can answer them late, out of order or with an error; the real one
 * supersedes older ones. While it `isAutomatic`, runs and reads are answered at once.
 */
export class WaitingEngine implements Engine {
  isAutomatic = true;
  readonly runs: Waiting<RunRequest, RunResult>[] = [];
  readonly reads: Waiting<ReadRequest, readonly TraceArray[]>[] = [];
  readonly generations: (Waiting<GenerateRequest, GenerateResult> & { step(step: GenerateStep): void })[] =
    [];
  readonly choices: string[] = [];
  readonly #listeners = new Set<(event: EngineEvent) => void>();

  useBackend(choice: string): Promise<BackendReport> {
    this.choices.push(choice);
    return Promise.resolve(report);
  }

  run(request: RunRequest, { signal }: CallOptions = {}): Promise<RunResult> {
    return new Promise((resolve, reject) => {
      this.runs.push({ request, signal, resolve, reject });
      if (this.isAutomatic) resolve(this.answer(this.runs.length - 1));
    });
  }

  /** The answer to the run of an index; its `runId` counts from 1. */
  answer(index: number): RunResult {
    const waiting = this.runs[index];
    if (!waiting) throw new Error(`Run ${index} was not asked for.`);
    const arrays = arraysFor(waiting.request);
    return { runId: index + 1, backend: 'wasm', milliseconds: 9, weightsMilliseconds: 0, arrays };
  }

  read(request: ReadRequest, { signal }: CallOptions = {}): Promise<readonly TraceArray[]> {
    const of = this.runs[request.runId - 1];
    if (!of) return Promise.reject(new AppError('internal', 'There is no such run.'));
    return new Promise((resolve, reject) => {
      this.reads.push({ request, signal, resolve, reject });
      if (this.isAutomatic) resolve(arraysFor({ ...of.request, reads: request.reads }));
    });
  }

  study(): Promise<never> {
    return Promise.reject(new AppError('superseded', 'Nothing is studied here.'));
  }

  readonly trainings: (Waiting<TrainRequest, number> & { step(progress: TrainingProgress): void })[] = [];

  train(
    request: TrainRequest,
    onStep: (progress: TrainingProgress) => void,
    { signal }: CallOptions = {},
  ): Promise<number> {
    return new Promise((resolve, reject) => {
      this.trainings.push({ request, signal, resolve, reject, step: onStep });
    });
  }

  readTraining(): Promise<TrainingState | null> {
    return Promise.resolve(null);
  }

  readonly restored: { readonly request: TrainingRequest; readonly state: TrainingState }[] = [];

  restoreTraining(request: TrainingRequest, state: TrainingState): Promise<void> {
    this.restored.push({ request, state });
    return Promise.resolve();
  }

  dropTraining(): Promise<void> {
    return Promise.resolve();
  }

  readonly released: ModelSlot[] = [];

  release(slot: ModelSlot): Promise<void> {
    this.released.push(slot);
    return Promise.resolve();
  }

  dropWeights(): Promise<void> {
    return Promise.resolve();
  }

  generate(
    request: GenerateRequest,
    onStep: (step: GenerateStep) => void,
    { signal }: CallOptions = {},
  ): Promise<GenerateResult> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new AppError('cancelled', 'cancelled')));
      this.generations.push({ request, signal, resolve, reject, step: onStep });
    });
  }

  readonly searches: (Waiting<BeamRequest, BeamResult> & { step(step: BeamStep): void })[] = [];

  beam(
    request: BeamRequest,
    onStep: (step: BeamStep) => void,
    { signal }: CallOptions = {},
  ): Promise<BeamResult> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new AppError('cancelled', 'cancelled')));
      this.searches.push({ request, signal, resolve, reject, step: onStep });
    });
  }

  readonly experiments: (Waiting<ExperimentRequest, ExperimentResult> & {
    step(step: ExperimentStep): void;
  })[] = [];

  experiment(
    request: ExperimentRequest,
    onStep: (step: ExperimentStep) => void,
    { signal }: CallOptions = {},
  ): Promise<ExperimentResult> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new AppError('cancelled', 'cancelled')));
      this.experiments.push({ request, signal, resolve, reject, step: onStep });
    });
  }

  tell(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A property of its own: the engine of a slot of the bench is a copy of this one with some of it replaced. */
  readonly putWeights = (): Promise<void> => Promise.resolve();

  statistics(): Promise<{ backend: null; tensors: number; bytes: number }> {
    return Promise.resolve({ backend: null, tensors: 0, bytes: 0 });
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/** Lets every promise that can settle do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
