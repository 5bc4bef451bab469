import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { presetOf, type PresetId } from '../../src/model/config/presets';
import type { Family, ModelConfig } from '../../src/model/config/types';
import { defaultTraining, type TrainingOptions } from '../../src/model/training';
import { algorithmicTasks } from '../../src/tasks/algorithmic/registry';
import { taskWords } from '../../src/tasks/batch';
import { within } from './within';

export interface TrainingShape {
  readonly name: string;
  readonly dModel: number;
  readonly nHeads: number;
  readonly dFf: number;
  readonly nLayers: number;
  /** Letters to be reversed. */
  readonly length: number;
  readonly batchSize: number;
}

/** The first is the one that the target is set for. */
export const trainingShapes: readonly TrainingShape[] = [
  { name: 'small', dModel: 64, nHeads: 4, dFf: 256, nLayers: 2, length: 12, batchSize: 32 },
  { name: 'middle', dModel: 128, nHeads: 4, dFf: 512, nLayers: 4, length: 24, batchSize: 32 },
];

const presetIds: Readonly<Record<Family, PresetId>> = {
  'encoder-decoder': 'originalTransformer',
  'encoder-only': 'bert',
  'decoder-only': 'gpt2',
};
export const families = Object.keys(presetIds) as readonly Family[];

/** Milliseconds of each step of learning to reverse, after some that make shaders and plans. */
export async function measureTraining(
  page: Page,
  family: Family,
  shape: TrainingShape,
  nSteps: number,
): Promise<readonly number[]> {
  const sizes = { length: shape.length, nSymbols: 16 };
  const request = {
    id: `bench ${family} ${shape.name}`,
    config: configFor(family, shape, sizes),
    task: { id: 'reverse', sizes },
    options: { ...defaultTraining, batchSize: shape.batchSize } satisfies TrainingOptions,
    weights: { kind: 'random', seed: 1 } as const,
    untilStep: nSteps + 2,
    pause: 0,
  };
  return await within(
    page.evaluate(async (wanted) => {
      const times: number[] = [];
      const { engine } = window.transformerVariants;
      await engine.train(wanted, ({ step, milliseconds }) => {
        if (step > 2) times.push(milliseconds);
      });
      await engine.dropTraining(wanted.id);
      return times;
    }, request),
  );
}

function configFor(
  family: Family,
  { dModel, nHeads, dFf, nLayers }: TrainingShape,
  sizes: { readonly length: number; readonly nSymbols: number },
): ModelConfig {
  const task = algorithmicTasks.find(({ id }) => id === 'reverse')?.create(sizes);
  if (!task) throw new Error('There is no task to reverse.');
  const { source, target } = taskWords(family, task.vocabulary(family));
  const { encoder, decoder } = task.longest(family);
  return {
    ...presetOf(presetIds[family]).config,
    nEncoderLayers: family === 'decoder-only' ? 0 : nLayers,
    nDecoderLayers: family === 'encoder-only' ? 0 : nLayers,
    dModel,
    nHeads,
    nKvHeads: nHeads,
    dHead: dModel / nHeads,
    dFf,
    vocabSize: source.size,
    targetVocabSize: target.size,
    contextLength: Math.max(encoder, decoder),
  };
}

/** The same encoder-decoder in PyTorch on one thread; null where Python has no PyTorch. */
export function measureInPyTorch({
  dModel,
  nHeads,
  dFf,
  nLayers,
  length,
  batchSize,
}: TrainingShape): readonly number[] | null {
  const script = resolve(dirname(fileURLToPath(import.meta.url)), 'torch_step.py');
  const sizes = [dModel, nHeads, dFf, nLayers, length, batchSize].map(String);
  const { status, stdout } = spawnSync('python3', [script, ...sizes], { encoding: 'utf8', timeout: 120_000 });
  if (status !== 0) return null;
  const times: unknown = JSON.parse(stdout);
  return Array.isArray(times) ? times.map(Number) : null;
}
