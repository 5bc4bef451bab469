import { derive, stackVocabSize } from '../model/config/derive';
import type { ModelConfig, Stack } from '../model/config/types';
import type { ModelInput, StackInput } from '../model/input';
import { AppError } from '../shared/errors';

/**
 * Refuses input that a backend would answer silently with wrong numbers: ids or segments out of range, uneven rows,
 * texts longer than the context, rows without a token.
 * @param past number of earlier positions that are cached in the decoder
 */
export function checkInput(config: ModelConfig, input: ModelInput, past = 0): void {
  const { hasEncoder, hasDecoder } = derive(config);
  if (hasEncoder && past === 0) checkStack(config, 'encoder', input.encoder, 0);
  if (hasDecoder) checkStack(config, 'decoder', input.decoder, past);
  if (hasEncoder && hasDecoder && input.encoder && input.decoder) {
    const source = input.encoder.ids.length;
    const target = input.decoder.ids.length;
    if (source !== target) fail('decoder.ids', `the batch has ${source} sources, but ${target} targets`);
  }
}

function checkStack(config: ModelConfig, stack: Stack, input: StackInput | undefined, past: number): void {
  const path = `${stack}.ids`;
  if (!input) fail(path, `a ${config.family} model needs ids for its ${stack}`);
  const { ids } = input;
  const length = ids[0]?.length ?? 0;
  if (ids.length === 0 || length === 0) fail(path, 'there is no token');
  if (ids.some((row) => row.length !== length))
    fail(path, 'all rows of a batch need the same length; pad them');
  if (past + length > config.contextLength) {
    fail(path, `${past + length} tokens are more than the context of ${config.contextLength}`);
  }
  checkRange(ids, stackVocabSize(config, stack), path, 'the vocabulary has ids');
  if (input.segmentIds)
    checkRange(input.segmentIds, Math.max(config.nSegments, 1), `${stack}.segmentIds`, 'segments are');
  for (const [name, rows] of [
    ['attentionMask', input.attentionMask],
    ['segmentIds', input.segmentIds],
    ['positionIds', input.positionIds],
  ] as const) {
    if (
      rows &&
      (rows.length !== ids.length ||
        rows.some((row) => row.length !== length + (name === 'attentionMask' ? past : 0)))
    ) {
      fail(`${stack}.${name}`, `its shape is not that of the ids, ${ids.length} × ${length}`);
    }
  }
  if (input.attentionMask) checkRange(input.attentionMask, 2, `${stack}.attentionMask`, 'a mask holds');
  // Rows of a learned table before its offset are for padding.
  const first = config.position.kind === 'learned' ? -config.position.offset : 0;
  checkRange(input.positionIds ?? [], config.contextLength, `${stack}.positionIds`, 'positions are', first);
}

function checkRange(
  rows: readonly (readonly number[])[],
  end: number,
  path: string,
  what: string,
  start = 0,
): void {
  for (const row of rows) {
    for (const value of row) {
      if (!Number.isInteger(value) || value < start || value >= end) {
        fail(path, `${what} ${start} … ${end - 1}, not ${value}`);
      }
    }
  }
}

function fail(path: string, problem: string): never {
  throw new AppError('invalidInput', `${path}: ${problem}.`, path);
}
