import type { TrainingProgress } from '../../engine/engine';
import type { TrainingPoint, TrainingRecord } from './types';

const WINDOW = 20;

export function pointOf(progress: TrainingProgress): TrainingPoint {
  const { step, loss, accuracy, nTokens, milliseconds, test } = progress;
  return { step, loss, accuracy, nTokens, milliseconds, test };
}

/** The history with later points. After a loss steps come again: what follows the first of them is gone. */
export function withPoints(
  history: readonly TrainingPoint[],
  points: readonly TrainingPoint[],
): readonly TrainingPoint[] {
  let result = history;
  let added: TrainingPoint[] = [];
  for (const point of points) {
    const last = added.at(-1) ?? result.at(-1);
    if (last && point.step <= last.step) {
      result = [...result, ...added].filter(({ step }) => step < point.step);
      added = [];
    }
    added.push(point);
  }
  return [...result, ...added];
}

export interface Pace {
  /** Median of the last steps. */
  readonly millisecondsPerStep: number;
  readonly tokensPerSecond: number;
  readonly remainingMilliseconds: number;
}

/** How fast it goes; null before the first step. */
export function paceOf(
  { history, untilStep, stepsDone }: Pick<TrainingRecord, 'history' | 'untilStep' | 'stepsDone'>,
  pause: number,
): Pace | null {
  const last = history.slice(-WINDOW);
  if (last.length === 0) return null;
  const sorted = last.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const middle = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  const millisecondsPerStep = middle.reduce((sum, value) => sum + value, 0) / middle.length;
  const nTokens = last.reduce((sum, point) => sum + point.nTokens, 0) / last.length;
  return {
    millisecondsPerStep,
    tokensPerSecond: (1000 * nTokens) / Math.max(millisecondsPerStep, 1e-3),
    remainingMilliseconds: Math.max(0, untilStep - stepsDone) * (millisecondsPerStep + pause),
  };
}

/** The newest result on unseen examples. */
export function lastTest(history: readonly TrainingPoint[]): TrainingPoint['test'] {
  return history.findLast(({ test }) => test !== null)?.test ?? null;
}
