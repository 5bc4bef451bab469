// Makes a shipped model: `npm run train -- NAME`. Can be stopped at any time and goes on where it was.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { readModelFile, writeModelFile, type ModelFile } from '../src/checkpoint/modelFile';
import { flatten, unflatten } from '../src/model/flatWeights';
import { createTrainer, initialState, type Trainer, type TrainingState } from '../src/compute/train/trainer';
import { initialWeights, uploadWeights } from '../src/compute/weights';
import { learningRateAt } from '../src/model/training';
import { taskBatch, taskWords } from '../src/tasks/batch';
import { startInNode } from '../tests/parity/node';
import { writeCatalog } from './train/catalog';
import { measure } from './train/measure';
import { type Recipe, recipes } from './train/recipes';

/** Steps between two savings of what training goes on from. */
const SAVE_EVERY = 100;
const TOLD_EVERY = 50;

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const shipped = (name: string): string => join(root, 'public', 'models', `${name}.safetensors`);
const unfinished = (name: string): string => join(root, '.training', `${name}.safetensors`);

const [name] = process.argv.slice(2);
const recipe = recipes.find((candidate) => candidate.name === name);
if (!recipe) {
  console.error(`npm run train -- NAME, with NAME one of: ${recipes.map((one) => one.name).join(', ')}`);
  process.exit(2);
}
tf.enableProdMode();
await startInNode('wasm');
await make(recipe);

async function make({ task, config, options, steps, ...recipe }: Recipe): Promise<void> {
  const words = taskWords(config.family, task.vocabulary(config.family));
  const trainer = createTrainer(config, options, startOf({ task, config, options, steps, ...recipe }));
  const started = performance.now();
  const before = trainer.step;
  let sums = { loss: 0, accuracy: 0, nSteps: 0 };
  while (trainer.step < steps) {
    const result = await trainer.train(taskBatch(task, config.family, words, options, 'train', trainer.step));
    if (!Number.isFinite(result.loss)) throw new Error(`The loss of step ${result.step} is ${result.loss}.`);
    sums = {
      loss: sums.loss + result.loss,
      accuracy: sums.accuracy + result.accuracy,
      nSteps: sums.nSteps + 1,
    };
    if (result.step % TOLD_EVERY === 0) {
      const milliseconds = (performance.now() - started) / (result.step - before);
      console.log(
        `${recipe.name} step ${result.step}/${steps}  loss ${(sums.loss / sums.nSteps).toFixed(4)}  right ${((100 * sums.accuracy) / sums.nSteps).toFixed(2)} %  rate ${learningRateAt(options, result.step).toExponential(1)}  ${milliseconds.toFixed(0)} ms/step  ${(((steps - result.step) * milliseconds) / 60_000).toFixed(1)} min left`,
      );
      sums = { loss: 0, accuracy: 0, nSteps: 0 };
    }
    if (result.step % SAVE_EVERY === 0) await save(trainer, recipe.name);
  }
  const { values } = await trainer.state();
  const { source, target, labels } = task.vocabulary(config.family);
  const { seed, ...training } = options;
  const model: ModelFile = {
    config,
    tokenization: { kind: 'words', source: [...source], target: [...target], labels: [...labels] },
    card: {
      name: recipe.name,
      task: task.id,
      ...(recipe.sizes ? { sizes: { ...recipe.sizes } } : {}),
      steps,
      seed,
      date: new Date().toISOString().slice(0, 10),
      results: [],
      training: { ...training, ...(recipe.from ? { from: recipe.from } : {}) },
    },
    weights: unflatten(config, values),
    optimizer: null,
  };
  // Measured with the weights as they are shipped, in 16 bits.
  const rounded = readModelFile(writeModelFile(model, 'F16'));
  const results = await measure({ task, config, words, weights: uploadWeights(config, rounded.weights) });
  console.log(results);
  mkdirSync(dirname(shipped(recipe.name)), { recursive: true });
  writeFileSync(shipped(recipe.name), writeModelFile({ ...model, card: { ...model.card, results } }, 'F16'));
  rmSync(unfinished(recipe.name), { force: true });
  writeCatalog(root);
  console.log(`wrote ${shipped(recipe.name)}`);
}

/** Where an earlier run stopped, or the beginning. */
function startOf(recipe: Recipe): TrainingState {
  const { config, options } = recipe;
  const fresh = initialWeights(config, options.seed);
  if (existsSync(unfinished(recipe.name))) {
    const { card, weights, optimizer } = readModelFile(new Uint8Array(readFileSync(unfinished(recipe.name))));
    if (optimizer) {
      console.log(`goes on from step ${card.steps}`);
      return { step: card.steps, values: flatten(config, weights), ...optimizer };
    }
  }
  if (!recipe.from) return initialState(config, fresh);
  const trunk = readModelFile(new Uint8Array(readFileSync(shipped(recipe.from)))).weights;
  const weights = new Map(
    [...fresh].map(([parameter, values]) => {
      const pretrained = trunk.get(parameter);
      return [parameter, parameter.startsWith('head.') || !pretrained ? values : pretrained];
    }),
  );
  return initialState(config, weights);
}

async function save(trainer: Trainer, label: string): Promise<void> {
  const { step, values, mean, square } = await trainer.state();
  const { config, task, options } = recipes.find((one) => one.name === label) as Recipe;
  const { source, target, labels } = task.vocabulary(config.family);
  const file = writeModelFile({
    config,
    tokenization: { kind: 'words', source: [...source], target: [...target], labels: [...labels] },
    card: {
      name: label,
      task: task.id,
      steps: step,
      seed: options.seed,
      date: '',
      results: [],
      training: {},
    },
    weights: unflatten(config, values),
    optimizer: { mean, square },
  });
  mkdirSync(dirname(unfinished(label)), { recursive: true });
  // Written beside and renamed, so that a stop in the middle leaves the one before.
  writeFileSync(`${unfinished(label)}.new`, file);
  renameSync(`${unfinished(label)}.new`, unfinished(label));
}
