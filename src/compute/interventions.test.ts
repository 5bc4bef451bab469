import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { edgeRow } from '../../tests/support/edgeRow';
import {
  inputFor,
  largestDifference,
  livelyWeights,
  useCpu,
  withWeights,
} from '../../tests/support/onBackend';
import {
  tinyDecoder,
  tinyDecoderVariants,
  tinyEncoder,
  tinyEncoderDecoder,
} from '../../tests/support/tinyConfig';
import type { ModelConfig } from '../model/config/types';
import type { ModelInput } from '../model/input';
import type { Intervention } from '../model/intervention';
import { hasActivation } from '../model/activations';
import { attentionName, isTraceName, type TraceName } from '../model/traceNames';
import { attentionsOf, layersOf, stacksOf } from './experiment/places';
import { forward } from './forward';
import { forwardWithDonor } from './patching';
import type { Weights } from './tensors';
import { disposeWeights, uploadWeights } from './weights';

const LOGITS: TraceName = 'head.logits';
const PATTERN: TraceName = 'decoder.layers.0.selfAttention.pattern';
const ids = [1, 4, 2, 7, 5, 9, 3];
const none = new Float32Array();

const variants: readonly (readonly [string, ModelConfig])[] = [
  ...tinyDecoderVariants,
  ['an encoder', tinyEncoder],
  ['an encoder-decoder', tinyEncoderDecoder],
  ['an encoder-decoder with pre-norm', { ...tinyEncoderDecoder, norm: tinyDecoder.norm }],
];

beforeAll(useCpu);

/** An activation of a run with interventions. */
function runWith(
  config: ModelConfig,
  weights: Weights,
  interventions: readonly Intervention[],
  name: TraceName = LOGITS,
  texts: { readonly input: ModelInput; readonly donor?: ModelInput } = { input: inputFor(config, [ids]) },
): Float32Array {
  const trace = forwardWithDonor(config, weights, texts.input, texts.donor, { interventions });
  const values = Float32Array.from(trace.get(name)?.dataSync() ?? none);
  trace.dispose();
  return values;
}

/** One of the patterns of the tiny decoder, seven queries and keys: its head 2. */
const rowsOf = (pattern: Float32Array): number[][] =>
  Array.from({ length: 7 }, (_, query) => [
    ...pattern.subarray((2 * 7 + query) * 7, (2 * 7 + query + 1) * 7),
  ]);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe.each(variants)('%s', (_, config) => {
  it('has exactly the activations that it is said to have', () => {
    withWeights(config, (weights) => {
      const trace = forward(config, weights, inputFor(config, [ids]));
      const names = new Set(trace.names());
      trace.dispose();
      const parts = {
        embedding: ['tokens', 'positions', 'segments', 'output'],
        attention: ['q', 'k', 'v', 'scores', 'pattern', 'headOutputs', 'output'],
        feedForward: ['hidden', 'output'],
        residual: ['input', 'afterSelfAttention', 'afterCrossAttention', 'output'],
      };
      const all = ['encoder', 'decoder'].flatMap((stack) => [
        `${stack}.output`,
        ...parts.embedding.map((part) => `${stack}.embedding.${part}`),
        ...[0, 1, 2, 3].flatMap((layer) => [
          ...['selfAttention', 'crossAttention'].flatMap((kind) =>
            parts.attention.map((part) => `${stack}.layers.${layer}.${kind}.${part}`),
          ),
          ...parts.feedForward.map((part) => `${stack}.layers.${layer}.feedForward.${part}`),
          ...parts.residual.map((part) => `${stack}.layers.${layer}.residual.${part}`),
        ]),
      ]);
      const said = [...all, 'head.input', LOGITS]
        .filter(isTraceName)
        .filter((name) => hasActivation(config, name));
      expect(new Set(said)).toEqual(names);
    });
  });

  it('without a head computes what it does with zeros in its rows of the output matrix', () => {
    for (const { stack, attention, layer } of attentionsOf(config)) {
      const head = (layer + 3) % config.nHeads;
      const at = attentionName(stack, layer, attention, 'headOutputs');
      const off = withWeights(config, (weights) =>
        runWith(config, weights, [{ at, where: { head }, change: { kind: 'zero' } }]),
      );
      const host = livelyWeights(config);
      const perHead = config.dHead * config.dModel;
      host
        .get(`${stack}.layers.${layer}.${attention}.output.weight`)
        ?.fill(0, head * perHead, (head + 1) * perHead);
      const weights = uploadWeights(config, host);
      expect(largestDifference(off, runWith(config, weights, []))).toBeLessThan(1e-5);
      disposeWeights(weights);
    }
  });

  it('with every layer bypassed is its head on its embedding', () => {
    const bypassed = stacksOf(config).flatMap((stack) =>
      layersOf(config, stack).map((layer): Intervention => ({
        at: `${stack}.layers.${layer}.residual.output`,
        change: { kind: 'bypass' },
      })),
    );
    withWeights(config, (weights) => {
      const shallow = { ...config, nEncoderLayers: 0, nDecoderLayers: 0 };
      expect(largestDifference(runWith(config, weights, bypassed), runWith(shallow, weights, []))).toBe(0);
    });
  });

  it('is the same when every activation is copied from a run on the same text', () => {
    withWeights(config, (weights) => {
      const input = inputFor(config, [ids]);
      const trace = forward(config, weights, input);
      const names = trace.names();
      trace.dispose();
      const copies = names.map((at): Intervention => ({ at, change: { kind: 'copy' } }));
      const copied = runWith(config, weights, copies, LOGITS, { input, donor: input });
      expect(largestDifference(copied, runWith(config, weights, []))).toBe(0);
    });
  });
});

