import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Head, ModelConfig } from '../config/types';
import { validate } from '../config/validate';
import { countByGroup, countParameters } from '../parameters';
import { publishedModels } from './index';

interface Counted {
  readonly name: string;
  readonly class?: string;
  readonly total: number;
  readonly breakdown: Readonly<Record<'embeddings' | 'attention' | 'ffn' | 'norms' | 'head', number>>;
  readonly also?: Readonly<Record<string, number>>;
}

const file = join(import.meta.dirname, '../../../tests/fixtures/param_counts.json');
const { models: counted } = JSON.parse(readFileSync(file, 'utf8')) as { readonly models: readonly Counted[] };

const pooler: Head = { kind: 'none', pooler: true };
const entries = publishedModels.map((model) => [model.id, model] as const);

function countOf(id: string): Counted {
  const found = counted.find(({ name }) => name === id);
  if (!found) throw new Error(`${id} was not counted`);
  return found;
}

describe('a published model', () => {
  it('is in the catalogue once if it was counted', () => {
    const ids = publishedModels.map(({ id }) => id);
    expect(ids.toSorted()).toEqual(counted.map(({ name }) => name).toSorted());
  });

  it.each(entries)('has as many parameters as were counted, in all and by part: %s', (id, { config }) => {
    const { total, breakdown, class: counts } = countOf(id);
    // BERT and RoBERTa were counted without the head that predicts tokens, and with their pooler.
    const isBare = counts === 'BertModel' || counts === 'RobertaModel';
    const same: ModelConfig = isBare ? { ...config, head: pooler } : config;
    const groups = countByGroup(same);
    expect(countParameters(same)).toBe(total);
    expect({
      embeddings: groups.embeddings,
      attention: groups.attention + groups.crossAttention,
      ffn: groups.feedForward,
      norms: groups.norms,
      head: groups.head,
      other: 0,
    }).toEqual(breakdown);
  });

  it.each([
    ['bert-base-uncased', 'BertForMaskedLM'],
    ['bert-large-uncased', 'BertForMaskedLM'],
    ['roberta-base', 'RobertaForMaskedLM'],
  ])('has as many with the head that predicts masked tokens: %s', (id, counts) => {
    const model = publishedModels.find((candidate) => candidate.id === id);
    expect(model && countParameters(model.config)).toBe(countOf(id).also?.[counts]);
  });

  it.each(entries)('is possible: %s', (_, { config }) => {
    expect(validate(config, { headsSplitModel: false })).toEqual([]);
  });

  it('is refused by the page where it would fill the tab', () => {
    const refused = publishedModels.filter(({ config }) =>
      validate(config).some(({ code }) => code === 'tooManyParameters'),
    );
    expect(refused.map(({ id }) => id).toSorted()).toEqual([
      'gemma-2b',
      'gpt2-xl',
      'llama-3-8b',
      'llama-7b',
      'mistral-7b',
      'qwen2.5-0.5b',
    ]);
  });
});
