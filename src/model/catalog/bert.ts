import { presetOf } from '../config/presets';
import type { ModelConfig } from '../config/types';
import { type PublishedModel, sized } from './types';

const { config: bert } = presetOf('bert');

/** RoBERTa: one segment; positions start behind the id of padding. */
const roberta: ModelConfig = {
  ...bert,
  nSegments: 1,
  norm: { ...bert.norm, epsilon: 1e-5 },
  position: { kind: 'learned', offset: 2, skipPadding: true },
};

export const bertModels: readonly PublishedModel[] = [
  {
    id: 'bert-base-uncased',
    name: 'BERT base',
    config: sized(bert, {
      nLayers: 12,
      dModel: 768,
      nHeads: 12,
      dFf: 3072,
      vocabSize: 30_522,
      contextLength: 512,
    }),
    source: 'Devlin et al. 2018, section 3; config.json of google-bert/bert-base-uncased',
  },
  {
    id: 'bert-large-uncased',
    name: 'BERT large',
    config: sized(bert, {
      nLayers: 24,
      dModel: 1024,
      nHeads: 16,
      dFf: 4096,
      vocabSize: 30_522,
      contextLength: 512,
    }),
    source: 'Devlin et al. 2018, section 3; config.json of google-bert/bert-large-uncased',
  },
  {
    id: 'roberta-base',
    name: 'RoBERTa base',
    config: sized(roberta, {
      nLayers: 12,
      dModel: 768,
      nHeads: 12,
      dFf: 3072,
      vocabSize: 50_265,
      contextLength: 512,
    }),
    source: 'Liu et al. 2019; config.json of FacebookAI/roberta-base',
  },
];
