import type { BeamNode, BeamSettings } from '../model/beam';
import type { ModelConfig } from '../model/config/types';
import type { Experiment, ExperimentAnswer, ExperimentStep } from '../model/experiment';
import type { ModelInput } from '../model/input';
import type { Intervention } from '../model/intervention';
import type { Alternative, Sampling } from '../model/sampling';
import type { StudyAnswer, StudyQuestion } from '../model/study';
import type { TrainingOptions } from '../model/training';
import type { TraceName } from '../model/traceNames';
import type { BackendReason } from '../shared/backendReason';
import type { ErrorCode } from '../shared/errors';
import type { TaskChoice } from '../tasks/registry';

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';
export type BackendChoice = BackendName | 'auto';

/**
 * Which model of the workspace: A is the one on the page, B and C stand beside it in the bench; a race has its own,
 * and so has a model as it was before its interventions.
 */
export type ModelSlot = 'A' | 'B' | 'C' | 'race' | 'before';

/** Where weights come from. Loaded weights were given to the engine before under an id. */
export type WeightsSource =
  | {
      readonly kind: 'random';
      readonly seed: number;
      /** Parameters of the same name in encoder and decoder are the same, so that one compares variants alone. */
      readonly stacksAlike?: boolean;
    }
  | { readonly kind: 'loaded'; readonly id: string }
  /** What a training had after a step of which it kept a snapshot. */
  | { readonly kind: 'training'; readonly id: string; readonly step: number };

/** One array that a figure needs. `batch` and `heads` narrow it; absent: everything. */
export interface TraceRead {
  readonly name: TraceName;
  readonly batch?: number;
  readonly head?: number;
}

