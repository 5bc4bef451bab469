import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inputFor, largestDifference, livelyWeights } from '../../tests/support/onBackend';
import {
  tinyDecoder,
  tinyDecoderVariants,
  tinyEncoder,
  tinyEncoderDecoder,
  tinyFamilies,
} from '../../tests/support/tinyConfig';
import { nLayersOf } from '../model/config/derive';
import type { ModelConfig, Stack } from '../model/config/types';
import { type HeadPlace, headChain } from '../model/headChain';
import { subLayersOf } from '../model/wiring';
import type { TermsAnswer } from '../model/study';
import type { TraceName } from '../model/traceNames';
import { activationOf, type Element, type HeadVector, type VectorPlace } from '../model/vectorPlace';
import { createLocalEngine } from './local';

let engine: ReturnType<typeof createLocalEngine>;

beforeEach(async () => {
  engine = createLocalEngine();
  await engine.useBackend('cpu');
});

afterEach(() => engine.dispose());

const ids = [7, 2, 9, 4, 1, 0, 8];

interface Ran {
  terms(of: VectorPlace, index: number): Promise<TermsAnswer>;
  vectors(of: readonly VectorPlace[]): Promise<readonly Float32Array[]>;
  read(name: TraceName): Promise<{ readonly data: Float32Array; readonly shape: readonly number[] }>;
}

async function ran(config: ModelConfig, weights = livelyWeights(config)): Promise<Ran> {
  await engine.putWeights('lively', config, weights);
  const { runId } = await engine.run({
    slot: 'A',
    config,
    weights: { kind: 'loaded', id: 'lively' },
    input: inputFor(config, [ids]),
    interventions: [],
    reads: [],
  });
  return {
    terms: async (of, index) => {
      const question = { kind: 'terms', of: { of, index } } as const;
      const answer = await engine.study({ slot: 'A', runId, row: 0, question });
      if (answer.kind !== 'terms') throw new Error(`terms were asked for, not ${answer.kind}`);
      return answer;
    },
    vectors: async (of) => {
      const answer = await engine.study({ slot: 'A', runId, row: 0, question: { kind: 'vectors', of } });
      if (answer.kind !== 'vectors') throw new Error(`vectors were asked for, not ${answer.kind}`);
      return answer.vectors.map(({ values }) => values);
    },
    read: async (name) => {
      const [array] = await engine.read({ slot: 'A', runId, reads: [{ name }] });
      if (!array) throw new Error(`${name} was not read`);
      return array;
    },
  };
}

const factored = (place: 'tokens' | 'sum', norm: boolean): ModelConfig => ({
  ...tinyEncoder,
  norm: { ...tinyEncoder.norm, embedding: norm },
  embedding: { scaled: true, shared: false, factorization: { dEmbedding: 10, place } },
});

const rotaryWithNorms: ModelConfig = {
  ...tinyDecoder,
  norm: { ...tinyDecoder.norm, queryKey: true, skipFirst: true },
  position: {
    kind: 'rotary',
    base: 100,
    fraction: 1,
    pairing: 'interleaved',
    scaling: null,
    localBase: null,
  },
};

const preNormEncoderDecoder: ModelConfig = {
  ...tinyEncoderDecoder,
  nKvHeads: 3,
  norm: { ...tinyEncoderDecoder.norm, placement: 'pre', final: true },
};

const withoutBiases: ModelConfig = {
  ...tinyDecoder,
  bias: { queryKeyValue: false, attentionOutput: false, feedForward: false, norm: false, head: false },
};

const models: readonly (readonly [string, ModelConfig])[] = [
  ...tinyFamilies.map((config) => [config.family, config] as const),
  ...tinyDecoderVariants,
  ['rotary positions after norms on q and k, the first norm left out', rotaryWithNorms],
  ['an encoder-decoder in pre-norm with grouped heads', preNormEncoderDecoder],
  ['no biases', withoutBiases],
  ['an embedding projected after its norm', factored('sum', true)],
  ['an embedding projected without a norm', factored('sum', false)],
  ['token vectors projected, then normalised', factored('tokens', true)],
];

/** One head of every attention of every layer, with a query in the middle and an earlier key. */
function placesIn(config: ModelConfig): HeadPlace[] {
  const stacks: Stack[] = (['encoder', 'decoder'] as const).filter((stack) => nLayersOf(config, stack) > 0);
  return stacks.flatMap((stack) =>
    Array.from({ length: nLayersOf(config, stack) }, (_, layer) =>
      subLayersOf(config, stack).flatMap((attention): HeadPlace[] =>
        attention === 'feedForward'
          ? []
          : [{ stack, layer, attention, head: (3 + layer) % config.nHeads, query: 4, key: 2 }],
      ),
    ).flat(),
  );
}

