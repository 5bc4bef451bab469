import { evaluate } from '../compute/evaluate';
import { unflatten } from '../model/flatWeights';
import { createTrainer, initialState, type Trainer } from '../compute/train/trainer';
import type { HostWeights } from '../compute/tensors';
import { learningRateAt, NOT_COUNTED, type TrainingBatch } from '../model/training';
import { AppError } from '../shared/errors';
import { taskBatch, taskWords, type TaskWords } from '../tasks/batch';
import { createTask } from '../tasks/registry';
import type { Task } from '../tasks/task';
import type { TestResult, TrainingProgress, TrainingRequest, TrainingState } from './engine';
import { createSnapshots, type Snapshots } from './snapshots';

/** At most so many steps are lost with a device or a worker. */
const CHECKPOINT_EVERY = 20;
const TEST_EVERY = 10;
const TEST_SIZE = 64;
/** Of the examples that are never trained on. */
const TEST_SEED = 77;

interface Training {
  readonly request: TrainingRequest;
  readonly task: Task;
  readonly words: TaskWords;
  readonly snapshots: Snapshots;
  readonly test: TrainingBatch;
  /** The same without the ends of texts; null: there are none. */
  readonly answers: TrainingBatch | null;
  /** On the host; what it goes on from when the device is lost. */
  checkpoint: TrainingState;
  /** null: lost with its device; made again from the checkpoint. */
  trainer: Trainer | null;
}

/** The trainings of a session: their tensors while they run, their checkpoints and snapshots on the host. */
export interface Trainings {
  /** Makes a training known that is not. @param start weights to start from, asked for only then */
  open(request: TrainingRequest, start: () => HostWeights): Promise<void>;
  /** The batch of the next step. */
  nextBatch(id: string): TrainingBatch;
  stepsDone(id: string): number;
  step(id: string): Promise<TrainingProgress>;
  read(id: string, step: number | null): Promise<TrainingState | null>;
  restore(request: TrainingRequest, state: TrainingState): Promise<void>;
  /** @throws AppError `invalidInput` where no snapshot was kept */
  weightsAt(id: string, step: number): HostWeights;
  end(id: string): void;
  /** Frees its tensors; its snapshots stay, and it would go on from its last checkpoint. */
  halt(id: string): void;
  /** Frees all tensors; every training can go on from its last checkpoint. */
  drop(): void;
}

