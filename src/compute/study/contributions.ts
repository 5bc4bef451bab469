import { derive, nLayersOf } from '../../model/config/derive';
import type { ModelConfig, Stack } from '../../model/config/types';
import type { ContributionsAnswer, LayerContribution } from '../../model/study';
import { attentionName, type AttentionKind } from '../../model/traceNames';
import { dot, type Functional, throughFrozenNorm, type Vector } from './frozenNorm';
import type { HostValues } from './hostValues';
import { outputFunctional } from './outputFunctional';

/** A position that the head reads, with its weight in what it reads: 1, or less where it takes a mean. */
export interface ReadPosition {
  readonly position: number;
  readonly share: number;
}

type Terms = Pick<ContributionsAnswer, 'embedding' | 'layers' | 'head' | 'frozen'>;

/**
 * Direct logit attribution (Elhage 2021, "A Mathematical Framework for Transformer Circuits"; the logit lens of single
 * parts): a logit before any soft cap as the sum of what the embedding, every head, every feed-forward block and every
 * bias adds to it directly. The linear function that reads the logit is carried backwards through the residual stream.
 * Norms on its way are held at their scales: in a pre-norm model the final one only; in a post-norm model every norm
 * of every later sub-layer, so that a term there tells what is left of a part after all of them.
 * @param reads the positions that the head reads
 */
export async function logitTerms(
  config: ModelConfig,
  values: HostValues,
  reads: readonly ReadPosition[],
  id: number,
): Promise<Terms> {
  const stack = derive(config).outputStack;
  const hidden = await pooled(values, stack, reads);
  const output = await outputFunctional(config, values, hidden, id);
  const all = await Promise.all(
    reads.map(({ position, share }) =>
      termsAt(
        config,
        values,
        stack,
        position,
        output.slope.map((value) => value * share),
      ),
    ),
  );
  const summed = all.reduce(sumOfTerms);
  return {
    ...summed,
    head: summed.head + output.constant,
    frozen: {
      layerNorms: config.norm.placement !== 'pre' || config.norm.embedding,
      finalNorm: config.norm.final,
      gates: output.hasGates,
    },
  };
}

async function pooled(values: HostValues, stack: Stack, reads: readonly ReadPosition[]): Promise<Vector> {
  const states = await Promise.all(reads.map(({ position }) => values.state(`${stack}.output`, position)));
  const [first = new Float64Array()] = states;
  return first.map((_, index) =>
    reads.reduce((sum, { share }, read) => sum + share * (states[read]?.[index] ?? 0), 0),
  );
}

type TermsAt = Pick<ContributionsAnswer, 'embedding' | 'layers' | 'head'>;

/** @param slope of the logit as a function of the stack's output at this position */
async function termsAt(
  config: ModelConfig,
  values: HostValues,
  stack: Stack,
  position: number,
  slope: Vector,
): Promise<TermsAt> {
  let reading = slope;
  let head = 0;
  const nLayers = nLayersOf(config, stack);
  if (config.norm.final) {
    const last = await values.state(`${stack}.layers.${nLayers - 1}.residual.output`, position);
    const before = await frozen(config, values, `${stack}.finalNorm`, reading, last);
    reading = before.slope;
    head = before.constant;
  }
  const layers: LayerContribution[] = [];
  for (let layer = nLayers - 1; layer >= 0; layer -= 1) {
    const below = await layerTerms(config, values, { stack, layer, position }, reading);
    layers.unshift(below.terms);
    ({ reading } = below);
  }
  return { embedding: await embeddingTerms(config, values, stack, position, reading), layers, head };
}

interface Place {
  readonly stack: Stack;
  readonly layer: number;
  readonly position: number;
}

async function frozen(
  config: ModelConfig,
  values: HostValues,
  name: string,
  slope: Vector,
  x: Vector,
): Promise<Functional> {
  const weight = await values.normWeight(config, name);
  return throughFrozenNorm(config.norm, slope, x, weight, await values.parameter(`${name}.bias`));
}

