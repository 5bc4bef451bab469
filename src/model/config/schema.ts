import * as v from 'valibot';
import type { ModelConfig } from './types';

/** More painted runs of cells than this are no mask that anyone drew. */
export const MAX_MASK_RUNS = 4096;

/** The shape of a configuration that comes from outside. Numbers are checked for sense by `validate`, afterwards. */
const number = v.pipe(v.number(), v.finite());
const nullable = v.nullable(number);
const activation = v.picklist(['relu', 'gelu', 'geluTanh', 'silu']);

const rules = [
  v.object({ kind: v.literal('full') }),
  v.object({ kind: v.literal('causal') }),
  v.object({ kind: v.literal('prefix'), length: number }),
  v.object({ kind: v.literal('slidingWindow'), window: number, causal: v.boolean() }),
] as const;
const place = v.pipe(number, v.integer(), v.minValue(0), v.maxValue(65_535));
const run = v.tuple([place, place, v.pipe(place, v.minValue(1))]);
const mask = v.variant('kind', [
  ...rules,
  v.object({
    kind: v.literal('custom'),
    base: v.variant('kind', rules),
    changed: v.pipe(v.array(run), v.maxLength(MAX_MASK_RUNS)),
  }),
]);

const position = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('alibi') }),
  v.object({
    kind: v.literal('learned'),
    offset: v.pipe(number, v.integer(), v.minValue(0), v.maxValue(8)),
    skipPadding: v.boolean(),
  }),
  v.object({ kind: v.literal('sinusoidal'), order: v.picklist(['interleaved', 'halves']) }),
  v.object({
    kind: v.literal('rotary'),
    base: number,
    fraction: number,
    pairing: v.picklist(['halves', 'interleaved']),
    scaling: v.null(),
    localBase: nullable,
  }),
  v.object({ kind: v.literal('t5'), buckets: v.pipe(number, v.maxValue(1024)), maxDistance: number }),
]);

const labels = v.pipe(number, v.integer(), v.minValue(1), v.maxValue(1000));
const classTransform = v.nullable(
  v.object({
    activation: v.picklist(['relu', 'gelu', 'geluTanh', 'silu', 'tanh']),
    bias: v.boolean(),
    norm: v.boolean(),
  }),
);

const head = v.variant('kind', [
  v.object({ kind: v.literal('none'), pooler: v.boolean() }),
  v.object({ kind: v.literal('languageModel'), tied: v.boolean(), scale: number, softCap: nullable }),
  v.object({
    kind: v.literal('maskedLanguageModel'),
    tied: v.boolean(),
    transform: v.nullable(v.object({ activation, bias: v.boolean() })),
  }),
  v.object({ kind: v.literal('tokenClassification'), labels, transform: classTransform }),
  v.object({ kind: v.literal('span') }),
  v.object({
    kind: v.literal('sequenceClassification'),
    labels,
    pooling: v.picklist(['first', 'mean', 'last']),
    transform: classTransform,
  }),
]);

export const configSchema = v.object({
  family: v.picklist(['encoder-only', 'decoder-only', 'encoder-decoder']),
  nEncoderLayers: number,
  nDecoderLayers: number,
  dModel: number,
  nHeads: number,
  nKvHeads: number,
  dHead: number,
  dFf: number,
  vocabSize: number,
  targetVocabSize: number,
  contextLength: number,
  batchSize: number,
  nSegments: number,
  norm: v.object({
    kind: v.picklist(['layerNorm', 'rmsNorm']),
    placement: v.picklist(['pre', 'post', 'both']),
    epsilon: number,
    onePlusWeight: v.boolean(),
    embedding: v.boolean(),
    final: v.boolean(),
    queryKey: v.boolean(),
    skipFirst: v.boolean(),
  }),
  position,
  feedForward: v.object({ activation, gated: v.boolean() }),
  block: v.variant('kind', [
    v.object({ kind: v.literal('sequential') }),
    v.object({ kind: v.literal('parallel'), norms: v.picklist(['shared', 'separate']) }),
  ]),
  attention: v.object({
    encoderMask: mask,
    decoderMask: mask,
    // Models that were saved before these could be chosen read the memory, and see all of it.
    crossMask: v.optional(mask, { kind: 'full' }),
    memory: v.optional(v.picklist(['read', 'unread']), 'read'),
    windowLayers: v.nullable(v.array(v.pipe(number, v.integer(), v.minValue(0)))),
    scoreScale: nullable,
    softCap: nullable,
  }),
  embedding: v.object({ scaled: v.boolean(), shared: v.boolean(), factorization: v.null() }),
  bias: v.object({
    queryKeyValue: v.boolean(),
    attentionOutput: v.boolean(),
    feedForward: v.boolean(),
    norm: v.boolean(),
    head: v.boolean(),
  }),
  head,
});

/** A configuration from outside, as a new object with only what belongs to it; null if a part is missing or wrong. */
export function parseConfig(value: unknown): ModelConfig | null {
  const result = v.safeParse(configSchema, value);
  return result.success ? result.output : null;
}
