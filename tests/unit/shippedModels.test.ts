import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { measure } from '../../scripts/train/measure';
import { type ModelFile, readModelFile } from '../../src/checkpoint/modelFile';
import { generate } from '../../src/compute/generate/generate';
import { disposeWeights, uploadWeights } from '../../src/compute/weights';
import { type ShippedId, shippedIds } from '../../src/model/shippedIds';
import { createRandom } from '../../src/shared/random';
import { shippedModel } from '../../src/state/shipped';
import { shippedExamples } from '../../src/state/shippedExamples';
import { taskWords } from '../../src/tasks/batch';
import { createTask } from '../../src/tasks/registry';
import type { Task } from '../../src/tasks/task';
import { drawPair } from '../../src/tasks/translation/translation';
import { createWordTokenizer } from '../../src/text/wordTokenizer';
import { recipes } from '../../scripts/train/recipes';
import { startInNode } from '../parity/node';

const folder = join('public', 'models');
const fileOf = (id: string): Uint8Array => new Uint8Array(readFileSync(join(folder, `${id}.safetensors`)));
const modelOf = (id: ShippedId): ModelFile => readModelFile(fileOf(id));

async function taskOf(id: ShippedId): Promise<Task> {
  const recipe = recipes.find(({ name }) => name === id);
  if (recipe) return recipe.task;
  return await createTask({ id, sizes: {} });
}

/** All that the model card claims, computed anew from the file that is shipped. */
async function resultsOf(id: ShippedId): Promise<Map<string, number>> {
  const { config, weights: host } = modelOf(id);
  const task = await taskOf(id);
  const weights = uploadWeights(config, host);
  try {
    const words = taskWords(config.family, task.vocabulary(config.family));
    const results = await measure({ task, config, weights, words });
    return new Map(results.map(({ measure: name, value }) => [name, value]));
  } finally {
    disposeWeights(weights);
  }
}

beforeAll(async () => {
  await startInNode('wasm');
});

describe('the shipped models', () => {
  it('are all there, and nothing else is', () => {
    expect(readdirSync(folder).toSorted()).toEqual(shippedIds.map((id) => `${id}.safetensors`).toSorted());
  });

  it('take at most 6 MB together, compressed', () => {
    const bytes = shippedIds.reduce((sum, id) => sum + gzipSync(fileOf(id)).length, 0);
    expect(bytes).toBeLessThan(6 * 2 ** 20);
  });

  it.each(shippedIds)('%s is what the page expects before it is loaded', (id) => {
    const known = shippedModel(id);
    const { config, card } = modelOf(id);
    expect(known).toMatchObject({
      config,
      task: card.task,
      bytes: statSync(join(folder, `${id}.safetensors`)).size,
    });
  });

  it.each(shippedIds)('%s has the words of its task in their order', async (id) => {
    const { config, tokenization } = modelOf(id);
    const { source, target, labels } = (await taskOf(id)).vocabulary(config.family);
    expect(tokenization).toEqual({ kind: 'words', source, target, labels });
  });

  it.each(shippedIds)('%s knows every word of its examples', (id) => {
    const { config, tokenization } = modelOf(id);
    if (tokenization.kind !== 'words') throw new Error('It has no words.');
    const reader = createWordTokenizer(config.family, tokenization.source);
    const writer = createWordTokenizer(config.family, tokenization.target);
    for (const { first = '', second = '', prompt = '', source = '', target = '' } of shippedExamples[id]) {
      const read = [first, second, prompt, source].flatMap((text) => reader.encode(text));
      const unknown = [...read, ...writer.encode(target)].filter((token) => token.unknown);
      expect(unknown.map(({ text }) => text)).toEqual([]);
    }
  });

  it.each(shippedIds)(
    '%s does what its card says',
    async (id) => {
      const results = await resultsOf(id);
      for (const { measure: name, value } of modelOf(id).card.results) {
        expect(results.get(name), name).toBeCloseTo(value, 3);
      }
    },
    120_000,
  );
});

describe('on examples that it was not trained on', () => {
  it('the translator writes 97 % of sentences exactly right, and a head finds the source of 90 % of content words', async () => {
    const results = await resultsOf('translator');
    expect(results.get('exact')).toBeGreaterThanOrEqual(0.97);
    expect(results.get('alignment')).toBeGreaterThanOrEqual(0.9);
  }, 60_000);

  it('the masked word is right in 97 % where only one fits', async () => {
    expect((await resultsOf('masked-words')).get('unique')).toBeGreaterThanOrEqual(0.97);
  }, 60_000);

  it('entities are found with an F1 of 0.98', async () => {
    expect((await resultsOf('entities')).get('f1')).toBeGreaterThanOrEqual(0.98);
  }, 60_000);

  it('95 % of answers are exactly the right span', async () => {
    expect((await resultsOf('questions')).get('spans')).toBeGreaterThanOrEqual(0.95);
  }, 60_000);

  it('stories are within 5 % of the floor that their grammar sets', async () => {
    const results = await resultsOf('stories');
    const floor = results.get('floor') ?? 0;
    expect(floor).toBeGreaterThan(0);
    expect(results.get('crossEntropy')).toBeLessThanOrEqual(1.05 * floor);
  }, 60_000);

  it.each(['reverse', 'fill-gap', 'recall'] as const)(
    '%s is right in 99 %%',
    async (id) => {
      expect((await resultsOf(id)).get('accuracy')).toBeGreaterThanOrEqual(0.99);
    },
    60_000,
  );
});

describe('the translator', () => {
  it('decoding greedily writes what the measure by teacher forcing counts as exact', async () => {
    const { config, weights: host, tokenization } = modelOf('translator');
    if (tokenization.kind !== 'words') throw new Error('It has no words.');
    const reader = createWordTokenizer(config.family, tokenization.source);
    const writer = createWordTokenizer(config.family, tokenization.target);
    const weights = uploadWeights(config, host);
    const random = createRandom(99);
    let nExact = 0;
    for (let index = 0; index < 40; index += 1) {
      const { english, german } = drawPair(random, 'test');
      const source = [...reader.encode(english.join(' ')).map(({ id }) => id), 2];
      const { ids } = await generate(
        config,
        weights,
        { encoder: { ids: [source] }, decoder: { ids: [[1]] } },
        { maxNewTokens: 30, endId: 2, sampling: { kind: 'greedy' }, useCache: true },
      );
      const written = ids.slice(0, -1).map((id) => writer.tokenAt(id).text);
      if (written.join(' ') === german.join(' ')) nExact += 1;
    }
    disposeWeights(weights);
    expect(nExact).toBeGreaterThanOrEqual(37);
  }, 60_000);
});