const scoresOf = ({ stack, layer, attention, head, query }: HeadPlace): VectorPlace => ({
  ...{ part: 'scores', stack, layer, attention },
  ...{ head, position: query },
});

/** The feed-forward block of the same layer, at the query. */
function feedForwardOf(config: ModelConfig, { stack, layer, query }: HeadPlace): VectorPlace[] {
  const parts = ['up', ...(config.feedForward.gated ? (['gate'] as const) : []), 'hidden', 'output'] as const;
  return parts.map((part) => ({ part, stack, layer, subLayer: 'feedForward', position: query }));
}

/** Single precision loses digits in proportion to what was added up. */
function expectSum({ value, terms, remainder }: TermsAnswer): void {
  const size = terms.reduce((sum, term) => sum + Math.abs(term.value), 1e-3);
  const sum = terms.reduce((total, term) => total + term.value, 0);
  expect(Math.abs(value - sum)).toBeLessThan(1e-5 * size);
  expect(remainder).toBeCloseTo(value - sum, 12);
  for (const term of terms) {
    const byFactors = term.factors?.reduce((all, factor) => all * factor, 1) ?? term.value;
    expect(byFactors).toBe(term.value);
  }
}

describe('the terms of a number', () => {
  it.each(models)(
    'sum to it, for every element of x, q, k, scores, v, z, outputs, neurons and stream: %s',
    async (_, config) => {
      const { terms, vectors } = await ran(config);
      for (const place of placesIn(config)) {
        const { query, key, output } = headChain(config, place);
        const chain = [...query, ...key, scoresOf(place), ...output, ...feedForwardOf(config, place)];
        for (const [vector, values] of (await vectors(chain)).entries()) {
          const of = chain[vector];
          if (!of) continue;
          for (const [index, value] of values.entries()) {
            const answer = await terms(of, index);
            expect(answer.value).toBe(value);
            if (answer.origin !== 'leaf') expectSum(answer);
          }
        }
      }
    },
    60_000,
  );

  it.each(models)(
    'lead, step by step, to a token, a position or a segment: %s',
    async (_, config) => {
      const { terms } = await ran(config);
      for (const place of placesIn(config)) {
        let element: Element | undefined = {
          of: {
            ...{ part: 'after', stack: place.stack, layer: place.layer },
            subLayer: place.attention,
            position: 4,
          },
          index: 5,
        };
        let last: TermsAnswer | null = null;
        // Along the second largest source, so that paths go through more than the largest stream.
        for (let step = 0; element && step < 60; step += 1) {
          last = await terms(element.of, element.index);
          for (const { factors, sources } of last.terms) {
            const [source] = sources;
            // The input of a neuron is no factor of its activation.
            if (!source || !factors) continue;
            expect((await terms(source.of, source.index)).value).toBe(factors[0]);
          }
          const sorted = last.terms
            .filter(({ sources }) => sources.length > 0)
            .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
          element = (sorted[1] ?? sorted[0])?.sources.at(-1);
        }
        expect(last?.origin).toBe('leaf');
      }
    },
    60_000,
  );

  it.each(models)('are taken from the numbers that the model had: %s', async (_, config) => {
    const { vectors, read } = await ran(config);
    for (const place of placesIn(config)) {
      const { query, key, output } = headChain(config, place);
      const chain = [...query, ...key, ...output];
      const values = await vectors(chain);
      for (const [index, of] of chain.entries()) {
        const name = activationOf(of);
        if (name === null) continue;
        const { data, shape } = await read(name);
        const width = shape.at(-1) ?? 0;
        const length = shape.at(-2) ?? 0;
        const from = (('head' in of ? of.head * length : 0) + of.position) * width;
        expect([...(values[index] ?? [])]).toEqual([...data.slice(from, from + width)]);
      }
    }
  });
});

