import type { ModelCard } from '../../src/checkpoint/modelFile';
import { bestIds, evaluate, exactRows } from '../../src/compute/evaluate';
import { forward } from '../../src/compute/forward';
import type { Weights } from '../../src/compute/tensors';
import type { ModelConfig } from '../../src/model/config/types';
import { attentionName } from '../../src/model/traceNames';
import { NOT_COUNTED, type TrainingBatch } from '../../src/model/training';
import { createRandom } from '../../src/shared/random';
import { asBatch, taskBatch, type TaskWords } from '../../src/tasks/batch';
import { uniqueMask } from '../../src/tasks/language/uniqueMask';
import type { Task } from '../../src/tasks/task';
import { arrange } from '../../src/tasks/arrange';
import { drawPair } from '../../src/tasks/translation/translation';
import { entityF1 } from './entityF1';

type Results = ModelCard['results'];

/** A model with what it learned. */
export interface Learned {
  readonly task: Task;
  readonly config: ModelConfig;
  readonly weights: Weights;
  readonly words: TaskWords;
}

/** Seed of the unseen examples on which shipped models are measured; training never meets them. */
const TEST_SEED = 2026;
const BATCH = 100;
const N_BATCHES = 10;

/** What the model card states, measured on unseen examples. */
export async function measure(learned: Learned): Promise<Results> {
  switch (learned.task.id) {
    case 'translation':
      return [await exactSentences(learned), await bestAlignment(learned)];
    case 'maskedWords':
      return [await uniqueMasks(learned), ...(await general(learned))];
    case 'entities':
      return [await wholeEntities(learned), ...(await general(learned))];
    case 'questions':
      return [await exactSpans(learned)];
    case 'stories': {
      const { lossFloor } = learned.task.limits(learned.config.family);
      const floor = lossFloor === null ? [] : [{ measure: 'floor', value: lossFloor, of: 0 }];
      return [...(await general(learned)).toReversed(), ...floor];
    }
    default:
      return await general(learned);
  }
}

function testBatch({ task, config, words }: Learned, index: number): TrainingBatch {
  return taskBatch(task, config.family, words, { batchSize: BATCH, seed: TEST_SEED }, 'test', index);
}

/** Share of right answers, and cross-entropy. */
async function general(learned: Learned): Promise<Results> {
  let nCorrect = 0;
  let nCounted = 0;
  let nats = 0;
  for (let index = 0; index < N_BATCHES; index += 1) {
    const result = await evaluate(learned.config, learned.weights, testBatch(learned, index));
    nCorrect += result.nCorrect;
    nCounted += result.nCounted;
    nats += result.loss * result.nCounted;
  }
  return [
    { measure: 'accuracy', value: nCorrect / nCounted, of: nCounted },
    { measure: 'crossEntropy', value: nats / nCounted, of: nCounted },
  ];
}

/** With teacher forcing, a sentence whose every word is right is the one that greedy decoding writes. */
async function exactSentences(learned: Learned): Promise<Results[number]> {
  let nExact = 0;
  for (let index = 0; index < N_BATCHES; index += 1) {
    const { input, targets } = testBatch(learned, index);
    if (targets.kind !== 'tokens') continue;
    const best = await bestIds(learned.config, learned.weights, input);
    nExact += exactRows(best, targets.ids).filter(Boolean).length;
  }
  return { measure: 'exact', value: nExact / (N_BATCHES * BATCH), of: N_BATCHES * BATCH };
}

/**
 * Of all cross-attention heads the one that, while a German content word is written, most often looks most at an
 * English word that it translates.
 */