export interface TraceArray {
  readonly name: TraceName;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface RunRequest {
  readonly slot: ModelSlot;
  readonly config: ModelConfig;
  readonly weights: WeightsSource;
  readonly input: ModelInput;
  readonly interventions: readonly Intervention[];
  /** The text that interventions copy from; the same model is run on it first, without interventions. */
  readonly donor?: ModelInput;
  /** What to send back with the answer; other parts of the trace can be read later, until the slot runs again. */
  readonly reads: readonly TraceRead[];
}

export interface RunResult {
  /** Names the trace for later reads. */
  readonly runId: number;
  readonly backend: BackendName;
  /** Milliseconds of the forward pass alone, that of a donor before it included, until its last value was ready. */
  readonly milliseconds: number;
  /** Milliseconds spent on making the weights; 0 when they were there. */
  readonly weightsMilliseconds: number;
  readonly arrays: readonly TraceArray[];
}

export interface ReadRequest {
  readonly slot: ModelSlot;
  readonly runId: number;
  readonly reads: readonly TraceRead[];
}

/** A question about a run that its arrays alone do not answer. */
export interface StudyRequest {
  readonly slot: ModelSlot;
  readonly runId: number;
  /** Of the batch. */
  readonly row: number;
  readonly question: StudyQuestion;
}

export interface GenerateRequest {
  readonly slot: ModelSlot;
  readonly config: ModelConfig;
  readonly weights: WeightsSource;
  /** decoder-only: the prompt as `decoder`; encoder-decoder: the source as `encoder`, the start tokens as `decoder`. */
  readonly input: ModelInput;
  readonly maxNewTokens: number;
  /** Stops after this id; null: only the length stops. */
  readonly endId: number | null;
  readonly sampling: Sampling;
  /** Tokens of the same sequence of draws that were written before; absent: none. */
  readonly drawsBefore?: number;
  /** With interventions every token is computed by a full pass, without a cache. */
  readonly useCache: boolean;
  /** Absent: none. One whose position is not written yet changes nothing before it is. */
  readonly interventions?: readonly Intervention[];
  /** The text that interventions copy from. */
  readonly donor?: ModelInput;
}

export interface GenerateStep {
  readonly index: number;
  readonly id: number;
  /** Probability of the chosen id under the full distribution (temperature 1, nothing cut). */
  readonly probability: number;
  /** The most probable ids there, the largest first; the chosen one need not be among them. */
  readonly alternatives: readonly Alternative[];
  /** So many ids, the most probable ones, were left to draw from by top-k and top-p; null: nothing was drawn. */
  readonly nAllowed: number | null;
}

export interface GenerateResult {
  readonly ids: readonly number[];
  readonly milliseconds: number;
}

export interface BeamRequest extends BeamSettings {
  readonly slot: ModelSlot;
  readonly config: ModelConfig;
  readonly weights: WeightsSource;
  /** As for generating. */
  readonly input: ModelInput;
  readonly maxNewTokens: number;
  /** A hypothesis is finished with this id; null: only the length ends it. */
  readonly endId: number | null;
  /** As for generating: with any, every hypothesis is computed by full passes of its own. */
  readonly interventions?: readonly Intervention[];
  /** The text that interventions copy from. */
  readonly donor?: ModelInput;
}

export interface BeamStep {
  readonly index: number;
  /** All hypotheses so far. */
  readonly nodes: readonly BeamNode[];
}

export interface BeamHypothesis {
  /** Its last node. */
  readonly node: number;
  readonly ids: readonly number[];
  readonly logProbability: number;
  /** The sum over the length penalty. */
  readonly score: number;
  /** For each id the most probable ones there. */
  readonly alternatives: readonly (readonly Alternative[])[];
}

export interface BeamResult {
  readonly nodes: readonly BeamNode[];
  /** What was finished, or alive when the length ended the search; the best first. */
  readonly hypotheses: readonly BeamHypothesis[];
  readonly milliseconds: number;
}

/** Many runs of one model, each with one thing changed. Other requests come in between. */
export interface ExperimentRequest {
  readonly slot: ModelSlot;
  readonly config: ModelConfig;
  readonly weights: WeightsSource;
  readonly input: ModelInput;
  /** In every run, before what the experiment changes. */
  readonly interventions: readonly Intervention[];
  /** The text that these interventions copy from. */
  readonly donor?: ModelInput;
  /** Of the batch. */
  readonly row: number;
  readonly experiment: Experiment;
}

export type ExperimentResult = ExperimentAnswer & { readonly milliseconds: number };

/** A training, by its name; the same request always gives the same steps. */
export interface TrainingRequest {
  readonly id: string;
  readonly config: ModelConfig;
  readonly task: TaskChoice;
  readonly options: TrainingOptions;
  /** What it starts from. */
  readonly weights: WeightsSource;
}

export interface TrainRequest extends TrainingRequest {
  /** Goes on until so many steps are done in all. */
  readonly untilStep: number;
  /** Milliseconds to wait between two steps, to look on; 0: as fast as it can. */
  readonly pause: number;
}

/** On unseen examples. */
export interface TestResult {
  readonly loss: number;
  readonly accuracy: number;
  /** Without the ends of texts, which only decoders predict: what families can be compared by. */
  readonly answers: { readonly loss: number; readonly accuracy: number };
}

/** What is told after each step. After a loss some steps come again, with the same numbers. */
export interface TrainingProgress {
  readonly step: number;
  /** Of the batch before the step, in nats per counted answer. */
  readonly loss: number;
  readonly accuracy: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
  /** Tokens that the model read in the step, without padding. */
  readonly nTokens: number;
  /** Of the step alone. */
  readonly milliseconds: number;
  /** On unseen examples; every few steps. */
  readonly test: TestResult | null;
  /** Whether a snapshot of this step was kept. */
  readonly isSnapshot: boolean;
  /** All steps of which there are snapshots, when that has changed: to make room, some go. */
  readonly snapshots: readonly number[] | null;
  /** Everything to go on from, every few steps. */
  readonly checkpoint: TrainingState | null;
}

/** Where a training stands. All vectors are in the order of `parameters(config)`. */
export interface TrainingState {
  /** Steps done. */
  readonly step: number;
  readonly values: Float32Array;
  /** AdamW's running means of the gradient and of its square. */
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

/** Why a backend is used, and what became of the others. */
export interface BackendReport {
  readonly backend: BackendName;
  readonly chosenBy: 'measured' | 'user' | 'fallback' | 'recovery';
  readonly candidates: readonly {
    readonly backend: BackendName;
    /** Milliseconds of the probe; null: it did not start, gave wrong numbers, or was not tried. */
    readonly milliseconds: number | null;
    readonly reason: BackendReason | null;
  }[];
  /** WebGL without 32-bit floats computes with 16. */
  readonly halfPrecision: boolean;
}

/** What the page is told without having asked. */
export type EngineEvent =
  | { readonly kind: 'backend'; readonly report: BackendReport }
  /** The device was lost or the worker died; work is repeated by itself. */
  | { readonly kind: 'lost'; readonly what: 'device' | 'worker'; readonly message: string }
  | { readonly kind: 'recovered'; readonly what: 'device' | 'worker'; readonly backend: BackendName };

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface EngineStatistics {
  readonly backend: BackendName | null;
  readonly tensors: number;
  readonly bytes: number;
}

/**
 * What the page knows of computing. Every promise settles: with its value, or with an AppError whose code is
 * `superseded` when a newer request of the same slot made it outdated, `cancelled` when its signal was aborted.
 */
export interface Engine {
  /** Starts or switches the backend; the answer says what was chosen and why. */
  useBackend(choice: BackendChoice): Promise<BackendReport>;
  run(request: RunRequest, options?: CallOptions): Promise<RunResult>;
  read(request: ReadRequest, options?: CallOptions): Promise<readonly TraceArray[]>;
  /** Answered in the worker, with the weights of the run; superseded like a read when a newer run took its place. */
  study(request: StudyRequest, options?: CallOptions): Promise<StudyAnswer>;
  generate(
    request: GenerateRequest,
    onStep: (step: GenerateStep) => void,
    options?: CallOptions,
  ): Promise<GenerateResult>;
  beam(request: BeamRequest, onStep: (step: BeamStep) => void, options?: CallOptions): Promise<BeamResult>;
  experiment(
    request: ExperimentRequest,
    onStep: (step: ExperimentStep) => void,
    options?: CallOptions,
  ): Promise<ExperimentResult>;
  /** Gives weights (parameter name → values in the order of the parameter's shape) under an id. */
  putWeights(id: string, config: ModelConfig, weights: ReadonlyMap<string, Float32Array>): Promise<void>;
  /** Frees loaded weights. */
  dropWeights(id: string): Promise<void>;
  /**
   * Trains until a step is reached; aborting the signal pauses at once, and another call goes on from there.
   * @returns the steps done
   */
  train(
    request: TrainRequest,
    onStep: (progress: TrainingProgress) => void,
    options?: CallOptions,
  ): Promise<number>;
  /** Where a training stands now, or at a snapshot; `null` where it never began. Keeps a snapshot of now. */
  readTraining(id: string, step: number | null): Promise<TrainingState | null>;
  /** Begins a training from a state that was read before, here or in another session. */
  restoreTraining(request: TrainingRequest, state: TrainingState): Promise<void>;
  /** Ends a training and frees all that it has. */
  dropTraining(id: string): Promise<void>;
  /** Frees the weights and the last run of a slot. */
  release(slot: ModelSlot): Promise<void>;
  statistics(): Promise<EngineStatistics>;
  subscribe(listener: (event: EngineEvent) => void): () => void;
  dispose(): void;
}

/** How an error crosses the worker's border. */
export interface TransferredError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path: string | null;
  readonly stack: string | null;
}
