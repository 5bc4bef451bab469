import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/checkpoint/configReader';
import { families } from '../../src/checkpoint/families';
import { presetOf } from '../../src/model/config/presets';
import type { ModelConfig } from '../../src/model/config/types';
import { countByGroup, countParameters } from '../../src/model/parameters';

interface Published {
  readonly name: string;
  readonly family: string;
  readonly class?: string;
  readonly config: Readonly<Record<string, number | string | boolean>>;
  readonly total: number;
  readonly breakdown: Readonly<Record<'embeddings' | 'attention' | 'ffn' | 'norms' | 'head', number>>;
}

const file = join(import.meta.dirname, '../fixtures/param_counts.json');
const { models } = JSON.parse(readFileSync(file, 'utf8')) as { readonly models: readonly Published[] };

/** The 2017 paper by its own formula: attention without biases, no norm after a stack. */
function original(config: Published['config']): ModelConfig {
  const { config: base } = presetOf('originalTransformer');
  const [dModel, nHeads, vocabSize] = [config['d_model'], config['num_heads'], config['vocab_size']].map(
    Number,
  );
  if (!dModel || !nHeads || !vocabSize) throw new Error('sizes are missing');
  return {
    ...base,
    nEncoderLayers: Number(config['num_encoder_layers']),
    nDecoderLayers: Number(config['num_decoder_layers']),
    dModel,
    nHeads,
    nKvHeads: nHeads,
    dHead: dModel / nHeads,
    dFf: Number(config['d_ff']),
    vocabSize,
    targetVocabSize: vocabSize,
    bias: { ...base.bias, queryKeyValue: false, attentionOutput: false },
  };
}

function configOf({ family, config, class: name = '' }: Published): ModelConfig {
  if (family === 'transformer') return original(config);
  const read = families.get(family);
  if (!read) throw new Error(`no family ${family}`);
  const isBare = name === 'BertModel' || name === 'RobertaModel';
  // Defaults of Hugging Face's classes that the list leaves out.
  const usual = { max_position_embeddings: 4096, pad_token_id: family === 'roberta' ? 1 : 0 };
  const untied = config['tie_word_embeddings'] === false;
  const { config: ours } = read(readConfig({ model_type: family, ...usual, ...config }), {
    architecture: isBare ? 'BertForMaskedLM' : name,
    has: (tensor) => untied && /^(?:lm_head|embed_out)\.weight$/.test(tensor),
    same: () => false,
  });
  return isBare ? { ...ours, head: { kind: 'none', pooler: true } } : ours;
}

describe('the parameters of a published model are as many as were counted, in all and by part', () => {
  it.each(models.map((model) => [model.name, model] as const))('%s', (_, model) => {
    const config = configOf(model);
    const groups = countByGroup(config);
    expect(countParameters(config)).toBe(model.total);
    expect({
      embeddings: groups.embeddings,
      attention: groups.attention + groups.crossAttention,
      ffn: groups.feedForward,
      norms: groups.norms,
      head: groups.head,
    }).toMatchObject({
      embeddings: model.breakdown.embeddings,
      attention: model.breakdown.attention,
      ffn: model.breakdown.ffn,
      norms: model.breakdown.norms,
      head: model.breakdown.head,
    });
  });
});
