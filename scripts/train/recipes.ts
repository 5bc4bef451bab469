import { presetOf } from '../../src/model/config/presets';
import type { ModelConfig } from '../../src/model/config/types';
import { defaultTraining, type TrainingOptions } from '../../src/model/training';
import { algorithmicTasks } from '../../src/tasks/algorithmic/registry';
import { taskWords } from '../../src/tasks/batch';
import { entities } from '../../src/tasks/language/entities';
import { maskedWords } from '../../src/tasks/language/maskedWords';
import { questions } from '../../src/tasks/language/questions';
import { stories } from '../../src/tasks/language/stories';
import type { Task } from '../../src/tasks/task';
import { translation } from '../../src/tasks/translation/translation';

/** How a shipped model is made. */
export interface Recipe {
  readonly name: string;
  readonly task: Task;
  readonly config: ModelConfig;
  readonly options: TrainingOptions;
  readonly steps: number;
  /** Of an algorithmic task. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** The shipped model whose stack this one starts from; the head is new. */
  readonly from?: string;
}

/** Sizes of a small model; the rest is that of its preset. */
interface Sizes {
  readonly dModel: number;
  readonly dFf: number;
  readonly nHeads: number;
  readonly nLayers: number;
}

const medium: Sizes = { dModel: 128, dFf: 512, nHeads: 4, nLayers: 2 };
/** For texts of one language with some two hundred words. */
const slim: Sizes = { dModel: 96, dFf: 384, nHeads: 4, nLayers: 3 };
const small: Sizes = { dModel: 64, dFf: 256, nHeads: 4, nLayers: 2 };

function algorithmic(id: string, sizes: Readonly<Record<string, number>>): Task {
  const found = algorithmicTasks.find((task) => task.id === id);
  if (!found) throw new Error(`There is no task ${id}.`);
  return found.create(sizes);
}

/** A preset at other sizes, with the vocabulary and context of a task. */
function configFor(presetId: 'originalTransformer' | 'bert' | 'gpt2', task: Task, sizes: Sizes): ModelConfig {
  const { config } = presetOf(presetId);
  const { family } = config;
  const words = taskWords(family, task.vocabulary(family));
  const { encoder, decoder } = task.longest(family);
  const shared = words.source === words.target && family === 'encoder-decoder';
  return {
    ...config,
    nEncoderLayers: family === 'decoder-only' ? 0 : sizes.nLayers,
    nDecoderLayers: family === 'encoder-only' ? 0 : sizes.nLayers,
    dModel: sizes.dModel,
    nHeads: sizes.nHeads,
    nKvHeads: sizes.nHeads,
    dHead: sizes.dModel / sizes.nHeads,
    dFf: sizes.dFf,
    vocabSize: words.source.size,
    targetVocabSize: family === 'encoder-decoder' ? words.target.size : words.source.size,
    contextLength: Math.max(encoder, decoder),
    embedding: { ...config.embedding, shared },
  };
}

const letters = { length: 12, nSymbols: 26 };
const pairs = { length: 5, nSymbols: 10 };
const reverse = algorithmic('reverse', letters);
const fillGap = algorithmic('fillGap', letters);
const recall = algorithmic('recall', pairs);

const pretraining: TrainingOptions = {
  ...defaultTraining,
  learningRate: 1e-3,
  warmUpSteps: 200,
  finalRate: 0.01,
  batchSize: 64,
};
/** A lower rate, so that what was learned before is not lost (BERT paper, appendix A.3). */
const fineTuning: TrainingOptions = { ...pretraining, learningRate: 5e-4, warmUpSteps: 50, batchSize: 48 };

/**
 * One encoder for all its tasks: long enough for the longest, questions with their text. BERT with two of its later
 * changes (ModernBERT, Warner 2024): norms before the sub-layers and rotary positions. With those it learns in a few
 * thousand steps to look up in one sentence what the other lacks; with learned positions it had not after 2,200.
 */
function encoder(task: Task): ModelConfig {
  const bert = configFor('bert', task, slim);
  const { position } = presetOf('llama').config;
  return {
    ...bert,
    contextLength: questions.longest('encoder-only').encoder,
    position,
    norm: { ...bert.norm, placement: 'pre', final: true },
  };
}

function labelsOf(task: Task): number {
  return task.vocabulary('encoder-only').labels.length;
}

export const recipes: readonly Recipe[] = [
  {
    name: 'translator',
    task: translation,
    config: configFor('originalTransformer', translation, medium),
    options: {
      ...defaultTraining,
      learningRate: 1.5e-3,
      warmUpSteps: 300,
      decaySteps: 3800,
      finalRate: 0.01,
      batchSize: 64,
    },
    steps: 3800,
  },
  {
    name: 'masked-words',
    task: maskedWords,
    config: encoder(maskedWords),
    options: { ...pretraining, learningRate: 1.5e-3, batchSize: 32, decaySteps: 8000 },
    steps: 8000,
  },
  {
    name: 'entities',
    task: entities,
    config: {
      ...encoder(entities),
      head: { kind: 'tokenClassification', labels: labelsOf(entities), transform: null },
    },
    options: { ...fineTuning, decaySteps: 700 },
    steps: 700,
    from: 'masked-words',
  },
  {
    name: 'questions',
    task: questions,
    config: { ...encoder(questions), head: { kind: 'span' } },
    options: { ...fineTuning, decaySteps: 3000 },
    steps: 3000,
    from: 'masked-words',
  },
  {
    name: 'stories',
    task: stories,
    config: configFor('gpt2', stories, slim),
    options: { ...pretraining, batchSize: 32, decaySteps: 6000 },
    steps: 6000,
  },
  {
    name: 'reverse',
    task: reverse,
    sizes: letters,
    config: configFor('originalTransformer', reverse, small),
    options: { ...defaultTraining, warmUpSteps: 100, decaySteps: 1500 },
    steps: 1500,
  },
  {
    name: 'fill-gap',
    task: fillGap,
    sizes: letters,
    config: configFor('bert', fillGap, small),
    options: { ...defaultTraining, warmUpSteps: 100, decaySteps: 3000, batchSize: 64 },
    steps: 3000,
  },
  {
    name: 'recall',
    task: recall,
    sizes: pairs,
    // With learned positions it still guessed among the values of the text after 3,000 steps; with rotary ones it finds
    // the head that looks one token back within 1,500.
    config: { ...configFor('gpt2', recall, small), position: presetOf('llama').config.position },
    options: { ...defaultTraining, learningRate: 3e-3, warmUpSteps: 500, decaySteps: 4000, batchSize: 128 },
    steps: 4000,
  },
];
