import { presetOf } from '../../src/model/config/presets';
import type { ModelConfig } from '../../src/model/config/types';
import { defaultTraining, type TrainingOptions } from '../../src/model/training';
import { algorithmicTasks } from '../../src/tasks/algorithmic/registry';
import { taskWords } from '../../src/tasks/batch';
import type { Task } from '../../src/tasks/task';

/** How a shipped model is made. */
export interface Recipe {
  readonly name: string;
  readonly task: Task;
  readonly config: ModelConfig;
  readonly options: TrainingOptions;
  readonly steps: number;
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

const reverse = algorithmic('reverse', { length: 12, nSymbols: 26 });
const fillGap = algorithmic('fillGap', { length: 12, nSymbols: 26 });
const recall = algorithmic('recall', { length: 6, nSymbols: 12 });

export const recipes: readonly Recipe[] = [
  {
    name: 'reverse',
    task: reverse,
    config: configFor('originalTransformer', reverse, small),
    options: { ...defaultTraining, warmUpSteps: 100, decaySteps: 1500 },
    steps: 1500,
  },
  {
    name: 'fill-gap',
    task: fillGap,
    config: configFor('bert', fillGap, small),
    options: { ...defaultTraining, warmUpSteps: 100, decaySteps: 3000, batchSize: 64 },
    steps: 3000,
  },
  {
    name: 'recall',
    task: recall,
    config: configFor('gpt2', recall, small),
    options: { ...defaultTraining, warmUpSteps: 100, decaySteps: 3000, batchSize: 64 },
    steps: 3000,
  },
];