describe('every activation', () => {
  it('matters: set to zero, it moves the logits', () => {
    withWeights(tinyEncoderDecoder, (weights) => {
      const input = inputFor(tinyEncoderDecoder, [ids]);
      const trace = forward(tinyEncoderDecoder, weights, input);
      const names = trace.names();
      trace.dispose();
      const before = runWith(tinyEncoderDecoder, weights, []);
      for (const at of names) {
        const after = runWith(tinyEncoderDecoder, weights, [{ at, change: { kind: 'zero' } }]);
        expect(largestDifference(before, after), at).toBeGreaterThan(1e-6);
      }
    });
  });
});

describe('a row of scores set to zero', () => {
  it('is uniform over the keys that the mask shows, and only there', () => {
    withWeights(tinyDecoder, (weights) => {
      const at = 'decoder.layers.0.selfAttention.scores';
      const zero: Intervention = { at, where: { head: 2, query: 4 }, change: { kind: 'zero' } };
      const before = rowsOf(runWith(tinyDecoder, weights, [], PATTERN));
      const after = rowsOf(runWith(tinyDecoder, weights, [zero], PATTERN));
      expect(largestDifference(after[4] ?? [], [0.2, 0.2, 0.2, 0.2, 0.2, 0, 0])).toBeLessThan(1e-7);
      expect(after.filter((_, query) => query !== 4)).toEqual(before.filter((_, query) => query !== 4));
    });
  });
});