async function bestAlignment({ config, weights, words }: Learned): Promise<Results[number]> {
  const random = createRandom(TEST_SEED);
  const heads = Array.from({ length: config.nDecoderLayers * config.nHeads }, () => 0);
  let nContent = 0;
  for (let index = 0; index < N_BATCHES / 2; index += 1) {
    const pairs = Array.from({ length: BATCH }, () => drawPair(random, 'test'));
    const examples = pairs.map((pair) =>
      arrange(config.family, { input: pair.english, output: pair.german }),
    );
    const { input } = asBatch(examples, words);
    const trace = forward(config, weights, input, {
      record: (name) => name.endsWith('crossAttention.pattern'),
    });
    for (let layer = 0; layer < config.nDecoderLayers; layer += 1) {
      const pattern = trace.get(attentionName('decoder', layer, 'crossAttention', 'pattern'));
      const [, nHeads = 0, nQueries = 0, nKeys = 0] = pattern?.shape ?? [];
      const values = (await pattern?.data()) ?? new Float32Array();
      pairs.forEach((pair, row) => {
        pair.isContent.forEach((isContent, position) => {
          if (!isContent) return;
          if (layer === 0) nContent += 1;
          for (let head = 0; head < nHeads; head += 1) {
            const from = ((row * nHeads + head) * nQueries + position) * nKeys;
            const weightsOfRow = values.subarray(from, from + nKeys);
            const top = weightsOfRow.indexOf(Math.max(...weightsOfRow));
            const place = layer * nHeads + head;
            if (pair.alignment[position]?.includes(top)) heads[place] = (heads[place] ?? 0) + 1;
          }
        });
      });
    }
    trace.dispose();
  }
  const most = Math.max(...heads);
  const place = heads.indexOf(most);
  const layer = Math.floor(place / config.nHeads);
  return {
    measure: 'alignment',
    value: most / nContent,
    of: nContent,
    note: `layer ${layer} head ${place - layer * config.nHeads}`,
  };
}

async function uniqueMasks({ config, weights, words }: Learned): Promise<Results[number]> {
  const random = createRandom(TEST_SEED);
  let nCorrect = 0;
  let nCounted = 0;
  for (let index = 0; index < N_BATCHES; index += 1) {
    const examples = Array.from({ length: BATCH }, () => uniqueMask(random, 'test'));
    const result = await evaluate(config, weights, asBatch(examples, words));
    nCorrect += result.nCorrect;
    nCounted += result.nCounted;
  }
  return { measure: 'unique', value: nCorrect / nCounted, of: nCounted };
}

async function wholeEntities(learned: Learned): Promise<Results[number]> {
  const { labels } = learned.words;
  const nameRows = (rows: readonly (readonly number[])[]): string[][] =>
    rows.map((row) => row.map((id) => labels[id] ?? 'O'));
  const wanted: string[][] = [];
  const found: string[][] = [];
  for (let index = 0; index < N_BATCHES; index += 1) {
    const { input, targets } = testBatch(learned, index);
    if (targets.kind !== 'tokens') continue;
    const best = await bestIds(learned.config, learned.weights, input);
    wanted.push(...nameRows(targets.ids));
    // Special tokens and padding have no label.
    const counted = best.map((row, line) =>
      row.map((id, position) => (targets.ids[line]?.[position] === NOT_COUNTED ? NOT_COUNTED : id)),
    );
    found.push(...nameRows(counted));
  }
  const { f1, nWanted } = entityF1(wanted, found);
  return { measure: 'f1', value: f1, of: nWanted };
}

/** Start and end both with the highest logit, as the card says; the page takes the best span, which is never worse. */
async function exactSpans({ config, weights, ...rest }: Learned): Promise<Results[number]> {
  let nExact = 0;
  for (let index = 0; index < N_BATCHES; index += 1) {
    const { input, targets } = testBatch({ config, weights, ...rest }, index);
    if (targets.kind !== 'span') continue;
    const trace = forward(config, weights, input, { record: () => false });
    const logits = trace.get('head.logits');
    const [, length = 0] = logits?.shape ?? [];
    const values = (await logits?.data()) ?? new Float32Array();
    targets.start.forEach((start, row) => {
      const isToken = input.encoder?.attentionMask?.[row] ?? [];
      const best = (column: number): number => {
        let top = 0;
        for (let position = 0; position < length; position += 1) {
          const at = (row * length + position) * 2 + column;
          if (isToken[position] && (values[at] ?? 0) > (values[(row * length + top) * 2 + column] ?? 0))
            top = position;
        }
        return top;
      };
      if (best(0) === start && best(1) === targets.end[row]) nExact += 1;
    });
    trace.dispose();
  }
  return { measure: 'spans', value: nExact / (N_BATCHES * BATCH), of: N_BATCHES * BATCH };
}
