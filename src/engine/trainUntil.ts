import { AppError } from '../shared/errors';
import type { Attempt } from './deviceCare';
import type { TrainingProgress, TrainRequest } from './engine';
import { checkSignal, wait, yieldToMessages } from './exclusive';
import type { createTrainings } from './trainings';

interface Telling {
  readonly attempt: Attempt;
  readonly onStep: (progress: TrainingProgress) => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * The steps of a training until the one that is wanted; after each, others come in.
 * @returns how many steps are done
 * @throws AppError `trainingDiverged`, `cancelled`
 */
export async function trainUntil(
  trainings: ReturnType<typeof createTrainings>,
  { id, untilStep, pause }: TrainRequest,
  { attempt, onStep, signal }: Telling,
): Promise<number> {
  while (trainings.stepsDone(id) < untilStep) {
    checkSignal(signal);
    const progress = await trainings.step(id);
    if (attempt.isAbandoned) break;
    attempt.heard();
    onStep(progress);
    if (!Number.isFinite(progress.loss)) {
      trainings.halt(id);
      throw new AppError(
        'trainingDiverged',
        `The loss of step ${progress.step} is not a number any more: the learning rate is too high.`,
        'learningRate',
      );
    }
    await (pause > 0 ? wait(pause, signal) : yieldToMessages());
    checkSignal(signal);
    await attempt.pass();
  }
  return trainings.stepsDone(id);
}
