import { derive } from '../config/derive';
import type { ModelConfig } from '../config/types';
import { parameters, sizeOf } from '../parameters';
import { blockOf } from './blocks';
import type { HandSetHead, HandSetNorm, StreamBlock } from './types';

/** What the weights are written from. */
export interface Plan {
  readonly config: ModelConfig;
  readonly blocks: readonly StreamBlock[];
  readonly heads: readonly HandSetHead[];
  readonly norms: readonly HandSetNorm[];
  readonly outputScale: number;
}

/** All parameters of the model: 0, but for those that the plan needs. */
export function writeWeights(plan: Plan): ReadonlyMap<string, Float32Array> {
  const { config, blocks, heads, norms, outputScale } = plan;
  const weights = new Map(parameters(config).map((spec) => [spec.name, new Float32Array(sizeOf(spec))]));
  const valuesOf = (name: string): Float32Array => {
    const values = weights.get(name);
    if (!values) throw new Error(`The model has no parameter ${name}.`);
    return values;
  };
  const stack = derive(config).outputStack;
  oneHot(valuesOf(`${stack}.embedding.token.weight`), blockOf(blocks, 'token'), config.dModel); // [vocab, dModel]
  oneHot(valuesOf(`${stack}.embedding.position.weight`), blockOf(blocks, 'position'), config.dModel); // [position, dModel]
  for (const { layer, mean, gain } of norms) {
    const name = `${stack}.layers.${layer}.selfAttentionNorm`;
    valuesOf(`${name}.weight`).fill(gain);
    valuesOf(`${name}.bias`).fill(mean);
  }
  for (const head of heads) {
    const name = `${stack}.layers.${head.layer}.selfAttention`;
    writeScores(plan, head, valuesOf(`${name}.q.weight`), valuesOf(`${name}.k.weight`));
    // What is read is the token, written into the block of its own.
    const token = blockOf(blocks, 'token');
    copy(valuesOf(`${name}.v.weight`), config.dModel, token, token);
    copy(valuesOf(`${name}.output.weight`), config.dModel, token, blockOf(blocks, head.writes));
    // A norm's weight is 1 where nothing is asked of it; what follows, the feed-forward block, is 0.
    valuesOf(`${stack}.layers.${head.layer}.feedForwardNorm.weight`).fill(1);
  }
  const read = heads.at(-1)?.writes ?? 'output';
  const output = { name: 'token', start: 0, size: config.vocabSize } as const;
  copy(valuesOf('head.output.weight'), config.vocabSize, blockOf(blocks, read), output, outputScale); // [dModel, vocab]
  return weights;
}

/** Row r of an embedding is 1 in dimension r of its block. */
function oneHot(table: Float32Array, { start, size }: StreamBlock, width: number): void {
  for (let row = 0; row < size; row += 1) table[row * width + start + row] = 1;
}

/** Adds `factor` where dimension r of a block becomes dimension r of another. */
function copy(matrix: Float32Array, width: number, from: StreamBlock, to: StreamBlock, factor = 1): void {
  for (let row = 0; row < from.size; row += 1) matrix[(from.start + row) * width + to.start + row] = factor;
}

/**
 * W_K is the identity on the blocks that are looked at; W_Q takes a row of the query's block to the row of the key's
 * block that it wants, times β sqrt(dHead), since scores are divided by sqrt(dHead).
 * @param q [dModel, dHead] @param k [dModel, dHead]; dHead = dModel
 */
function writeScores({ config, blocks }: Plan, head: HandSetHead, q: Float32Array, k: Float32Array): void {
  const width = config.dHead;
  const factor = head.sharpness / derive(config).scoreScale;
  for (const term of head.terms) {
    const [query, key] = [blockOf(blocks, term.query), blockOf(blocks, term.key)];
    copy(k, width, key, key);
    for (let row = 0; row < query.size; row += 1) {
      const wanted = term.wants(row, query.size);
      if (wanted !== null) q[(query.start + row) * width + key.start + wanted] = term.sign * factor;
    }
  }
}
