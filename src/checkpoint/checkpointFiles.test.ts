import { describe, expect, it } from 'vitest';
import { readCheckpointFiles } from './checkpointFiles';
import { toFloat32, writeSafetensors } from './safetensors';

const text = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const tensor = (...values: number[]): { shape: number[]; values: Float32Array } => ({
  shape: [values.length],
  values: Float32Array.from(values),
});
const first = 'model-00001-of-00002.safetensors';
const second = 'model-00002-of-00002.safetensors';
const index = 'model.safetensors.index.json';
const shards = new Map([
  [first, writeSafetensors(new Map([['a', tensor(1, 2)]]))],
  [second, writeSafetensors(new Map([['b', tensor(3)]]))],
  [index, text({ weight_map: { a: first, b: second } })],
]);

describe('a checkpoint in several files', () => {
  it('is one set of tensors', () => {
    const read = readCheckpointFiles(shards);
    expect([...read].map(([name, stored]) => [name, ...toFloat32(stored)])).toEqual([
      ['a', 1, 2],
      ['b', 3],
    ]);
  });

  it.each([
    [
      'a file that is missing',
      { a: first, b: 'model-3.safetensors' },
      'model-3.safetensors: the file is missing',
    ],
    ['a tensor that is not there', { a: first, b: second, c: second }, `c is not in ${second}`],
    ['a tensor that the index leaves out', { b: second, a2: first }, 'a is in model-00001'],
    ['a tensor in another file', { a: second, b: first }, `a is in ${first}, the index says ${second}`],
    ['a place that is a number', { a: 1 }, 'should be in a safetensors file beside it'],
    ['a place in another folder', { a: '../model.safetensors' }, 'should be in a safetensors file beside it'],
  ])('whose index names %s is refused', (_, places, message) => {
    const files = new Map([...shards, [index, text({ weight_map: places })]]);
    expect(() => readCheckpointFiles(files)).toThrow(message);
  });

  it.each([
    ['no JSON', '{', 'it is not JSON'],
    ['a list', [], 'weight_map should be an object'],
    ['without weight_map', {}, 'weight_map should be an object'],
  ])('with an index that is %s is refused', (_, content, message) => {
    expect(() => readCheckpointFiles(new Map([...shards, [index, text(content)]]))).toThrow(message);
  });

  it('says which of its files is broken', () => {
    const files = new Map([...shards, [second, new Uint8Array(3)]]);
    expect(() => readCheckpointFiles(files)).toThrow(`${second}: safetensors, header: `);
  });

  it('needs at least one file', () => {
    expect(() => readCheckpointFiles(new Map())).toThrow('model.safetensors: the file is missing');
  });
});
