import * as tf from '@tensorflow/tfjs-core';
import { derive } from '../model/config/derive';
import type { Head, ModelConfig } from '../model/config/types';
import { tokenEmbeddingName } from '../model/parameters';
import { activate } from './activation';
import { linear } from './linear';
import { norm } from './norm';
import { type Hidden, type Weights, weight } from './tensors';
import type { Tap } from './trace';

/**
 * What the last hidden state is turned into: logits over the vocabulary or the labels.
 * @param hidden [batch, position, dModel], after the final norm
 * @param isToken [batch, position]: 1 = token, 0 = padding; null: no padding
 * @returns [batch, position, vocab or labels]; sequence classification and BERT's pooler: [batch, 1, labels or dModel]
 */
export function applyHead(
  config: ModelConfig,
  weights: Weights,
  hidden: Hidden,
  isToken: readonly (readonly number[])[] | null,
  tap: Tap = (_, value) => value,
): Hidden {
  return tf.tidy(() => {
    const { head } = config;
    switch (head.kind) {
      case 'none':
        return head.pooler
          ? tf.tanh(linear(weights, 'head.pooler', pool(hidden, 'first', null)))
          : tf.reshape<tf.Rank.R3>(hidden, hidden.shape);
      case 'languageModel':
        return languageModel(config, head, weights, hidden, tap);
      case 'maskedLanguageModel':
        return toVocabulary(
          config,
          head.tied,
          weights,
          transform(config, head.transform, true, weights, hidden),
        );
      case 'tokenClassification':
        return classify(config, head.transform, weights, hidden);
      case 'sequenceClassification':
        return classify(config, head.transform, weights, pool(hidden, head.pooling, isToken));
      case 'span':
        return linear(weights, 'head.output', hidden); // [batch, position, start and end]
    }
  });
}

function languageModel(
  config: ModelConfig,
  head: Extract<Head, { kind: 'languageModel' }>,
  weights: Weights,
  hidden: Hidden,
  tap: Tap,
): Hidden {
  const projected = config.embedding.factorization?.place === 'tokens';
  const narrow = projected ? tap('head.input', linear(weights, 'head.inputProjection', hidden)) : hidden;
  const scaled: Hidden = head.scale === 1 ? narrow : tf.mul(narrow, head.scale);
  const logits = toVocabulary(config, head.tied, weights, scaled);
  return head.softCap === null ? logits : tf.mul(tf.tanh(tf.div(logits, head.softCap)), head.softCap);
}

/**
 * Hidden states against every row of the token table (tied weights: Press & Wolf 2017) or a matrix of their own.
 * @returns [batch, position, vocab]
 */
function toVocabulary(config: ModelConfig, tied: boolean, weights: Weights, hidden: Hidden): Hidden {
  if (!tied) return linear(weights, 'head.output', hidden);
  const [batch, position, width] = hidden.shape;
  const table = weight(weights, tokenEmbeddingName(config, derive(config).outputStack)) as tf.Tensor2D; // [vocab, width]
  const rows = tf.reshape<tf.Rank.R2>(hidden, [batch * position, width]);
  // table · rowsᵀ and then a transposition: WASM's fast kernel takes no transposed operand, and the table is the large one.
  const columns = tf.matMul<tf.Tensor2D>(table, tf.transpose(rows)); // [vocab, batch · position]
  const logits = tf.reshape<tf.Rank.R3>(tf.transpose(columns), [batch, position, table.shape[0]]);
  const bias = weights.get('head.output.bias');
  return bias ? tf.add(logits, bias) : logits;
}

function transform(
  config: ModelConfig,
  spec: { readonly activation: Parameters<typeof activate>[1] } | null,
  withNorm: boolean,
  weights: Weights,
  x: Hidden,
): Hidden {
  if (!spec) return x;
  const active = activate(linear(weights, 'head.transform', x), spec.activation);
  return withNorm ? norm(config.norm, weights, 'head.transformNorm', active) : active;
}

function classify(
  config: ModelConfig,
  spec: Extract<Head, { kind: 'tokenClassification' }>['transform'],
  weights: Weights,
  x: Hidden,
): Hidden {
  return linear(weights, 'head.output', transform(config, spec, spec?.norm ?? false, weights, x));
}

/** One vector for a whole text. @returns [batch, 1, dModel] */
function pool(
  hidden: Hidden,
  pooling: 'first' | 'mean' | 'last',
  isToken: readonly (readonly number[])[] | null,
): Hidden {
  const [batch, length, width] = hidden.shape;
  const rows = isToken ?? Array.from({ length: batch }, () => Array.from({ length }, () => 1));
  const shares = rows.flatMap((row) => {
    const nTokens = row.reduce((sum, value) => sum + value, 0);
    const last = row.lastIndexOf(1);
    return row.map((value, index) => {
      if (pooling === 'mean') return value / nTokens;
      return index === (pooling === 'first' ? 0 : last) ? 1 : 0;
    });
  });
  return tf.reshape<tf.Rank.R3>(tf.matMul(tf.tensor3d(shares, [batch, 1, length]), hidden), [
    batch,
    1,
    width,
  ]);
}