export function createTrainings(): Trainings {
  const trainings = new Map<string, Training>();

  const known = (id: string): Training => {
    const training = trainings.get(id);
    if (!training) throw new AppError('invalidInput', `There is no training ${id}.`, 'training');
    return training;
  };

  const begin = async (request: TrainingRequest, state: TrainingState): Promise<void> => {
    const { config } = request;
    const task = await createTask(request.task);
    if (!task.families.includes(config.family)) {
      throw new AppError('invalidInput', `The task ${task.id} is not for ${config.family} models.`, 'task');
    }
    const words = taskWords(config.family, task.vocabulary(config.family));
    const testOptions = { batchSize: TEST_SIZE, seed: TEST_SEED };
    const test = taskBatch(task, config.family, words, testOptions, 'test', 0);
    const answers = withoutEnds(test, words.target.specials.eos);
    const snapshots = createSnapshots();
    snapshots.add(state.step, state.values);
    trainings.get(request.id)?.trainer?.dispose();
    trainings.set(request.id, {
      request,
      task,
      words,
      snapshots,
      test,
      answers,
      checkpoint: state,
      trainer: null,
    });
  };

  const trainerOf = (training: Training): Trainer => {
    training.trainer ??= createTrainer(
      training.request.config,
      training.request.options,
      training.checkpoint,
    );
    return training.trainer;
  };

  const batchAfter = ({ request, task, words }: Training, step: number): TrainingBatch =>
    taskBatch(task, request.config.family, words, request.options, 'train', step);

  return {
    open: async (request, start) => {
      if (!trainings.has(request.id)) await begin(request, initialState(request.config, start()));
    },
    nextBatch: (id) => {
      const training = known(id);
      return batchAfter(training, training.trainer?.step ?? training.checkpoint.step);
    },
    stepsDone: (id) => {
      const { trainer, checkpoint } = known(id);
      return trainer?.step ?? checkpoint.step;
    },
    step: async (id) => {
      const training = known(id);
      const { options } = training.request;
      const trainer = trainerOf(training);
      const started = performance.now();
      const batch = batchAfter(training, trainer.step);
      const result = await trainer.train(batch);
      const milliseconds = performance.now() - started;
      const { step } = result;
      const isFinite = Number.isFinite(result.loss);
      const test = step === 1 || step % TEST_EVERY === 0 ? await tested(training, trainer) : null;
      const isCheckpoint = isFinite && step % CHECKPOINT_EVERY === 0;
      const isSnapshot = isFinite && training.snapshots.wants(step);
      if (isCheckpoint || isSnapshot) {
        const state = await trainer.state();
        if (isCheckpoint) training.checkpoint = state;
        if (isSnapshot) training.snapshots.add(step, state.values);
      }
      return {
        ...result,
        learningRate: learningRateAt(options, step),
        nTokens: tokensOf(batch),
        milliseconds,
        test,
        isSnapshot,
        snapshots: isSnapshot ? training.snapshots.steps() : null,
        checkpoint: isCheckpoint ? training.checkpoint : null,
      };
    },
    read: async (id, step) => {
      const training = trainings.get(id);
      if (!training) return null;
      if (step !== null) {
        const values = training.snapshots.at(step);
        if (!values) throw noSnapshot(step);
        const nothing = new Float32Array(values.length);
        return { step, values, mean: nothing, square: nothing };
      }
      const state = training.trainer ? await training.trainer.state() : training.checkpoint;
      training.snapshots.add(state.step, state.values);
      return state;
    },
    restore: begin,
    weightsAt: (id, step) => {
      const { snapshots, request } = known(id);
      const values = snapshots.at(step);
      if (!values) throw noSnapshot(step);
      return unflatten(request.config, values);
    },
    end: (id) => {
      trainings.get(id)?.trainer?.dispose();
      trainings.delete(id);
    },
    halt: (id) => {
      const training = trainings.get(id);
      training?.trainer?.dispose();
      if (training) training.trainer = null;
    },
    drop: () => {
      for (const training of trainings.values()) {
        training.trainer?.dispose();
        training.trainer = null;
      }
    },
  };
}

async function tested({ request, test, answers }: Training, { weights }: Trainer): Promise<TestResult> {
  const measure = async (batch: TrainingBatch): Promise<{ loss: number; accuracy: number }> => {
    const { loss, nCorrect, nCounted } = await evaluate(request.config, weights, batch);
    return { loss, accuracy: nCorrect / nCounted };
  };
  const all = await measure(test);
  return { ...all, answers: answers ? await measure(answers) : all };
}

function withoutEnds({ input, targets }: TrainingBatch, eos: number | null): TrainingBatch | null {
  if (targets.kind !== 'tokens' || eos === null) return null;
  const ids = targets.ids.map((row) => row.map((id) => (id === eos ? NOT_COUNTED : id)));
  const nLeft = ids.flat().filter((id) => id !== NOT_COUNTED).length;
  const nBefore = targets.ids.flat().filter((id) => id !== NOT_COUNTED).length;
  return nLeft === 0 || nLeft === nBefore ? null : { input, targets: { kind: 'tokens', ids } };
}

function noSnapshot(step: number): AppError {
  return new AppError('invalidInput', `No snapshot of step ${step} was kept.`, 'step');
}

function tokensOf({ input }: TrainingBatch): number {
  const mask = [input.encoder?.attentionMask, input.decoder?.attentionMask].flat(2);
  return mask.reduce<number>((sum, isToken) => sum + (isToken ?? 0), 0);
}
