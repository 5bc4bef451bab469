import { derive } from '../../model/config/derive';
import type { ModelConfig } from '../../model/config/types';
import { NOT_COUNTED, type TargetIds, type TrainingBatch } from '../../model/training';
import { AppError } from '../../shared/errors';
import { checkInput } from '../checkInput';

/**
 * Refuses a batch that a backend would learn from silently with wrong numbers: input as in `checkInput`, answers that
 * the head cannot give, and batches in which nothing counts, whose mean is no number and would spoil every weight.
 */
export function checkBatch(config: ModelConfig, { input, targets }: TrainingBatch): void {
  checkInput(config, input);
  const wanted = targetKind(config);
  if (targets.kind !== wanted) {
    fail(`the head ${config.head.kind} needs answers of the kind ${wanted ?? 'none'}, not ${targets.kind}`);
  }
  const { outputStack, nOutputs } = derive(config);
  const rows = input[outputStack]?.ids ?? [];
  const length = rows[0]?.length ?? 0;
  switch (targets.kind) {
    case 'tokens':
      if (targets.ids.length !== rows.length || targets.ids.some((row) => row.length !== length)) {
        fail(`their shape is not that of the ids, ${rows.length} × ${length}`);
      }
      for (const row of targets.ids) checkRange(row, NOT_COUNTED, nOutputs);
      if (targets.ids.every((row) => row.every((id) => id === NOT_COUNTED))) fail('no position counts');
      return;
    case 'class':
      checkLength(targets.ids, rows.length);
      checkRange(targets.ids, 0, nOutputs);
      return;
    case 'span':
      for (const positions of [targets.start, targets.end]) {
        checkLength(positions, rows.length);
        checkRange(positions, 0, length);
      }
  }
}

/** What the head answers with; null: nothing that can be right or wrong. */
function targetKind({ head }: ModelConfig): TargetIds['kind'] | null {
  switch (head.kind) {
    case 'languageModel':
    case 'maskedLanguageModel':
    case 'tokenClassification':
      return 'tokens';
    case 'sequenceClassification':
      return 'class';
    case 'span':
      return 'span';
    case 'none':
      return null;
  }
}

function checkLength(values: readonly number[], length: number): void {
  if (values.length !== length) fail(`there are ${values.length} for a batch of ${length}`);
}

function checkRange(values: readonly number[], start: number, end: number): void {
  for (const value of values) {
    if (!Number.isInteger(value) || value < start || value >= end) {
      fail(`they are ${start} … ${end - 1}, not ${value}`);
    }
  }
}

function fail(problem: string): never {
  throw new AppError('invalidInput', `The answers: ${problem}.`, 'targets');
}
