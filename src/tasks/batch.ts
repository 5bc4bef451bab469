import type { Family } from '../model/config/types';
import { NOT_COUNTED, type TargetIds, type TrainingBatch } from '../model/training';
import { AppError } from '../shared/errors';
import { createRandom, seedFrom } from '../shared/random';
import { batchOf } from '../text/batch';
import { createVocabulary, type Vocabulary } from '../text/vocabulary';
import type { Example, Split, Task, TaskVocabulary, WordSequence } from './task';

/** The vocabularies of the two stacks, as ids. */
export interface TaskWords {
  readonly source: Vocabulary;
  readonly target: Vocabulary;
  readonly labels: readonly string[];
}

export function taskWords(family: Family, words: TaskVocabulary): TaskWords {
  const options = { withoutUnknown: words.withoutUnknown ?? false };
  const source = createVocabulary(family, words.source, options);
  return {
    source,
    target: words.target === words.source ? source : createVocabulary(family, words.target, options),
    labels: words.labels,
  };
}

/**
 * Batch number `index` of a task: always the same for one seed, so that training can go on from any step.
 * @param index 0 for the first
 */
export function taskBatch(
  task: Task,
  family: Family,
  words: TaskWords,
  { batchSize, seed }: { readonly batchSize: number; readonly seed: number },
  split: Split,
  index: number,
): TrainingBatch {
  const random = createRandom(seedFrom(`${split} batch ${index}`, seed));
  const examples = Array.from({ length: batchSize }, () => task.example(family, random, split));
  return asBatch(examples, words);
}

/**
 * Examples as one batch of ids, the shorter ones padded.
 * @throws AppError `internal` for a word that the vocabulary lacks
 */
export function asBatch(examples: readonly Example[], words: TaskWords): TrainingBatch {
  const encoder = stackBatch(
    examples.map((example) => example.encoder),
    words.source,
  );
  const decoderWords = encoder ? words.target : words.source;
  const decoder = stackBatch(
    examples.map((example) => example.decoder),
    decoderWords,
  );
  const length = (decoder ?? encoder)?.ids[0]?.length ?? 0;
  const targets = targetIds(examples, decoder ? decoderWords : words.source, words.labels, length);
  return { input: { ...(encoder ? { encoder } : {}), ...(decoder ? { decoder } : {}) }, targets };
}

function stackBatch(
  sequences: readonly (WordSequence | undefined)[],
  vocabulary: Vocabulary,
): ReturnType<typeof batchOf> | null {
  const present = sequences.flatMap((sequence) => (sequence ? [sequence] : []));
  if (present.length === 0) return null;
  return batchOf(
    present.map(({ words, segments }) => ({
      ids: words.map((word) => idOf(vocabulary, word)),
      ...(segments ? { segments } : {}),
    })),
    vocabulary.specials.pad,
  );
}

function targetIds(
  examples: readonly Example[],
  vocabulary: Vocabulary,
  labels: readonly string[],
  length: number,
): TargetIds {
  const kind = examples[0]?.targets.kind ?? 'tokens';
  const all = examples.map(({ targets }) => targets);
  switch (kind) {
    case 'span': {
      const spans = all.flatMap((targets) => (targets.kind === 'span' ? [targets] : []));
      return { kind, start: spans.map(({ start }) => start), end: spans.map(({ end }) => end) };
    }
    case 'class': {
      const classes = all.flatMap((targets) => (targets.kind === 'class' ? [targets.label] : []));
      return { kind, ids: classes.map((label) => labels.indexOf(label)) };
    }
    case 'tokens':
    case 'labels': {
      const ids = all.map((targets) => {
        if (targets.kind === 'tokens') {
          return targets.words.map((word) => (word === null ? NOT_COUNTED : idOf(vocabulary, word)));
        }
        if (targets.kind !== 'labels') return [];
        return targets.labels.map((label) => (label === null ? NOT_COUNTED : labels.indexOf(label)));
      });
      return { kind: 'tokens', ids: ids.map((row) => padded(row, length)) };
    }
  }
}

function padded(row: readonly number[], length: number): readonly number[] {
  return Array.from({ length }, (_, position) => row[position] ?? NOT_COUNTED);
}

function idOf(vocabulary: Vocabulary, word: string): number {
  const id = vocabulary.idOf(word);
  if (id === null) throw new AppError('internal', `The task's vocabulary lacks the word ${word}.`);
  return id;
}
