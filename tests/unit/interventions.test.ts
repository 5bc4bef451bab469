import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type InterventionReference, runInterventionCases } from '../parity/interventionCases';
import { filesOf, startInNode } from '../parity/node';
import { TOLERANCE } from '../parity/runCase';
import { leakOf } from '../support/leak';
import { tinyDecoder, tinyEncoder, tinyEncoderDecoder } from '../support/tinyConfig';

const folder = join(import.meta.dirname, '../fixtures');
const referenceOf = (model: string): InterventionReference =>
  JSON.parse(readFileSync(join(folder, 'interventions', `${model}.json`), 'utf8')) as InterventionReference;

describe.each(['cpu', 'wasm'] as const)(
  'on %s, a changed model computes what PyTorch does with hooks',
  (backend) => {
    beforeAll(() => startInNode(backend));

    it.each(['gpt2', 'bert-mlm', 't5'])('%s', async (model) => {
      const before = tf.memory().numTensors;
      const results = await runInterventionCases(filesOf(join(folder, model)), referenceOf(model));
      expect(results.length).toBeGreaterThan(16);
      const isWrong = ({ logits, pattern }: (typeof results)[number]): boolean =>
        logits > TOLERANCE.logits || (pattern ?? 0) > TOLERANCE.attention;
      expect(results.filter(isWrong)).toEqual([]);
      expect(tf.memory().numTensors).toBe(before);
    });

    it('and what cannot see a change stays the same to the bit', async () => {
      const decoder = await leakOf(tinyDecoder, 'decoder');
      expect(decoder.before.every((value) => value === 0)).toBe(true);
      expect(decoder.after.some((value) => value > 0)).toBe(true);
      const encoder = await leakOf(tinyEncoder, 'encoder');
      expect([...encoder.before, ...encoder.after].every((value) => value > 0)).toBe(true);
      const target = await leakOf(tinyEncoderDecoder, 'decoder');
      expect(target.ofEncoder.every((value) => value === 0)).toBe(true);
    });
  },
);

describe('the comparison itself', () => {
  beforeAll(() => startInNode('cpu'));

  it('finds every case wrong when it is not made', async () => {
    const reference = referenceOf('gpt2');
    const cases = reference.cases.map((one) => ({ ...one, interventions: [] }));
    const results = await runInterventionCases(filesOf(join(folder, 'gpt2')), { ...reference, cases });
    expect(results.filter(({ logits }) => logits <= TOLERANCE.logits)).toEqual([]);
  });
});
