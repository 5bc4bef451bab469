import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackends } from '../../src/compute/backend/backends';
import { wasmPaths } from '../../src/engine/wasmPaths';
import { type InterventionReference, runInterventionCases } from '../parity/interventionCases';
import { TOLERANCE } from '../parity/runCase';
import { leakOf } from '../support/leak';
import { tinyDecoder, tinyEncoder, tinyEncoderDecoder } from '../support/tinyConfig';

const urls = import.meta.glob<string>('../fixtures/{gpt2,bert-mlm,t5}/*.{json,safetensors}', {
  query: '?url',
  import: 'default',
  eager: true,
});
const references = import.meta.glob<InterventionReference>('../fixtures/interventions/*.json', {
  import: 'default',
});

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

describe.each(['cpu', 'wasm', 'webgl', 'webgpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    const report = await createBackends({ wasmPaths, forceGpu: true }).use(backend);
    expect(report.backend).toBe(backend);
  });
  afterAll(() => tf.removeBackend(backend));

  it.each(['gpt2', 'bert-mlm', 't5'])('a changed %s computes what PyTorch does with hooks', async (model) => {
    const reference = await references[`../fixtures/interventions/${model}.json`]?.();
    if (!reference) throw new Error(`${model} has no reference`);
    const results = await runInterventionCases(await filesOf(model), reference);
    expect(results.length).toBeGreaterThan(16);
    const isWrong = ({ logits, pattern }: (typeof results)[number]): boolean =>
      logits > TOLERANCE.logits || (pattern ?? 0) > TOLERANCE.attention;
    expect(results.filter(isWrong)).toEqual([]);
  });

  it('a causal decoder keeps every earlier position to the bit when a token changes', async () => {
    const { before, after } = await leakOf(tinyDecoder, 'decoder');
    expect(before.every((value) => value === 0)).toBe(true);
    expect(after.every((value) => value > 0)).toBe(true);
  });

  it('an encoder moves at every position, and a decoder that reads it too', async () => {
    const encoder = await leakOf(tinyEncoder, 'encoder');
    expect([...encoder.before, ...encoder.after].every((value) => value > 0)).toBe(true);
    const target = await leakOf(tinyEncoderDecoder, 'decoder');
    expect(target.before.every((value) => value === 0)).toBe(true);
    expect(target.ofEncoder.every((value) => value === 0)).toBe(true);
    const source = await leakOf(tinyEncoderDecoder, 'encoder');
    expect(source.logits.every((value) => value > 0)).toBe(true);
  });
});
