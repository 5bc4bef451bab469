import type { ModelConfig } from '../model/config/types';
import type { ExperimentStep } from '../model/experiment';
import type { StudyAnswer } from '../model/study';
import { AppError } from '../shared/errors';
import type {
  BackendChoice,
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
  TransferredError,
} from './engine';

/** Every request between the page and the worker: what goes in, what comes out, what is told on the way. */
export interface Requests {
  useBackend: { in: BackendChoice; out: BackendReport; progress: never };
  run: { in: RunRequest; out: RunResult; progress: never };
  read: { in: ReadRequest; out: readonly TraceArray[]; progress: never };
  study: { in: StudyRequest; out: StudyAnswer; progress: never };
  generate: { in: GenerateRequest; out: GenerateResult; progress: GenerateStep };
  beam: { in: BeamRequest; out: BeamResult; progress: BeamStep };
  experiment: { in: ExperimentRequest; out: ExperimentResult; progress: ExperimentStep };
  putWeights: {
    in: {
      readonly id: string;
      readonly config: ModelConfig;
      readonly weights: ReadonlyMap<string, Float32Array>;
    };
    out: null;
    progress: never;
  };
  dropWeights: { in: string; out: null; progress: never };
  release: { in: ModelSlot; out: null; progress: never };
  train: { in: TrainRequest; out: number; progress: TrainingProgress };
  readTraining: {
    in: { readonly id: string; readonly step: number | null };
    out: TrainingState | null;
    progress: never;
  };
  restoreTraining: {
    in: { readonly request: TrainingRequest; readonly state: TrainingState };
    out: null;
    progress: never;
  };
  dropTraining: { in: string; out: null; progress: never };
  /** To a new worker: the last run of a slot that its predecessor answered, so that it can still be read. */
  restore: { in: { readonly runId: number; readonly request: RunRequest }; out: null; progress: never };
  statistics: { in: null; out: EngineStatistics; progress: never };
  /** Faults for tests: the device is lost, or the worker ends without a word. */
  fault: { in: 'loseDevice' | 'crash'; out: null; progress: never };
}

export type RequestKind = keyof Requests;

/** To the worker. Every request has exactly one answer with its id; a ping has a pong. */
export type ToWorker =
  | {
      [Kind in RequestKind]: {
        readonly type: 'request';
        readonly id: number;
        readonly kind: Kind;
        readonly payload: Requests[Kind]['in'];
      };
    }[RequestKind]
  | { readonly type: 'cancel'; readonly id: number }
  /** Asks the worker to hold the lock of this name as long as it lives. */
  | { readonly type: 'lifeline'; readonly name: string }
  | { readonly type: 'ping'; readonly id: number };

/** From the worker. */
export type FromWorker =
  | {
      [Kind in RequestKind]: {
        readonly type: 'answer';
        readonly id: number;
        readonly kind: Kind;
        readonly value: Requests[Kind]['out'];
      };
    }[RequestKind]
  | { readonly type: 'failure'; readonly id: number; readonly error: TransferredError }
  | { readonly type: 'progress'; readonly id: number; readonly step: Requests[RequestKind]['progress'] }
  | { readonly type: 'event'; readonly event: EngineEvent }
  | { readonly type: 'lifeline'; readonly name: string }
  | { readonly type: 'pong'; readonly id: number };

/** An error made fit for the way across the border. */
export function transferred(error: unknown): TransferredError {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, path: error.path, stack: error.stack ?? null };
  }
  const isError = error instanceof Error;
  return {
    code: 'internal',
    message: isError ? error.message : String(error),
    path: null,
    stack: isError ? (error.stack ?? null) : null,
  };
}

/** The error on the other side, with the stack of where it happened. */
export function restored({ code, message, path, stack }: TransferredError): AppError {
  const error = new AppError(code, message, path);
  if (stack !== null) error.stack = stack;
  return error;
}
