import { derive, nLayersOf } from './config/derive';
import type { ModelConfig, Stack } from './config/types';
import type { PassSize } from './memory';
import { parameters } from './parameters';

const BYTES_PER_VALUE = 4;

/** Floating-point operations of a pass by part; a multiplication and an addition count as two. */
export interface Flops {
  /** q, k, v and output projections: 2 · tokens · dIn · dOut each. */
  readonly attentionProjections: number;
  /** q · kᵀ and pattern · v: 2 · queries · keys · nHeads · dHead each. */
  readonly attentionScores: number;
  /** 2 · tokens · dModel · dFf for each matrix. */
  readonly feedForward: number;
  /** 2 · tokens · dModel · outputs, and the transform before it. */
  readonly head: number;
  readonly total: number;
}

/**
 * Operations of one forward pass, matrix products only: norms, activations and look-ups are a small rest.
 * For long-known models it agrees with "2 operations for each parameter and token" (Kaplan 2020, section 2.1).
 */
export function flops(config: ModelConfig, { batch, source, target }: PassSize): Flops {
  const { dModel, dFf, nHeads, dHead } = config;
  const { hasEncoder, hasDecoder, hasCross, dQuery, dKeyValue, outputStack } = derive(config);
  let attentionProjections = 0;
  let attentionScores = 0;
  let feedForward = 0;
  const addAttention = (queries: number, keys: number): void => {
    attentionProjections += 2 * dModel * (2 * queries * dQuery + 2 * keys * dKeyValue);
    attentionScores += 4 * queries * keys * nHeads * dHead;
  };
  const addStack = (stack: Stack, length: number): void => {
    for (let layer = 0; layer < nLayersOf(config, stack); layer += 1) {
      addAttention(length, length);
      if (stack === 'decoder' && hasCross) addAttention(length, source);
      feedForward += 2 * length * dModel * dFf * (config.feedForward.gated ? 3 : 2);
    }
  };
  if (hasEncoder) addStack('encoder', source);
  if (hasDecoder) addStack('decoder', target);
  const head = headFlops(config, outputStack === 'decoder' ? target : source);
  const parts = { attentionProjections, attentionScores, feedForward, head };
  const total = Object.values(parts).reduce((sum, value) => sum + value, 0);
  return {
    attentionProjections: batch * attentionProjections,
    attentionScores: batch * attentionScores,
    feedForward: batch * feedForward,
    head: batch * head,
    total: batch * total,
  };
}

/**
 * Operations with which a decoder writes one more token after `target − 1` others, its encoder's memory being there.
 * @param isCached with a KV cache only the newest token is computed; without one, all of them again, and the keys and
 * values of the memory too
 */
export function stepFlops(
  config: ModelConfig,
  { batch, source, target }: PassSize,
  isCached: boolean,
): number {
  const { dModel, dFf, nHeads, dHead } = config;
  const { hasCross, dQuery, dKeyValue } = derive(config);
  const queries = isCached ? 1 : target;
  const attention = (keys: number, newKeys: number): number =>
    2 * dModel * (2 * queries * dQuery + 2 * newKeys * dKeyValue) + 4 * queries * keys * nHeads * dHead;
  const self = attention(target, queries);
  const cross = hasCross ? attention(source, isCached ? 0 : source) : 0;
  const feedForward = 2 * queries * dModel * dFf * (config.feedForward.gated ? 3 : 2);
  return batch * (config.nDecoderLayers * (self + cross + feedForward) + headFlops(config, queries));
}

function headFlops(config: ModelConfig, length: number): number {
  const { nOutputs, dEmbedding } = derive(config);
  const isPooled = config.head.kind === 'sequenceClassification';
  const positions = isPooled ? 1 : length;
  const matrices = parameters(config).filter((spec) => spec.stack === 'head' && spec.shape.length === 2);
  const own = matrices.reduce((sum, { shape: [dIn = 0, dOut = 0] }) => sum + 2 * positions * dIn * dOut, 0);
  const isTied = 'tied' in config.head && config.head.tied;
  return own + (isTied ? 2 * positions * dEmbedding * nOutputs : 0);
}

/** Bytes of the keys and values that a decoder keeps while it generates: 2 · layers · tokens · nKvHeads · dHead · 4. */
export function kvCacheBytes(config: ModelConfig, { batch, source, target }: PassSize): number {
  const { hasCross, dKeyValue } = derive(config);
  const perToken = 2 * dKeyValue * BYTES_PER_VALUE * config.nDecoderLayers;
  return batch * perToken * (target + (hasCross ? source : 0));
}
