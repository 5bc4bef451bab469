import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startInNode } from '../../../tests/parity/node';
import { inputFor, run, withWeights } from '../../../tests/support/onBackend';
import { tinyEncoder, tinyFamilies } from '../../../tests/support/tinyConfig';
import type { Head, ModelConfig } from '../../model/config/types';
import type { ModelInput } from '../../model/input';
import { NOT_COUNTED, type TargetIds } from '../../model/training';
import { lossOf } from './loss';

interface Measured {
  readonly loss: number;
  readonly nCorrect: number;
  readonly nCounted: number;
}

function measured(config: ModelConfig, input: ModelInput, targets: TargetIds, smoothing = 0): Measured {
  return withWeights(config, (weights) => {
    const result = tf.tidy(() => lossOf(config, weights, { input, targets }, smoothing, (_, value) => value));
    const [loss = NaN, nCorrect = NaN] = [result.loss, result.nCorrect].map((tensor) => tensor.dataSync()[0]);
    result.loss.dispose();
    result.nCorrect.dispose();
    return { loss, nCorrect, nCounted: result.nCounted };
  });
}

/** The same by hand, from the logits of the forward pass. @param rows a row of logits and the wanted class */
function byHand(rows: readonly (readonly [readonly number[], number])[], smoothing = 0): Measured {
  let loss = 0;
  let nCorrect = 0;
  for (const [logits, wanted] of rows) {
    const total = Math.log(logits.reduce((sum, value) => sum + Math.exp(value), 0));
    for (const [id, logit] of logits.entries()) {
      const share = (id === wanted ? 1 - smoothing : 0) + smoothing / logits.length;
      if (share > 0) loss -= share * (logit - total);
    }
    if (logits[wanted] === Math.max(...logits)) nCorrect += 1;
  }
  return { loss: loss / rows.length, nCorrect, nCounted: rows.length };
}

function expectSame(found: Measured, wanted: Measured): void {
  expect(found).toMatchObject({ nCorrect: wanted.nCorrect, nCounted: wanted.nCounted });
  expect(Math.abs(found.loss / wanted.loss - 1)).toBeLessThan(2e-6);
}

const attentionMask = [
  [1, 1, 1, 1],
  [1, 1, 1, 0],
];
const ids = [
  [1, 2, 3, 4],
  [5, 6, 7, 0],
];

/** Rows of one width from a flat array. */
const rowsOf = (flat: Float32Array, width: number): number[][] =>
  Array.from({ length: flat.length / width }, (_, row) => [...flat.subarray(row * width, (row + 1) * width)]);

