import type { ModelConfig } from './config/types';
import { addedBy, inputOf, joinPoints, keySource, kvHeadOf, projectionSteps, readStream } from './wiring';
import type { AttentionPlace } from './study';
import type { HeadVector, VectorPlace } from './vectorPlace';

/** One head, one query and one key. */
export interface HeadPlace extends AttentionPlace {
  readonly head: number;
  readonly query: number;
  readonly key: number;
}

/** The vectors on the way through a head, in the order in which they are computed. */
export interface HeadChain {
  /** From the stream at the query to q. */
  readonly query: readonly VectorPlace[];
  /** From the stream (or the encoder memory) at the key to k and v. */
  readonly key: readonly VectorPlace[];
  /** From the head's output to the stream after the sub-layer. */
  readonly output: readonly VectorPlace[];
}

/** Attention as a chain of vectors: Vaswani et al. 2017 (arXiv:1706.03762), section 3.2.2, with what surrounds it. */
export function headChain(config: ModelConfig, place: HeadPlace): HeadChain {
  const { stack, attention, layer, head, query, key } = place;
  const ofHead = (part: HeadVector['part'], own: number, position: number): HeadVector => ({
    ...{ part, stack, layer, attention },
    ...{ head: own, position },
  });
  const kvHead = kvHeadOf(config, head);
  const at = (position: number) => ({ stack, layer, subLayer: attention, position }) as const;
  const keys = ofHead('k', kvHead, key);
  const read = inputOf(config, at(query));
  const stream = (position: number): VectorPlace[] =>
    read.part === 'stream' ? [] : [readStream(config, at(position))];
  const added = addedBy(config, at(query));
  const { before } = joinPoints(config, stack, attention);
  return {
    query: [...stream(query), read, ...projectionSteps(config, ofHead('q', head, query))],
    key: [
      ...(attention === 'selfAttention' ? stream(key) : []),
      keySource(config, keys),
      ...projectionSteps(config, keys),
      ofHead('v', kvHead, key),
    ],
    output: [
      ofHead('z', head, query),
      ofHead('headPart', head, query),
      { ...at(query), part: 'output' },
      ...(added.part === 'outputNorm' ? [added] : []),
      { part: 'stream', stack, layer, point: before, position: query },
      { ...at(query), part: 'after' },
    ],
  };
}