describe('an edge with a weight', () => {
  const edge = (weight: number, query = 4, key = 1): Intervention => ({
    at: PATTERN,
    where: { head: 2, query, key },
    change: { kind: 'edge', weight },
  });

  it.each([0, 0.25, 1])('of %s leaves the others the rest in the proportions that they had', (weight) => {
    withWeights(tinyDecoder, (weights) => {
      const before = rowsOf(runWith(tinyDecoder, weights, [], PATTERN));
      const after = rowsOf(runWith(tinyDecoder, weights, [edge(weight)], PATTERN));
      const [was = [], is = []] = [before[4], after[4]];
      const rest = sum(was) - (was[1] ?? 0);
      const expected = was.map((value, key) => (key === 1 ? weight : (value / rest) * (1 - weight)));
      expect(largestDifference(is, expected)).toBeLessThan(1e-6);
      expect(is[1]).toBe(weight);
      expect(is.slice(5)).toEqual([0, 0]);
      expect(after.filter((_, query) => query !== 4)).toEqual(before.filter((_, query) => query !== 4));
    });
  });

  it('set last is what it says; one that was set before shares the rest with the others', () => {
    withWeights(tinyDecoder, (weights) => {
      const [, , , , was = []] = rowsOf(runWith(tinyDecoder, weights, [], PATTERN));
      const [, , , , row = []] = rowsOf(runWith(tinyDecoder, weights, [edge(0.5), edge(0.3, 4, 3)], PATTERN));
      const masked = was.map((_, key) => key > 4);
      const expected = edgeRow(edgeRow(was, masked, 1, 0.5), masked, 3, 0.3);
      expect(largestDifference(row, [...expected])).toBeLessThan(1e-6);
      expect(row[3]).toBeCloseTo(0.3, 6);
      expect(row[1]).toBeLessThan(0.5);
    });
  });

  it('shares equally among what the mask shows where the others had nothing', () => {
    withWeights(tinyDecoder, (weights) => {
      const [, , , , row = []] = rowsOf(runWith(tinyDecoder, weights, [edge(1), edge(0.2)], PATTERN));
      expect(largestDifference(row, [0.2, 0.2, 0.2, 0.2, 0.2, 0, 0])).toBeLessThan(1e-6);
    });
  });

  it('stays 1 where there is no other key', () => {
    withWeights(tinyDecoder, (weights) => {
      const [row = []] = rowsOf(runWith(tinyDecoder, weights, [edge(0.3, 0, 0)], PATTERN));
      expect(row).toEqual([1, 0, 0, 0, 0, 0, 0]);
    });
  });

  it('is refused for a key that the mask hides', () => {
    withWeights(tinyDecoder, (weights) => {
      const before = tf.memory().numTensors;
      expect(() => runWith(tinyDecoder, weights, [edge(0.5, 2, 3)])).toThrow(
        'the mask hides key 3 from query 2',
      );
      expect(tf.memory().numTensors).toBe(before);
    });
  });

  it('is set for every head without one, in the row of the batch that is chosen', () => {
    withWeights(tinyDecoder, (weights) => {
      const { at, change } = edge(0.75);
      const texts = { input: inputFor(tinyDecoder, [ids, [...ids].reverse()]) };
      const one: Intervention = { at, where: { batch: 1, query: 4, key: 1 }, change };
      const [before, after] = [[], [one]].map((all) => runWith(tinyDecoder, weights, all, PATTERN, texts));
      expect(largestDifference(after?.subarray(0, 294) ?? none, before?.subarray(0, 294) ?? [])).toBe(0);
      for (let head = 0; head < 6; head += 1) expect(after?.[294 + (head * 7 + 4) * 7 + 1]).toBe(0.75);
    });
  });
});

describe('a part at its mean', () => {
  const at: TraceName = 'encoder.layers.1.feedForward.output';
  const dModel = 24;

  it('has at every position the mean over tokens; padding and other texts do not count', () => {
    withWeights(tinyEncoder, (weights) => {
      const attentionMask = [
        [1, 1, 1, 1, 1, 1, 1],
        [1, 1, 1, 1, 0, 0, 0],
      ];
      const input = { encoder: { ids: [ids, [...ids].reverse()], attentionMask } };
      const before = runWith(tinyEncoder, weights, [], at, { input });
      const after = runWith(tinyEncoder, weights, [{ at, change: { kind: 'mean' } }], at, { input });
      for (const [row, nTokens] of [7, 4].entries()) {
        for (let dimension = 0; dimension < dModel; dimension += 1) {
          const values = Array.from(
            { length: nTokens },
            (_, position) => before[(row * 7 + position) * dModel + dimension] ?? NaN,
          );
          for (const position of [0, 3, 6]) {
            expect(after[(row * 7 + position) * dModel + dimension]).toBeCloseTo(sum(values) / nTokens, 5);
          }
        }
      }
    });
  });

  it('changes nothing else where a position is chosen', () => {
    withWeights(tinyEncoder, (weights) => {
      const mean: Intervention = { at, where: { query: 2 }, change: { kind: 'mean' } };
      const [before = none, after = none] = [[], [mean]].map((all) => runWith(tinyEncoder, weights, all, at));
      const moved = Array.from({ length: 7 }, (_, position) => {
        const part = [position * dModel, (position + 1) * dModel] as const;
        return largestDifference(before.subarray(...part), after.subarray(...part)) > 0;
      });
      expect(moved).toEqual([false, false, true, false, false, false, false]);
    });
  });
});

