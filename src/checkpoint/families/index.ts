import { bloom, gptNeoX, opt, phi } from './decoders';
import { bart, marian, mbart, mt5, pegasus, t5 } from './encoderDecoders';
import { bert, distilbert, electra, roberta } from './encoders';
import type { Family } from './family';
import { gpt2 } from './gpt2';
import { gemma, gemma2, gemma3, llama, mistral, phi3, qwen2, qwen3 } from './llama';
import { modernbert } from './modernbert';
import { falcon, gptj } from './parallelDecoders';
import { torchTransformer } from './torchTransformer';

/** Families by the `model_type` of their config.json. */
export const families: ReadonlyMap<string, Family> = new Map([
  ['torch_transformer', torchTransformer],
  ['gpt2', gpt2],
  ['llama', llama],
  ['mistral', mistral],
  ['qwen2', qwen2],
  ['qwen3', qwen3],
  ['gemma', gemma],
  ['gemma2', gemma2],
  ['gemma3_text', gemma3],
  ['phi3', phi3],
  ['opt', opt],
  ['gpt_neox', gptNeoX],
  ['bloom', bloom],
  ['gptj', gptj],
  ['falcon', falcon],
  ['phi', phi],
  ['bert', bert],
  ['roberta', roberta],
  ['xlm-roberta', roberta],
  ['camembert', roberta],
  ['electra', electra],
  ['distilbert', distilbert],
  ['modernbert', modernbert],
  ['bart', bart],
  ['mbart', mbart],
  ['marian', marian],
  ['pegasus', pegasus],
  ['t5', t5],
  ['mt5', mt5],
]);
