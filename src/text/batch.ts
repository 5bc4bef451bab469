import type { StackInput } from '../model/input';

/** One text of a batch. */
export interface Sequence {
  readonly ids: readonly number[];
  readonly segments?: readonly number[];
}

/** A batch in which every row has all its parts. */
export type PaddedBatch = Required<Pick<StackInput, 'ids' | 'attentionMask'>> &
  Pick<StackInput, 'segmentIds'>;

/**
 * Texts of different lengths as one batch: shorter ones are padded at their end to the longest. The attention mask has
 * 1 for a token and 0 for padding. Segments are given when any text has them, 0 where one does not.
 */
export function batchOf(sequences: readonly Sequence[], padId: number): PaddedBatch {
  const length = Math.max(0, ...sequences.map((sequence) => sequence.ids.length));
  const rows = (value: (sequence: Sequence, position: number) => number): number[][] =>
    sequences.map((sequence) => Array.from({ length }, (_, position) => value(sequence, position)));
  const batch = {
    ids: rows((sequence, position) => sequence.ids[position] ?? padId), // [batch, position]
    attentionMask: rows((sequence, position) => (position < sequence.ids.length ? 1 : 0)), // [batch, position]
  };
  if (sequences.every((sequence) => sequence.segments === undefined)) return batch;
  return { ...batch, segmentIds: rows((sequence, position) => sequence.segments?.[position] ?? 0) }; // [batch, position]
}
