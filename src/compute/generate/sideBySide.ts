import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../model/config/types';
import type { ModelInput } from '../../model/input';
import { encode } from '../forward';
import type { Weights } from '../tensors';
import type { Continuation } from './continuation';
import { nextLogits, noTap } from './nextLogits';

/** What several texts of one length, the hypotheses of a search, are continued by. */
export interface SideBySide {
  /** The logits that follow each text, one row after the other. */
  next(texts: readonly (readonly number[])[]): Promise<Float32Array>;
  dispose(): void;
}

/** All texts in one batch, which reads the encoder's output once for every row. */
export function inOneBatch(config: ModelConfig, weights: Weights, input: ModelInput): SideBySide {
  const source = tf.tidy(() => encode(config, weights, input, noTap)?.hidden ?? undefined); // [1, source, dModel]
  const mask = input.encoder?.attentionMask?.[0];
  return {
    next: async (texts) => {
      if (!source) return await nextLogits(config, weights, texts, null, null);
      const hidden = tf.tile(source, [texts.length, 1, 1]); // [rows, source, dModel]
      const memory = { hidden, length: source.shape[1], isToken: mask ? texts.map(() => mask) : null };
      try {
        return await nextLogits(config, weights, texts, memory, null);
      } finally {
        hidden.dispose();
      }
    },
    dispose: () => source?.dispose(),
  };
}

/** Each text by itself: it is the one text of its run, which is what interventions are made on. */
export function oneByOne(continuation: Continuation): SideBySide {
  return {
    next: async (texts) => {
      const rows: Float32Array[] = [];
      for (const text of texts) rows.push(await continuation.next(text));
      const logits = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0)); // [rows, vocab]
      rows.forEach((row, index) => logits.set(row, index * row.length));
      return logits;
    },
    dispose: () => continuation.dispose(),
  };
}
