import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as tf from '@tensorflow/tfjs-core';
import { createBackends } from '../../src/compute/backend/backends';
import { runCase } from '../parity/runCase';

const urls = import.meta.glob<string>('../fixtures/*/*.{json,safetensors}', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** One of each form: with few operations, since GPUs are computed in software where the tests run. */
const cases = [
  'torch-postnorm-relu',
  'torch-prenorm-gelu',
  'gpt2',
  'bert-mlm',
  'bert-token-classification',
  't5',
  'bart',
  'marian',
  'llama',
  'opt',
  'gemma2',
  'modernbert',
];

async function filesOf(name: string): Promise<Map<string, Uint8Array>> {
  const entries = Object.entries(urls).filter(([path]) => path.split('/').at(-2) === name);
  return new Map(
    await Promise.all(
      entries.map(async ([path, url]) => {
        const response = await fetch(url);
        return [path.split('/').at(-1) ?? '', new Uint8Array(await response.arrayBuffer())] as const;
      }),
    ),
  );
}

describe.each(['webgl', 'webgpu'] as const)(
  'on %s, a forward pass and greedy decoding agree with the reference',
  (backend) => {
    beforeAll(async () => {
      const report = await createBackends({ forceGpu: true }).use(backend);
      expect(report.backend).toBe(backend);
      expect(tf.getBackend()).toBe(backend);
    });
    afterAll(() => tf.removeBackend(backend));

    it.each(cases)('%s', async (name) => {
      const result = await runCase(await filesOf(name), false);
      expect(result, JSON.stringify(result)).toMatchObject({ pass: true });
    });
  },
);
