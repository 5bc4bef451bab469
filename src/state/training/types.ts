import type { TestResult, WeightsSource } from '../../engine/engine';
import type { Family, ModelConfig } from '../../model/config/types';
import type { TrainingOptions } from '../../model/training';
import type { TaskChoice } from '../../tasks/registry';
import type { Limits } from '../../tasks/task';
import type { Failure, ModelSnapshot, Texts } from '../types';

/** What one step told. */
export interface TrainingPoint {
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly nTokens: number;
  readonly milliseconds: number;
  /** On unseen examples; at some steps. */
  readonly test: TestResult | null;
}

/** What is to be learned, and how. */
export interface TrainingPlan {
  readonly task: TaskChoice;
  readonly options: TrainingOptions;
}

export type TrainingStatus = 'running' | 'paused' | 'failed' | 'done';

/** One training as the page knows it; its weights are with the engine, under its id. */
export interface TrainingRecord extends TrainingPlan {
  readonly id: string;
  readonly config: ModelConfig;
  /** What it began with. */
  readonly start: WeightsSource;
  /** The model and the texts that it is shown with, to come back to. */
  readonly model: ModelSnapshot;
  readonly texts: Texts;
  readonly limits: Limits;
  readonly status: TrainingStatus;
  readonly failure: Failure | null;
  readonly history: readonly TrainingPoint[];
  readonly stepsDone: number;
  readonly untilStep: number;
  /** Steps that can be shown, in order. */
  readonly snapshots: readonly number[];
  /** The step that is looked at; null: the newest. */
  readonly shown: number | null;
}

/** A change of the model that waits for an answer, since a training would lose its model by it. */
export interface HeldChange {
  readonly action: string;
  apply(): unknown;
}

export type HeldAnswer = 'keep' | 'anew' | 'cancel';

export type RaceSize = 'small' | 'medium' | 'current';

/** One family of a race. */
export interface RaceEntry {
  readonly family: Family;
  readonly id: string;
  readonly config: ModelConfig;
  readonly nParameters: number;
  readonly limits: Limits;
  readonly history: readonly TrainingPoint[];
  readonly stepsDone: number;
  readonly failure: Failure | null;
  /** Attention of the last layer for one unseen example, as it was at a step. */
  readonly map: RaceMap | null;
}

export interface RaceMap {
  readonly step: number;
  /** [heads, query, key] */
  readonly weights: Float32Array;
  readonly nHeads: number;
  readonly queries: readonly string[];
  readonly keys: readonly string[];
  readonly kind: 'encoderSelf' | 'decoderSelf' | 'cross';
}

export interface Race {
  readonly plan: TrainingPlan;
  readonly untilStep: number;
  readonly status: 'running' | 'paused' | 'done';
  readonly entries: readonly RaceEntry[];
}

export interface InterruptedTraining {
  readonly task: TaskChoice;
  readonly config: ModelConfig;
  readonly step: number;
}

export interface TrainingSlice {
  /** The training of the model on the page; null: none. */
  readonly training: TrainingRecord | null;
  /** Trainings of models that were left; each can be returned to. */
  readonly keptTrainings: readonly TrainingRecord[];
  /** What the next training will do. */
  readonly trainingPlan: TrainingPlan;
  /** Milliseconds between two steps. */
  readonly trainingPause: number;
  readonly heldChange: HeldChange | null;
  readonly race: Race | null;
  /** A training of an earlier page that was closed before it ended. */
  readonly interrupted: InterruptedTraining | null;
  planTask(task: TaskChoice): void;
  planOptions(options: Partial<TrainingOptions>): void;
  /** Fits the model to the task and begins; a training that there is stays in the list. */
  startTraining(): Promise<void>;
  /** Whether an earlier page has left a training. */
  findInterrupted(): Promise<void>;
  /** Brings it back, paused where it was last saved. */
  recoverTraining(): Promise<void>;
  forgetInterrupted(): Promise<void>;
  /** Trains the model that there is now as the trained model was, whose shape was left. */
  trainLeft(): Promise<void>;
  pauseTraining(): Promise<void>;
  resumeTraining(): Promise<void>;
  stepTraining(): Promise<void>;
  setTrainingPause(milliseconds: number): Promise<void>;
  /** Every figure shows the model as it was after a step; null: the newest. */
  showTrainingStep(step: number | null): Promise<void>;
  /** Goes on from the shown step as another training, with the options of the plan. */
  forkTraining(): Promise<void>;
  /** Pauses it and puts it into the list. */
  leaveTraining(): Promise<void>;
  returnToTraining(id: string): Promise<void>;
  /** Throws a training away. */
  endTraining(id: string): Promise<void>;
  answerHeldChange(answer: HeldAnswer): Promise<void>;
  startRace(size: RaceSize, untilStep: number): Promise<void>;
  pauseRace(): Promise<void>;
  resumeRace(): Promise<void>;
  endRace(): Promise<void>;
}