describe('a copy from another text', () => {
  const other = [8, 4, 2, 7, 6];
  const stream: TraceName = 'decoder.layers.0.residual.output';

  it('puts one position of it in place, from the same position or another', () => {
    withWeights(tinyDecoder, (weights) => {
      const texts = { input: inputFor(tinyDecoder, [ids]), donor: inputFor(tinyDecoder, [other]) };
      const theirs = runWith(tinyDecoder, weights, [], stream, { input: texts.donor });
      for (const position of [undefined, 1]) {
        const copy: Intervention = {
          at: stream,
          where: { query: 3 },
          change: position === undefined ? { kind: 'copy' } : { kind: 'copy', position },
        };
        const ours = runWith(tinyDecoder, weights, [copy], stream, texts);
        const there = (position ?? 3) * 24;
        expect(largestDifference(ours.subarray(72, 96), theirs.subarray(there, there + 24))).toBe(0);
      }
    });
  });

  it('of everything after the last layer gives the output of the other text at that position', () => {
    withWeights(tinyDecoder, (weights) => {
      const texts = { input: inputFor(tinyDecoder, [ids]), donor: inputFor(tinyDecoder, [other]) };
      const copy: Intervention = { at: 'decoder.output', where: { query: 4 }, change: { kind: 'copy' } };
      const logits = runWith(tinyDecoder, weights, [copy], LOGITS, texts);
      const theirs = runWith(tinyDecoder, weights, [], LOGITS, { input: texts.donor });
      expect(largestDifference(logits.subarray(44, 55), theirs.subarray(44, 55))).toBeLessThan(1e-6);
    });
  });

  it('of the memory is a translation of the other source, of another length and with padding', () => {
    withWeights(tinyEncoderDecoder, (weights) => {
      const theirs = { ids: [[7, 2, 9, 4, 1, 5, 3, 8]], attentionMask: [[1, 1, 1, 1, 1, 1, 0, 0]] };
      const input = inputFor(tinyEncoderDecoder, [ids]);
      const { decoder = { ids: [] } } = input;
      const donor: ModelInput = { encoder: theirs, decoder: { ids: [[2, 2]] } };
      const copy: Intervention = { at: 'encoder.output', change: { kind: 'copy' } };
      const swapped = runWith(tinyEncoderDecoder, weights, [copy], LOGITS, { input, donor });
      const expected = runWith(tinyEncoderDecoder, weights, [], LOGITS, {
        input: { encoder: theirs, decoder },
      });
      expect(largestDifference(swapped, expected)).toBe(0);
      expect(largestDifference(swapped, runWith(tinyEncoderDecoder, weights, []))).toBeGreaterThan(0.01);
    });
  });

  it('from one text serves every row of a batch', () => {
    withWeights(tinyDecoder, (weights) => {
      const texts = {
        input: inputFor(tinyDecoder, [ids, [...ids].reverse()]),
        donor: inputFor(tinyDecoder, [other]),
      };
      const copy: Intervention = { at: stream, where: { query: 2 }, change: { kind: 'copy' } };
      const values = runWith(tinyDecoder, weights, [copy], stream, texts);
      expect(largestDifference(values.subarray(48, 72), values.subarray(168 + 48, 168 + 72))).toBe(0);
    });
  });

  it('leaves no tensor behind, done or refused', () => {
    withWeights(tinyDecoder, (weights) => {
      const texts = { input: inputFor(tinyDecoder, [ids]), donor: inputFor(tinyDecoder, [other]) };
      const before = tf.memory().numTensors;
      runWith(
        tinyDecoder,
        weights,
        [{ at: stream, where: { query: 1 }, change: { kind: 'copy' } }],
        LOGITS,
        texts,
      );
      expect(() =>
        runWith(tinyDecoder, weights, [{ at: stream, change: { kind: 'copy' } }], LOGITS, texts),
      ).toThrow('choose a position');
      expect(tf.memory().numTensors).toBe(before);
    });
  });
});
