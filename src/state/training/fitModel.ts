import { familyPreset, presetOf } from '../../model/config/presets';
import type { Head, ModelConfig } from '../../model/config/types';
import { validate } from '../../model/config/validate';
import { AppError } from '../../shared/errors';
import { createRandom } from '../../shared/random';
import type { Tokenization } from '../../text/tokenization';
import { taskWords } from '../../tasks/batch';
import type { Example, Split, Task } from '../../tasks/task';
import type { Texts } from '../types';

export type FittedKey =
  'vocabSize' | 'targetVocabSize' | 'contextLength' | 'nSegments' | 'shared' | 'memory' | 'head';

/** One variable that the task decides. */
export interface FitChange {
  readonly key: FittedKey;
  readonly from: number | string;
  readonly to: number | string;
}

export interface Fit {
  readonly config: ModelConfig;
  readonly tokenization: Tokenization;
  readonly changes: readonly FitChange[];
}

/** Always the same example of a task, for what is shown beside it. */
export function exampleOf(
  task: Task,
  family: ModelConfig['family'],
  split: Split = 'test',
  seed = 5,
): Example {
  return task.example(family, createRandom(seed), split);
}

/**
 * The model with what the task decides: its vocabularies, its longest example, its kind of answer.
 * @throws AppError `invalidInput` when the task is not for this family, `invalidConfig` when the model cannot have it
 */
export function fitModel(config: ModelConfig, task: Task): Fit {
  const { family } = config;
  if (!task.families.includes(family)) {
    throw new AppError('invalidInput', `The task ${task.id} is not for ${family} models.`, 'task');
  }
  const vocabulary = task.vocabulary(family);
  const words = taskWords(family, vocabulary);
  const longest = task.longest(family);
  const example = exampleOf(task, family);
  const isPair = family === 'encoder-decoder';
  const hasSegments = example.encoder?.segments?.some((segment) => segment > 0) ?? false;
  const fitted: ModelConfig = {
    ...config,
    vocabSize: words.source.size,
    targetVocabSize: isPair ? words.target.size : words.source.size,
    contextLength: Math.max(4, longest.encoder, longest.decoder),
    nSegments: hasSegments ? Math.max(2, config.nSegments) : config.nSegments,
    batchSize: 1,
    // A source that nobody reads is nothing to learn from.
    attention: { ...config.attention, memory: 'read' },
    embedding: { ...config.embedding, shared: config.embedding.shared && words.source === words.target },
    head: headFor(config, example, vocabulary.labels.length),
  };
  const [problem] = validate(fitted);
  if (problem) throw new AppError('invalidConfig', `${problem.code}: ${problem.path}`, problem.path);
  const { source, target, labels } = vocabulary;
  return {
    config: fitted,
    tokenization: task.own?.tokenization ?? { kind: 'words', source, target, labels },
    changes: changesBetween(config, fitted),
  };
}

function changesBetween(before: ModelConfig, after: ModelConfig): readonly FitChange[] {
  const valuesOf = (config: ModelConfig): Record<FittedKey, number | string> => ({
    vocabSize: config.vocabSize,
    targetVocabSize: config.family === 'encoder-decoder' ? config.targetVocabSize : 0,
    contextLength: config.contextLength,
    nSegments: config.nSegments,
    shared: String(config.embedding.shared),
    memory: config.attention.memory,
    head: config.head.kind,
  });
  const [from, to] = [valuesOf(before), valuesOf(after)];
  return (Object.keys(to) as FittedKey[])
    .filter((key) => from[key] !== to[key])
    .map((key) => ({ key, from: from[key], to: to[key] }));
}

/** The head that gives such answers; the one that there is, if it does. */
function headFor({ head, family }: ModelConfig, { targets }: Example, nLabels: number): Head {
  switch (targets.kind) {
    case 'tokens':
      return head.kind === 'languageModel' || head.kind === 'maskedLanguageModel'
        ? head
        : presetOf(familyPreset(family)).config.head;
    case 'labels':
      return head.kind === 'tokenClassification'
        ? { ...head, labels: nLabels }
        : { kind: 'tokenClassification', labels: nLabels, transform: null };
    case 'class':
      return head.kind === 'sequenceClassification'
        ? { ...head, labels: nLabels }
        : { kind: 'sequenceClassification', labels: nLabels, pooling: 'first', transform: null };
    case 'span':
      return { kind: 'span' };
  }
}

/** The fields of the page that give an example's input. */
export function textsOf({ encoder, decoder }: Example): Partial<Texts> {
  const plain = (words: readonly string[] = []): string =>
    words.filter((word) => word !== '<bos>' && word !== '<eos>').join(' ');
  if (encoder && decoder) return { source: plain(encoder.words), target: plain(decoder.words) };
  if (decoder) return { prompt: plain(decoder.words) };
  const [first = [], second = []] = sentences(encoder?.words ?? []);
  return { first: first.join(' '), second: second.join(' ') };
}

/** What stands between [CLS] and [SEP], and between one [SEP] and the next. */
function sentences(words: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [[]];
  for (const word of words) {
    if (word === '[SEP]') found.push([]);
    else if (word !== '[CLS]') found.at(-1)?.push(word);
  }
  return found;
}
