import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { filesOf, startInNode } from '../parity/node';
import { runCase } from '../parity/runCase';

const folder = join(import.meta.dirname, '../fixtures');
const cases = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());

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
});