describe('stepping back', () => {
  it('to the embedding accounts for all of a pre-norm stream', async () => {
    for (const config of [tinyDecoder, preNormEncoderDecoder]) {
      const { terms, read } = await ran(config);
      const layer = config.nDecoderLayers - 1;
      const { data } = await read(`decoder.layers.${layer}.residual.output`);
      for (let index = 0; index < config.dModel; index += 1) {
        const of = { part: 'stream', stack: 'decoder', layer, point: 'output', position: 5 } as const;
        const answer = await terms(of, index);
        expect(answer.value).toBe(data[5 * config.dModel + index]);
        expectSum(answer);
        const nAdded = config.nDecoderLayers * subLayersOf(config, 'decoder').length;
        // Token and position, and then what each sub-layer of each layer added.
        expect(answer.terms.map(({ sources }) => sources[0]?.of.part)).toEqual([
          'tokens',
          'positions',
          ...Array.from({ length: nAdded }, () => 'output'),
        ]);
      }
    }
  });

  it('in a post-norm stream goes through one norm at a time', async () => {
    const { terms } = await ran(tinyEncoder);
    const stream = { part: 'stream', stack: 'encoder', layer: 2, point: 'input', position: 3 } as const;
    const answer = await terms(stream, 7);
    expect(answer.origin).toBe('norm');
    expect(answer.terms.map(({ kind }) => kind)).toEqual(['source', 'source', 'mean', 'bias']);
    const { sum, mean, deviation, weight } = answer.norm ?? { sum: 0, mean: 0, deviation: 0, weight: 0 };
    const bias = answer.terms[3]?.value ?? Number.NaN;
    expect(((sum - mean) / deviation) * weight + bias).toBeCloseTo(answer.value, 5);
  });

  it('from cross-attention leads q into the decoder, k and v into the encoder memory', async () => {
    const place = { stack: 'decoder', attention: 'crossAttention', layer: 1 } as const;
    const { query, key } = headChain(tinyEncoderDecoder, { ...place, head: 2, query: 4, key: 3 });
    const { terms } = await ran(tinyEncoderDecoder);
    const ends = async (of: VectorPlace | undefined) => of && (await terms(of, 0)).terms[0]?.sources[0]?.of;
    expect(await ends(query.at(-1))).toMatchObject({ part: 'stream', stack: 'decoder', position: 4 });
    for (const of of key.slice(-2)) {
      expect(await ends(of)).toMatchObject({ part: 'stackOutput', stack: 'encoder', position: 3 });
    }
  });

  it('from q through grouped heads finds the key head that the query head shares', async () => {
    const place = { stack: 'decoder', attention: 'selfAttention', layer: 0 } as const;
    const { key, output } = headChain(tinyDecoder, { ...place, head: 4, query: 4, key: 3 });
    // 6 query heads share 2 key heads: head 4 reads the second.
    expect(key.at(-1)).toMatchObject({ part: 'v', head: 1 });
    expect(output[0]).toMatchObject({ part: 'z', head: 4 });
  });
});

describe('a changed weight', () => {
  it('changes the number by the term that it was a factor of', async () => {
    const place = { stack: 'decoder', layer: 1, attention: 'selfAttention' } as const;
    const of: HeadVector = { ...place, part: 'qProjected', head: 3, position: 4 };
    const plain = livelyWeights(rotaryWithNorms);
    const before = await (await ran(rotaryWithNorms, plain)).terms(of, 2);
    const name = 'decoder.layers.1.selfAttention.q.weight';
    const changed = new Map(plain);
    const column = 3 * rotaryWithNorms.dHead + 2;
    const width = rotaryWithNorms.nHeads * rotaryWithNorms.dHead;
    changed.set(
      name,
      (plain.get(name) ?? new Float32Array()).map((value, at) => (at === 6 * width + column ? 0 : value)),
    );
    const after = await (await ran(rotaryWithNorms, changed)).terms(of, 2);
    expect(before.value - after.value).toBeCloseTo(before.terms[6]?.value ?? Number.NaN, 5);
  });
});

describe('questions for terms', () => {
  it('leave no tensor behind, and refuse what is not there', async () => {
    const { terms, vectors } = await ran(tinyEncoderDecoder);
    const of = {
      part: 'after',
      stack: 'decoder',
      layer: 0,
      subLayer: 'crossAttention',
      position: 1,
    } as const;
    await terms(of, 0);
    const before = tf.memory().numTensors;
    const values = await vectors([of, { ...of, part: 'output' }]);
    await terms({ ...of, part: 'output' }, 3);
    expect(values.map(({ length }) => length)).toEqual([24, 24]);
    expect(largestDifference(values[0] ?? [], values[1] ?? [])).toBeGreaterThan(0);
    await expect(terms(of, 24)).rejects.toThrow(/0 … 23/);
    await expect(terms({ ...of, position: 99 }, 0)).rejects.toThrow(/0 … 6/);
    await expect(terms({ ...of, layer: 9 }, 0)).rejects.toThrow(/does not appear/);
    expect(tf.memory().numTensors).toBe(before);
  });
});
