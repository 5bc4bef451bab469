import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../../tests/parity/node';
import { countParameters } from '../model/parameters';
import { readCheckpointFiles, readJsonFile } from './checkpointFiles';
import { importCheckpoint } from './importCheckpoint';
import type { StoredTensor } from './safetensors';

const fixture = (name: string): { config: Record<string, unknown>; tensors: Map<string, StoredTensor> } => {
  const files = filesOf(join(import.meta.dirname, '../../tests/fixtures', name));
  return {
    config: { ...(readJsonFile(files, 'config.json') as object) },
    tensors: new Map(readCheckpointFiles(files)),
  };
};

const renamed = (
  tensors: Map<string, StoredTensor>,
  rename: (name: string) => string,
): Map<string, StoredTensor> => new Map([...tensors].map(([name, tensor]) => [rename(name), tensor]));

describe('a checkpoint', () => {
  it('gives a value to every parameter of its configuration', () => {
    const { config, tensors } = fixture('llama');
    const { config: ours, weights } = importCheckpoint(config, tensors);
    const nValues = [...weights.values()].reduce((sum, values) => sum + values.length, 0);
    expect(nValues).toBe(countParameters(ours));
  });

  it('is the same without the prefix of its base model, and with gamma and beta in its norms', () => {
    const { config, tensors } = fixture('bert-mlm');
    const older = renamed(tensors, (name) =>
      name
        .replace(/^bert\./, '')
        .replace('LayerNorm.weight', 'LayerNorm.gamma')
        .replace('LayerNorm.bias', 'LayerNorm.beta'),
    );
    expect(importCheckpoint(config, older).weights).toEqual(importCheckpoint(config, tensors).weights);
  });

  it('may hold masks, positions and heads that are not needed', () => {
    const { config, tensors } = fixture('gpt2');
    const [any] = tensors.values();
    if (!any) throw new Error('no tensor');
    const more = new Map([
      ...tensors,
      ['transformer.h.0.attn.bias', any],
      ['transformer.h.0.attn.masked_bias', any],
    ]);
    expect(() => importCheckpoint(config, more)).not.toThrow();
  });

  it('counts a copy of the embedding in the place of the head as tied, and another matrix as its own', () => {
    const { config, tensors } = fixture('gpt2');
    const table = tensors.get('transformer.wte.weight');
    if (!table) throw new Error('no embedding');
    const tied = importCheckpoint(config, new Map([...tensors, ['lm_head.weight', table]]));
    expect(tied.config.head).toMatchObject({ tied: true });
    const bytes = Uint8Array.from(table.bytes);
    bytes[2] = (bytes[2] ?? 0) ^ 1;
    const own = importCheckpoint(config, new Map([...tensors, ['lm_head.weight', { ...table, bytes }]]));
    expect(own.config.head).toMatchObject({ tied: false });
  });

  it('names all tensors at once that are missing, unknown or of another shape', () => {
    const { config, tensors } = fixture('opt');
    tensors.delete('model.decoder.layers.0.fc1.weight');
    const [any] = tensors.values();
    if (!any) throw new Error('no tensor');
    tensors.set('surprise', any);
    expect(() => importCheckpoint({ ...config, vocab_size: 7 }, tensors)).toThrow(
      /embed_tokens\.weight has the shape .*missing: layers\.0\.fc1\.weight.*unknown: surprise/,
    );
  });

  it.each([
    ['gpt2', 'transformer.h.0.attn.c_attn.weight', [32, 97]],
    ['gpt2', 'transformer.h.0.attn.c_attn.bias', [2, 2, 96]],
    ['gpt-neox', 'gpt_neox.layers.0.attention.query_key_value.weight', [128, 32]],
    ['gpt-neox', 'gpt_neox.layers.0.attention.query_key_value.weight', [96, 32, 2]],
    ['torch-prenorm-gelu', 'encoder.layers.0.self_attn.in_proj_weight', [160, 32]],
    ['modernbert', 'model.layers.0.mlp.Wi.weight', [144, 32]],
    ['bart', 'final_logits_bias', [2, 60]],
  ])('of %s whose %s has the shape %j is refused: nothing may be left over', (name, tensor, shape) => {
    const { config, tensors } = fixture(name);
    if (!tensors.has(tensor)) throw new Error(`${name} has no ${tensor}`);
    const size = shape.reduce((product, width) => product * width, 1);
    tensors.set(tensor, { type: 'F32', shape, bytes: new Uint8Array(4 * size) });
    expect(() => importCheckpoint(config, tensors)).toThrow(
      expect.objectContaining({ code: 'invalidFile', message: expect.stringContaining(shape.join(' × ')) }),
    );
  });

  it('may not have one tensor under two names that mean the same', () => {
    const { config, tensors } = fixture('gpt2');
    const table = tensors.get('transformer.wte.weight');
    if (!table) throw new Error('no embedding');
    tensors.set('wte.weight', table);
    expect(() => importCheckpoint(config, tensors)).toThrow('Two tensors are both wte.weight');
  });

  it.each([
    [2, 2],
    [[5, 6], 5],
    [null, null],
  ])('that says eos_token_id is %j ends with %j', (eos, endId) => {
    const { config, tensors } = fixture('gpt2');
    expect(importCheckpoint({ ...config, eos_token_id: eos }, tensors).endId).toBe(endId);
  });

  it.each([
    ['of an unknown type', { model_type: 'mamba' }, 'mamba is not supported'],
    ['with experts', { model_type: 'mixtral' }, 'mixture of experts'],
    [
      'of another class',
      { architectures: ['GPT2ForSequenceClassification'] },
      'GPT2ForSequenceClassification is not',
    ],
    ['without a type', { model_type: undefined }, 'model_type should be a text'],
    ['with an unknown activation', { activation_function: 'quick_gelu' }, 'quick_gelu is not supported'],
    ['with a text for a number', { n_embd: '32' }, 'n_embd should be a number'],
    ['with heads that do not fit', { n_head: 5 }, 'impossible'],
  ])('%s is refused with the reason', (_, change, message) => {
    const { config, tensors } = fixture('gpt2');
    expect(() => importCheckpoint({ ...config, ...change }, tensors)).toThrow(message);
  });
});
