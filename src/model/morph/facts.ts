import { derive, layerMask } from '../config/derive';
import type { ModelConfig } from '../config/types';
import { flops, kvCacheBytes } from '../cost';
import { maskWithPadding } from '../mask';
import { type PassSize, parameterBytes } from '../memory';
import { countParameters } from '../parameters';

/** An attention by what it reads: the encoder itself, the decoder itself, the decoder the encoder memory. */
export const attentionMaps = ['encoderSelf', 'decoderSelf', 'cross'] as const;
export type AttentionMap = (typeof attentionMaps)[number];

/** How much of its keys an attention may see. */
export interface Visibility {
  /** Pairs of a query and a key that it may see. */
  readonly visible: number;
  readonly nQueries: number;
  readonly nKeys: number;
}

/** Which positions of a row of the batch are tokens; 0 = padding. */
export interface PassRows {
  readonly source: readonly number[];
  readonly target: readonly number[];
}

/** What a step costs and what its tokens see; all of it follows from the configuration and the lengths of the texts. */
export interface StepFacts {
  readonly parameters: number;
  readonly flops: number;
  readonly weightBytes: number;
  /** Of as many tokens as the decoder reads; null: nothing is generated. */
  readonly kvCacheBytes: number | null;
  /** null: the model has no such attention. */
  readonly visibility: Readonly<Record<AttentionMap, Visibility | null>>;
}

/** @param layer whose mask counts, where a sliding window applies to some layers only */
export function stepFacts(config: ModelConfig, size: PassSize, rows: PassRows, layer: number): StepFacts {
  return {
    parameters: countParameters(config),
    flops: flops(config, size).total,
    weightBytes: parameterBytes(config),
    kvCacheBytes: config.head.kind === 'languageModel' ? kvCacheBytes(config, size) : null,
    visibility: {
      encoderSelf: visibility(config, 'encoderSelf', rows, layer),
      decoderSelf: visibility(config, 'decoderSelf', rows, layer),
      cross: visibility(config, 'cross', rows, layer),
    },
  };
}

function visibility(
  config: ModelConfig,
  map: AttentionMap,
  { source, target }: PassRows,
  layer: number,
): Visibility | null {
  const { hasEncoder, hasDecoder, hasCross } = derive(config);
  const exists = { encoderSelf: hasEncoder, decoderSelf: hasDecoder, cross: hasCross }[map];
  if (!exists) return null;
  const queries = map === 'encoderSelf' ? source : target;
  const keys = map === 'decoderSelf' ? target : source;
  const pattern =
    map === 'cross'
      ? config.attention.crossMask
      : layerMask(config, map === 'encoderSelf' ? 'encoder' : 'decoder', layer);
  const request = { pattern, nQueries: queries.length, nKeys: keys.length, firstQuery: 0 };
  const masked = maskWithPadding(request, keys);
  const visible = masked.reduce((sum, cell) => sum + 1 - cell, 0);
  return { visible, nQueries: queries.length, nKeys: keys.length };
}
