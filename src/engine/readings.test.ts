import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inputFor, livelyWeights } from '../../tests/support/onBackend';
import { tinyDecoder, tinyEncoder, tinyEncoderDecoder } from '../../tests/support/tinyConfig';
import type { ModelConfig } from '../model/config/types';
import type { AttentionPlace, ReadingsAnswer } from '../model/study';
import { attentionName, type TraceName } from '../model/traceNames';
import { createLocalEngine } from './local';

type Matrix = readonly (readonly number[])[];

let engine: ReturnType<typeof createLocalEngine>;

beforeEach(async () => {
  engine = createLocalEngine();
  await engine.useBackend('cpu');
});

afterEach(() => engine.dispose());

const ids = [7, 2, 9, 4, 1, 0];

async function asked(config: ModelConfig, place: AttentionPlace) {
  const weights = livelyWeights(config);
  await engine.putWeights('lively', config, weights);
  const { runId } = await engine.run({
    slot: 'A',
    config,
    weights: { kind: 'loaded', id: 'lively' },
    input: inputFor(config, [ids]),
    interventions: [],
    reads: [],
  });
  const answer = await engine.study({
    slot: 'A',
    runId,
    row: 0,
    question: { kind: 'readings', place },
  });
  if (answer.kind !== 'readings') throw new Error(`it gave ${answer.kind}`);
  const read = async (name: TraceName) => {
    const [array] = await engine.read({ slot: 'A', runId, reads: [{ name }] });
    if (!array) throw new Error(`${name} was not read`);
    return array;
  };
  /** Mean over the heads, in the plainest way. */
  const mean = async (name: TraceName): Promise<Matrix> => {
    const { data, shape } = await read(name);
    const [, nHeads = 0, nQueries = 0, nKeys = 0] = shape;
    return Array.from({ length: nQueries }, (_, query) =>
      Array.from({ length: nKeys }, (__, key) => {
        let sum = 0;
        for (let head = 0; head < nHeads; head += 1)
          sum += data[(head * nQueries + query) * nKeys + key] ?? 0;
        return sum / nHeads;
      }),
    );
  };
  return { answer, read, mean, weights };
}

const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) =>
    (b[0] ?? []).map((_, col) => row.reduce((sum, value, inner) => sum + value * (b[inner]?.[col] ?? 0), 0)),
  );
const halves = (a: Matrix, b: Matrix): Matrix =>
  a.map((row, index) => row.map((value, col) => (value + (b[index]?.[col] ?? 0)) / 2));
const identity = (size: number): Matrix =>
  Array.from({ length: size }, (_, row) => Array.from({ length: size }, (__, col) => (row === col ? 1 : 0)));
const flat = (matrix: Matrix): number[] => matrix.flat();

function close(actual: Float32Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  const off = Math.max(...expected.map((value, index) => Math.abs(value - (actual[index] ?? Number.NaN))));
  expect(off).toBeLessThan(1e-5);
}

/** ‖v W_O‖ of each head and key, number by number. */
async function normsByHand(
  { read, weights }: Awaited<ReturnType<typeof asked>>,
  config: ModelConfig,
  { stack, attention, layer }: AttentionPlace,
): Promise<number[]> {
  const { data, shape } = await read(attentionName(stack, layer, attention, 'v'));
  const [, , nKeys = 0] = shape;
  const output = weights.get(`${attentionName(stack, layer, attention, 'output')}.weight`);
  const { nHeads, nKvHeads, dHead, dModel } = config;
  const norms: number[] = [];
  for (let head = 0; head < nHeads; head += 1) {
    const kvHead = Math.floor(head / (nHeads / nKvHeads));
    for (let key = 0; key < nKeys; key += 1) {
      let square = 0;
      for (let to = 0; to < dModel; to += 1) {
        let sum = 0;
        for (let from = 0; from < dHead; from += 1) {
          const v = data[(kvHead * nKeys + key) * dHead + from] ?? 0;
          sum += v * (output?.[(head * dHead + from) * dModel + to] ?? 0);
        }
        square += sum * sum;
      }
      norms.push(Math.sqrt(square));
    }
  }
  return norms;
}

const rowSums = ({ rollout, nKeys }: ReadingsAnswer): number[] =>
  Array.from({ length: rollout.length / nKeys }, (_, row) =>
    rollout.slice(row * nKeys, (row + 1) * nKeys).reduce((a, b) => a + b, 0),
  );

describe('what else can be read off an attention', () => {
  it.each([
    ['encoder', tinyEncoder, 'encoder'],
    ['decoder with grouped-query attention', tinyDecoder, 'decoder'],
  ] as const)('of an %s is what naive sums give', async (_, config, stack) => {
    const layer = (stack === 'encoder' ? config.nEncoderLayers : config.nDecoderLayers) - 1;
    const place = { stack, attention: 'selfAttention', layer } as const;
    const made = await asked(config, place);
    const { answer, mean } = made;
    let rolled = identity(answer.nQueries);
    for (let index = 0; index <= layer; index += 1) {
      const of = await mean(attentionName(stack, index, 'selfAttention', 'pattern'));
      rolled = halves(product(of, rolled), rolled);
      if (index === layer) close(answer.mean, flat(of));
    }
    close(answer.rollout, flat(rolled));
    for (const sum of rowSums(answer)) expect(sum).toBeCloseTo(1, 5);
    close(answer.valueNorms, await normsByHand(made, config, place));
  });

  it('of a cross-attention goes through the decoder and the encoder memory back to the source', async () => {
    const config = tinyEncoderDecoder;
    const layer = config.nDecoderLayers - 1;
    const place = { stack: 'decoder', attention: 'crossAttention', layer } as const;
    const made = await asked(config, place);
    const { answer, mean } = made;
    let memory = identity(answer.nKeys);
    for (let index = 0; index < config.nEncoderLayers; index += 1) {
      memory = halves(
        product(await mean(attentionName('encoder', index, 'selfAttention', 'pattern')), memory),
        memory,
      );
    }
    let rolled: Matrix = Array.from({ length: answer.nQueries }, () => Array<number>(answer.nKeys).fill(0));
    for (let index = 0; index <= layer; index += 1) {
      const self = await mean(attentionName('decoder', index, 'selfAttention', 'pattern'));
      rolled = halves(product(self, rolled), rolled);
      const cross = await mean(attentionName('decoder', index, 'crossAttention', 'pattern'));
      rolled = halves(rolled, product(cross, memory));
    }
    close(answer.rollout, flat(rolled));
    // After so many layers this share has come from the source: each layer leaves half of what was not.
    for (const sum of rowSums(answer)) expect(sum).toBeCloseTo(1 - 0.5 ** (layer + 1), 5);
    close(answer.valueNorms, await normsByHand(made, config, place));
  });
});
