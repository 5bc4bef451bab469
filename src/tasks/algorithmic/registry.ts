import type { Task } from '../task';
import { additionRanges, createAddition } from './addition';
import { bracketsRanges, createBrackets } from './brackets';
import { countingRanges, createCounting } from './counting';
import { createFillGap, fillGapRanges } from './fillGap';
import { createRecall, recallRanges } from './recall';
import { createCopy, createReverse, createSort, sequenceRanges } from './sequences';
import type { SizeRange, Sizes } from './sizes';

/** A task with sizes that the user may set. */
export interface AlgorithmicTask {
  readonly id: string;
  readonly sizes: readonly SizeRange[];
  /** The task at these sizes; a size outside its range is an AppError. */
  create(sizes: Sizes): Task;
}

/** All algorithmic tasks, roughly from easy to hard. */
export const algorithmicTasks: readonly AlgorithmicTask[] = [
  { id: 'copy', sizes: sequenceRanges, create: createCopy },
  { id: 'reverse', sizes: sequenceRanges, create: createReverse },
  { id: 'sort', sizes: sequenceRanges, create: createSort },
  { id: 'recall', sizes: recallRanges, create: createRecall },
  { id: 'fillGap', sizes: fillGapRanges, create: createFillGap },
  { id: 'counting', sizes: countingRanges, create: createCounting },
  { id: 'brackets', sizes: bracketsRanges, create: createBrackets },
  { id: 'addition', sizes: additionRanges, create: createAddition },
];
