import { describe, expect, it } from 'vitest';
import { presetOf } from '../model/config/presets';
import type { ModelConfig } from '../model/config/types';
import { parameters, sizeOf } from '../model/parameters';
import { createRandom } from '../shared/random';
import { type ModelFile, readModelFile, writeModelFile } from './modelFile';
import { readSafetensors, writeSafetensors } from './safetensors';

const config: ModelConfig = {
  ...presetOf('gpt2').config,
  nDecoderLayers: 1,
  dModel: 8,
  dHead: 2,
  dFf: 16,
  vocabSize: 7,
  targetVocabSize: 7,
  contextLength: 6,
};
const random = createRandom(4);
const values = (size: number) => Float32Array.from({ length: size }, () => random() - 0.5);
const nValues = parameters(config).reduce((sum, spec) => sum + sizeOf(spec), 0);
const model: ModelFile = {
  config,
  tokenization: { kind: 'words', source: ['a', 'b', 'ü'], target: ['a', 'b', 'ü'], labels: [] },
  card: {
    name: 'tiny <b>',
    task: 'copy',
    steps: 3,
    seed: 1,
    date: '2026-11-24',
    results: [{ measure: 'accuracy', value: 0.5, of: 10 }],
    training: { batchSize: 4, from: null },
  },
  weights: new Map(parameters(config).map((spec) => [spec.name, values(sizeOf(spec))])),
  optimizer: { mean: values(nValues), square: values(nValues) },
};
const withMetadata = (change: Record<string, string>): Uint8Array => {
  const { tensors, metadata } = readSafetensors(writeModelFile(model));
  const named = new Map(
    [...tensors].map(([name, { shape, bytes }]) => [
      name,
      { shape, values: new Float32Array(Uint8Array.from(bytes).buffer) },
    ]),
  );
  return writeSafetensors(named, { ...Object.fromEntries(metadata), ...change });
};

describe('a model file', () => {
  it('gives back what was written, bit for bit', () => {
    expect(readModelFile(writeModelFile(model))).toEqual(model);
  });

  it('in 16 bits is half as large and at most half a unit in the last place off', () => {
    const half = writeModelFile({ ...model, optimizer: null }, 'F16');
    expect(half.length).toBeLessThan(0.6 * writeModelFile({ ...model, optimizer: null }).length + 4000);
    for (const [name, read] of readModelFile(half).weights) {
      const written = model.weights.get(name);
      read.forEach((value, index) =>
        expect(Math.abs(value - (written?.[index] ?? NaN))).toBeLessThan(2 ** -12),
      );
    }
  });

  it.each([
    ['of another program', { format: 'something else' }, /not written by this page/],
    ['without a configuration', { config: '{}' }, /configuration/],
    ['with a configuration that is not JSON', { config: '{' }, /not JSON/],
    [
      'of a model that cannot be',
      { config: JSON.stringify({ ...config, nHeads: 3 }) },
      /impossible|should be/,
    ],
    ['of another shape', { config: JSON.stringify({ ...config, dFf: 32 }) }, /should be 8 × 32/],
    [
      'with too few words',
      { tokenization: '{"kind":"words","source":["a"],"target":["a"],"labels":[]}' },
      /rows/,
    ],
    ['with a card that is none', { card: '{"name":7}' }, /card/],
  ])('%s is refused with the reason', (_, change, reason) => {
    expect(() => readModelFile(withMetadata(change))).toThrow(reason);
  });

  it('with a value that is not a number is refused', () => {
    const weights = new Map(model.weights);
    const [first] = parameters(config);
    if (first) weights.set(first.name, new Float32Array(sizeOf(first)).fill(NaN));
    expect(() => readModelFile(writeModelFile({ ...model, weights }))).toThrow(/finite/);
  });
});
