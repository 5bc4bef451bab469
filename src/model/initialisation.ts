import { derive, nLayersOf } from './config/derive';
import type { ModelConfig } from './config/types';
import type { ParameterSpec } from './parameters';

/** Deviation of fresh embeddings (Devlin 2018, appendix A.2; Radford 2019). */
const EMBEDDING_DEVIATION = 0.02;

/**
 * The standard deviation that a fresh matrix or embedding starts with.
 * - Matrices: sqrt(2 / (fanIn + fanOut)) (Glorot & Bengio 2010, equation 16; torch.nn.Transformer). Where residual sums
 *   are not normalised, matrices that write to the stream are divided by the square root of the number of sub-layers
 *   (GPT-2, section 2.3); queries are smaller where scores are not scaled (T5, appendix of its code).
 *   Where stacks are to start alike, a stack counts its own self-attentions and feed-forwards alone: what stands beside
 *   it, and what it reads, changes nothing in what they have in common.
 * - Embeddings: 0.02; dModel^-0.5 where they are multiplied by sqrt(dModel) (tensor2tensor).
 */
export function initialDeviation(config: ModelConfig, spec: ParameterSpec, stacksAlike = false): number {
  if (spec.name.endsWith('.token.weight') && config.embedding.scaled) return config.dModel ** -0.5;
  if (spec.group === 'embeddings') return EMBEDDING_DEVIATION;
  const [fanIn = 1, fanOut = 1] = spec.shape;
  const glorot = Math.sqrt(2 / (fanIn + fanOut));
  if (spec.initialisation === 'normalResidual' && config.norm.placement === 'pre') {
    return glorot / Math.sqrt(stacksAlike ? 2 * layersBeside(config, spec) : nSubLayers(config));
  }
  if (spec.name.endsWith('.q.weight')) return glorot / (Math.sqrt(config.dHead) * derive(config).scoreScale);
  return glorot;
}

function nSubLayers(config: ModelConfig): number {
  const perDecoderLayer = derive(config).hasCross ? 3 : 2;
  return 2 * config.nEncoderLayers + perDecoderLayer * config.nDecoderLayers;
}

/** Layers of the stack that a parameter belongs to. */
function layersBeside(config: ModelConfig, { stack }: ParameterSpec): number {
  return nLayersOf(config, stack === 'head' ? derive(config).outputStack : stack);
}