describe.each(['cpu', 'wasm'] as const)('on %s, the loss of a batch is', (backend) => {
  beforeAll(() => startInNode(backend));

  it.each(tinyFamilies.map((config) => [config.family, config] as const))(
    'the mean over the positions that count: %s',
    (_, config) => {
      const input = inputFor(config, ids, ids);
      const wanted = [
        [NOT_COUNTED, 3, 4, 5],
        [6, NOT_COUNTED, NOT_COUNTED, 0],
      ];
      const [logits] = run(config, input);
      const counted = rowsOf(logits!, config.targetVocabSize).flatMap((row, index) => {
        const id = wanted.flat()[index] ?? NOT_COUNTED;
        return id === NOT_COUNTED ? [] : [[row, id] as const];
      });
      expect(counted).toHaveLength(5);
      const targets: TargetIds = { kind: 'tokens', ids: wanted };
      expectSame(measured(config, input, targets), byHand(counted));
      expectSame(measured(config, input, targets, 0.3), byHand(counted, 0.3));
      // All the right answers, as many as are the best ones.
      const best = rowsOf(logits!, config.targetVocabSize).map((row) => row.indexOf(Math.max(...row)));
      const all = measured(config, input, { kind: 'tokens', ids: [best.slice(0, 4), best.slice(4)] });
      expect(all).toMatchObject({ nCorrect: 8, nCounted: 8 });
    },
  );

  it('that of start and end together, and padding can be neither', () => {
    const config: ModelConfig = { ...tinyEncoder, head: { kind: 'span' } };
    const input: ModelInput = { encoder: { ids, attentionMask } };
    const [logits] = run(config, input);
    const column = (batch: number, which: number): number[] =>
      [0, 1, 2, 3].slice(0, batch === 0 ? 4 : 3).map((at) => logits![(batch * 4 + at) * 2 + which]!);
    const rows = [
      [column(0, 0), 1],
      [column(1, 0), 0],
      [column(0, 1), 3],
      [column(1, 1), 2],
    ] as const;
    const targets: TargetIds = { kind: 'span', start: [1, 0], end: [3, 2] };
    expectSame(measured(config, input, targets), byHand(rows));
  });

  it.each(['first', 'mean', 'last'] as const)('that of one class for each text, by the %s', (pooling) => {
    const head: Head = { kind: 'sequenceClassification', labels: 3, pooling, transform: null };
    const config: ModelConfig = { ...tinyEncoder, head };
    const input: ModelInput = { encoder: { ids, attentionMask } };
    const [logits] = run(config, input);
    const [first, second] = rowsOf(logits!, 3);
    expectSame(
      measured(config, input, { kind: 'class', ids: [2, 1] }),
      byHand([
        [first!, 2],
        [second!, 1],
      ]),
    );
  });

  it('the same whatever stands where padding is', () => {
    for (const config of [tinyEncoder, { ...tinyEncoder, head: { kind: 'span' } as const }]) {
      const targets: TargetIds =
        config.head.kind === 'span'
          ? { kind: 'span', start: [1, 0], end: [3, 2] }
          : { kind: 'tokens', ids: ids.map((row) => row.map((id) => id || NOT_COUNTED)) };
      const lossWith = (padding: number): number => {
        const padded = ids.map((row) => row.map((id) => id || padding));
        return measured(config, { encoder: { ids: padded, attentionMask } }, targets).loss;
      };
      expect(lossWith(9)).toBe(lossWith(1));
    }
  });

  const text = { encoder: { ids } };
  const labels: ModelConfig = {
    ...tinyEncoder,
    head: { kind: 'sequenceClassification', labels: 3, pooling: 'first', transform: null },
  };
  const span: ModelConfig = { ...tinyEncoder, head: { kind: 'span' } };
  const tokens = (rows: number[][]): TargetIds => ({ kind: 'tokens', ids: rows });
  const nothing = ids.map((row) => row.map(() => NOT_COUNTED));

  it.each<[string, ModelConfig, ModelInput, TargetIds, string]>([
    ['nothing counts', tinyEncoder, text, tokens(nothing), 'no position counts'],
    ['a word is beyond the vocabulary', tinyEncoder, text, tokens([ids[0]!, [0, 0, 0, 11]]), '11'],
    ['a wanted word is missing', tinyEncoder, text, tokens([ids[0]!, [0, 0, 0]]), 'shape'],
    ['ids are beyond the vocabulary', tinyEncoder, { encoder: { ids: [[99]] } }, tokens([[1]]), '99'],
    ['the head answers otherwise', tinyEncoder, text, { kind: 'class', ids: [0, 0] }, 'kind tokens'],
    [
      'the head has no answers',
      { ...labels, head: { kind: 'none', pooler: true } },
      text,
      tokens(ids),
      'none',
    ],
    ['a label does not exist', labels, text, { kind: 'class', ids: [0, 3] }, '3'],
    ['a label is missing', labels, text, { kind: 'class', ids: [0] }, 'a batch of 2'],
    ['the end is behind the text', span, text, { kind: 'span', start: [0, 0], end: [1, 4] }, '4'],
  ])('an error that says so where %s', (_, config, input, targets, problem) => {
    const before = tf.memory().numTensors;
    expect(() => measured(config, input, targets)).toThrow(problem);
    expect(tf.memory().numTensors).toBe(before);
  });
});