/** Backwards through one layer. @param reading the linear function of the layer's output */
async function layerTerms(
  config: ModelConfig,
  values: HostValues,
  place: Place,
  reading: Vector,
): Promise<{ readonly terms: LayerContribution; readonly reading: Vector }> {
  const { stack, layer, position } = place;
  const name = `${stack}.layers.${layer}` as const;
  const hasCross = stack === 'decoder' && derive(config).hasCross;
  let biases = 0;
  let current = reading;

  /** The function of a sub-layer's output; the stream's own moves on to what it is before the sub-layer. */
  const before = async (
    subLayer: AttentionKind | 'feedForward',
    entry: 'input' | 'afterSelfAttention' | 'afterCrossAttention',
  ): Promise<Vector> => {
    if (config.norm.placement === 'pre') return current;
    const output = await values.state(`${name}.${subLayer}.output`, position);
    if (config.norm.placement === 'both') {
      const inner = await frozen(config, values, `${name}.${subLayer}OutputNorm`, current, output);
      biases += inner.constant;
      return inner.slope;
    }
    const stream = await values.state(`${name}.residual.${entry}`, position);
    const sum = stream.map((value, index) => value + (output[index] ?? 0));
    const outer = await frozen(config, values, `${name}.${subLayer}Norm`, current, sum);
    biases += outer.constant;
    current = outer.slope;
    return current;
  };

  const attention = async (kind: AttentionKind, entry: 'input' | 'afterSelfAttention'): Promise<number[]> => {
    const slope = await before(kind, entry);
    const matrix = attentionName(stack, layer, kind, 'output');
    const perHead = await values.pulledBack(`${matrix}.weight`, slope); // [heads · dHead]
    const outputs = await values.heads(attentionName(stack, layer, kind, 'headOutputs'), position);
    const bias = await values.parameter(`${matrix}.bias`);
    if (bias) biases += dot(bias, slope);
    return Array.from({ length: config.nHeads }, (_, head) => {
      const [from, to] = [head * config.dHead, (head + 1) * config.dHead];
      return dot(outputs.subarray(from, to), perHead.subarray(from, to));
    });
  };

  const feedSlope = await before('feedForward', hasCross ? 'afterCrossAttention' : 'afterSelfAttention');
  const feedForward = dot(feedSlope, await values.state(`${name}.feedForward.output`, position));
  const crossAttention = hasCross ? await attention('crossAttention', 'afterSelfAttention') : null;
  const selfAttention = await attention('selfAttention', 'input');
  return { terms: { selfAttention, crossAttention, feedForward, biases }, reading: current };
}

async function embeddingTerms(
  config: ModelConfig,
  values: HostValues,
  stack: Stack,
  position: number,
  reading: Vector,
): Promise<ContributionsAnswer['embedding']> {
  const part = (name: 'tokens' | 'positions' | 'segments'): Promise<Vector | null> =>
    values.stateOrNull(`${stack}.embedding.${name}`, position);
  const [tokens, positions, segments] = await Promise.all([
    part('tokens'),
    part('positions'),
    part('segments'),
  ]);
  const present = [tokens, positions, segments].flatMap((vector) => vector ?? []);
  const sum = Float64Array.from(tokens ?? reading, (_, index) =>
    present.reduce((total, vector) => total + (vector[index] ?? 0), 0),
  );
  let slope = reading;
  let biases = 0;
  if (config.embedding.factorization?.place === 'sum') {
    const bias = await values.parameter(`${stack}.embedding.projection.bias`);
    if (bias) biases += dot(bias, slope);
    slope = await values.pulledBack(`${stack}.embedding.projection.weight`, slope);
  }
  if (config.norm.embedding) {
    const inner = await frozen(config, values, `${stack}.embedding.norm`, slope, sum);
    biases += inner.constant;
    ({ slope } = inner);
  }
  return {
    tokens: tokens ? dot(tokens, slope) : 0,
    positions: positions && dot(positions, slope),
    segments: segments && dot(segments, slope),
    biases,
  };
}

function sumOfTerms(a: TermsAt, b: TermsAt): TermsAt {
  const both = (x: number | null, y: number | null): number | null =>
    x === null || y === null ? null : x + y;
  const each = (x: readonly number[], y: readonly number[]): number[] =>
    x.map((value, index) => value + (y[index] ?? 0));
  return {
    embedding: {
      tokens: a.embedding.tokens + b.embedding.tokens,
      positions: both(a.embedding.positions, b.embedding.positions),
      segments: both(a.embedding.segments, b.embedding.segments),
      biases: a.embedding.biases + b.embedding.biases,
    },
    layers: a.layers.map((layer, index) => {
      const other = b.layers[index] ?? layer;
      return {
        selfAttention: each(layer.selfAttention, other.selfAttention),
        crossAttention: layer.crossAttention && each(layer.crossAttention, other.crossAttention ?? []),
        feedForward: layer.feedForward + other.feedForward,
        biases: layer.biases + other.biases,
      };
    }),
    head: a.head + b.head,
  };
}

/** Every term of a contribution, to be summed. */
export function allTerms({ embedding, layers, head }: TermsAt): number[] {
  const { tokens, positions, segments, biases } = embedding;
  return [
    tokens,
    positions ?? 0,
    segments ?? 0,
    biases,
    ...layers.flatMap((layer) => [
      ...layer.selfAttention,
      ...(layer.crossAttention ?? []),
      layer.feedForward,
      layer.biases,
    ]),
    head,
  ];
}
