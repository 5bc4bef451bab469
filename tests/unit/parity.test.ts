import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readJsonFile } from '../../src/checkpoint/checkpointFiles';
import {
  readSafetensors,
  toFloat32,
  writeSafetensors,
  type NamedValues,
} from '../../src/checkpoint/safetensors';
import type { CaseFiles } from '../parity/caseFiles';
import { filesOf, startInNode } from '../parity/node';
import { runCase } from '../parity/runCase';

const folder = join(import.meta.dirname, '../fixtures');
// These have a form of their own, for steps of training and for changes made while a model runs.
const others = ['training', 'interventions'];
const cases = readdirSync(folder).filter(
  (name) => !others.includes(name) && statSync(join(folder, name)).isDirectory(),
);

describe.each(['cpu', 'wasm'] as const)(
  'on %s, a forward pass and greedy decoding agree with the reference',
  (backend) => {
    beforeAll(() => startInNode(backend));

    it.each(cases)('%s', async (name) => {
      const before = tf.memory().numTensors;
      const result = await runCase(filesOf(join(folder, name)), false);
      expect(result, JSON.stringify(result)).toMatchObject({ pass: true });
      expect(tf.memory().numTensors).toBe(before);
    });
  },
);

describe('a configuration in the spelling of older files', () => {
  beforeAll(() => startInNode('wasm'));
  const withLegacy = cases.filter((name) => filesOf(join(folder, name)).has('config.legacy.json'));

  it.each(withLegacy)('gives the same model: %s', async (name) => {
    const result = await runCase(filesOf(join(folder, name)), true);
    expect(result, JSON.stringify(result)).toMatchObject({ pass: true });
  });
});

describe('the comparison itself', () => {
  beforeAll(() => startInNode('cpu'));

  it('fails when one weight is another', async () => {
    const files = new Map(filesOf(join(folder, 'gpt2')));
    const broken = Uint8Array.from(files.get('model.safetensors') ?? []);
    // The last value of the last tensor: its exponent changes.
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 0x01;
    files.set('model.safetensors', broken);
    expect(await runCase(files, false)).toMatchObject({ pass: false });
  });

  /** A case with other values in one of its files. */
  const changed = (
    name: string,
    file: string,
    key: string,
    change: (values: Float32Array) => void,
  ): CaseFiles => {
    const files = new Map(filesOf(join(folder, name)));
    const arrays = new Map<string, NamedValues>();
    for (const [stored, tensor] of readSafetensors(files.get(file) ?? new Uint8Array()).tensors) {
      const values = toFloat32(tensor);
      if (stored === key) change(values);
      arrays.set(stored, { shape: tensor.shape, values });
    }
    if (!arrays.has(key)) throw new Error(`${file} has no ${key}`);
    return files.set(file, writeSafetensors(arrays));
  };
  const notANumber = (values: Float32Array): void => void values.fill(NaN, 0, 1);

  it.each(['single/logits', 'single/attentions.0', 'single/hidden_states.1'])(
    'fails when one expected value of %s is not a number, whatever follows it',
    async (key) => {
      const files = changed('roberta', 'expected.safetensors', key, notANumber);
      expect(await runCase(files, false)).toMatchObject({ pass: false });
    },
  );

  it('fails when one computed value is not a number, whatever follows it', async () => {
    const files = changed('roberta', 'model.safetensors', 'lm_head.bias', notANumber);
    expect(await runCase(files, false)).toMatchObject({ pass: false, logits: Infinity });
  });

  it('fails when the reference has no logits', async () => {
    const files = new Map(filesOf(join(folder, 'roberta')));
    const expected = readJsonFile(files, 'expected.json') as { runs: { outputs: Record<string, unknown> }[] };
    for (const run of expected.runs) delete run.outputs['logits'];
    files.set('expected.json', new TextEncoder().encode(JSON.stringify(expected)));
    expect(await runCase(files, false)).toMatchObject({ pass: false });
  });
});
