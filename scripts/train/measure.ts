import { evaluate } from '../../src/compute/evaluate';
import type { ModelCard } from '../../src/checkpoint/modelFile';
import type { Weights } from '../../src/compute/tensors';
import { taskBatch, type TaskWords } from '../../src/tasks/batch';
import type { Recipe } from './recipes';

type Results = ModelCard['results'];

/** Seed of the unseen examples on which shipped models are measured; those of training never meet them. */
const TEST_SEED = 20_26;

/** What the model card states, measured on unseen examples. */
export async function measure(recipe: Recipe, weights: Weights, words: TaskWords): Promise<Results> {
  const { config, task } = recipe;
  let nCorrect = 0;
  let nCounted = 0;
  let nats = 0;
  for (let index = 0; index < 5; index += 1) {
    const batch = taskBatch(task, config.family, words, { batchSize: 200, seed: TEST_SEED }, 'test', index);
    const result = await evaluate(config, weights, batch);
    nCorrect += result.nCorrect;
    nCounted += result.nCounted;
    nats += result.loss * result.nCounted;
  }
  return [
    { measure: 'accuracy', value: nCorrect / nCounted, of: nCounted },
    { measure: 'crossEntropy', value: nats / nCounted, of: nCounted },
  ];
}
