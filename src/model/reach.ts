import { derive, layerMask, nLayersOf } from './config/derive';
import type { ModelConfig, Stack } from './config/types';
import { type MaskRequest, maskWithPadding } from './mask';
import { blindQueries } from './paintMask';
import type { AttentionKind } from './traceNames';

/** A text as far as masks are concerned. */
export interface ReachedText {
  readonly nPositions: number;
  /** 1 = token, 0 = padding; null: no padding. */
  readonly isToken: readonly number[] | null;
}

/** The token that was changed. */
export interface ChangedToken {
  readonly stack: Stack;
  readonly position: number;
}

export type ReachTexts = Readonly<Partial<Record<Stack, ReachedText>>>;

/** A query that reads a key in a layer. */
export interface ReachStep {
  readonly stack: Stack;
  readonly layer: number;
  readonly attention: AttentionKind;
  readonly query: number;
  readonly key: number;
}

/** Which positions of one stack may depend on the changed token. */
export interface ReachLevels {
  readonly stack: Stack;
  readonly nPositions: number;
  /** For the embedding, then for the end of each layer, of each position: 1 = may move. */
  readonly levels: readonly Uint8Array[];
}

export interface Reach {
  /** In the order in which they compute. */
  readonly stacks: readonly ReachLevels[];
  /** [position], of the head's output; one value where the head reads the whole text. */
  readonly logits: Uint8Array;
}

/**
 * Which activations may depend on one token, by masks alone. In the embedding it is the token itself; in each layer a
 * query depends on what it was (the residual stream), on the keys that it sees, and in a decoder on the encoder memory
 * that it sees. Everything else (norms, feed-forward, head) works on each position by itself. What cannot be reached
 * computes the same numbers to the bit; what can may still stay as it is.
 */
export function reach(config: ModelConfig, changed: ChangedToken, texts: ReachTexts): Reach {
  const stacks: ReachLevels[] = [];
  let memory: Uint8Array | null = null;
  for (const stack of stacksOf(config)) {
    const nPositions = texts[stack]?.nPositions ?? 0;
    const levels = [embeddingLevel(changed, stack, nPositions)];
    for (let layer = 0; layer < nLayersOf(config, stack); layer += 1) {
      const before = levels.at(-1) ?? new Uint8Array(nPositions);
      const next = Uint8Array.from(before);
      read(next, before, visibleKeys(config, { stack, layer, attention: 'selfAttention' }, texts));
      if (memory && stack === 'decoder') {
        read(next, memory, visibleKeys(config, { stack, layer, attention: 'crossAttention' }, texts));
      }
      levels.push(next);
    }
    stacks.push({ stack, nPositions, levels });
    memory = levels.at(-1) ?? null;
  }
  return { stacks, logits: logitsLevel(config, memory ?? new Uint8Array(), texts) };
}

/**
 * A shortest way on which a change comes to the end of a position: reads of keys, the first first. Where a query could
 * read several keys that have moved, a painted cell comes first, since it is what let the change through.
 * @param isPainted whether a cell differs from the rule of its mask
 * @returns null if the change cannot come there
 */
export function reachPath(
  config: ModelConfig,
  { stacks }: Reach,
  at: ChangedToken,
  texts: ReachTexts,
  isPainted: (step: ReachStep) => boolean,
): readonly ReachStep[] | null {
  const levelsOf = (stack: Stack): readonly Uint8Array[] =>
    stacks.find((one) => one.stack === stack)?.levels ?? [];
  const steps: ReachStep[] = [];
  let { stack, position } = at;
  let level = levelsOf(stack).length - 1;
  if (levelsOf(stack)[level]?.[position] !== 1) return null;
  for (;;) {
    while (level > 0 && levelsOf(stack)[level - 1]?.[position] === 1) level -= 1;
    if (level === 0) return steps.toReversed();
    const step = firstRead(config, { stack, layer: level - 1, query: position }, levelsOf, texts, isPainted);
    if (!step) return null;
    steps.push(step);
    position = step.key;
    if (step.attention === 'crossAttention') {
      stack = 'encoder';
      level = levelsOf('encoder').length - 1;
    } else level -= 1;
  }
}

/** The read by which a query first moves in a layer. */
function firstRead(
  config: ModelConfig,
  at: Pick<ReachStep, 'stack' | 'layer' | 'query'>,
  levelsOf: (stack: Stack) => readonly Uint8Array[],
  texts: ReachTexts,
  isPainted: (step: ReachStep) => boolean,
): ReachStep | null {
  const steps: ReachStep[] = [];
  for (const attention of attentionsOf(config, at.stack)) {
    const keys = attention === 'crossAttention' ? levelsOf('encoder').at(-1) : levelsOf(at.stack)[at.layer];
    const sees = visibleKeys(config, { ...at, attention }, texts);
    keys?.forEach((moved, key) => {
      if (moved === 1 && sees(at.query, key)) steps.push({ ...at, attention, key });
    });
  }
  return steps.find(isPainted) ?? steps[0] ?? null;
}

/** The configuration with the rules of its masks alone, without what was painted over them. */
export function withoutPainting(config: ModelConfig): ModelConfig {
  const { encoderMask, decoderMask, crossMask } = config.attention;
  if ([encoderMask, decoderMask, crossMask].every(({ kind }) => kind !== 'custom')) return config;
  const rule = (mask: typeof encoderMask): typeof encoderMask => (mask.kind === 'custom' ? mask.base : mask);
  return {
    ...config,
    attention: {
      ...config.attention,
      encoderMask: rule(encoderMask),
      decoderMask: rule(decoderMask),
      crossMask: rule(crossMask),
    },
  };
}

function stacksOf(config: ModelConfig): readonly Stack[] {
  const { hasEncoder, hasDecoder } = derive(config);
  return [...(hasEncoder ? (['encoder'] as const) : []), ...(hasDecoder ? (['decoder'] as const) : [])];
}

function attentionsOf({ family }: ModelConfig, stack: Stack): readonly AttentionKind[] {
  return stack === 'decoder' && family === 'encoder-decoder'
    ? ['selfAttention', 'crossAttention']
    : ['selfAttention'];
}

function embeddingLevel(changed: ChangedToken, stack: Stack, nPositions: number): Uint8Array {
  const level = new Uint8Array(nPositions);
  if (changed.stack === stack && changed.position < nPositions) level[changed.position] = 1;
  return level;
}

type Sees = (query: number, key: number) => boolean;

/** Who sees whom in a layer. A query that sees nothing shares its attention among all keys: softmax must sum to 1. */
function visibleKeys(
  config: ModelConfig,
  { stack, layer, attention }: Pick<ReachStep, 'stack' | 'layer' | 'attention'>,
  texts: ReachTexts,
): Sees {
  const keys = attention === 'crossAttention' ? texts.encoder : texts[stack];
  const nKeys = keys?.nPositions ?? 0;
  const request: MaskRequest = {
    pattern: attention === 'crossAttention' ? config.attention.crossMask : layerMask(config, stack, layer),
    nQueries: texts[stack]?.nPositions ?? 0,
    nKeys,
    firstQuery: 0,
  };
  const masked = maskWithPadding(request, keys?.isToken ?? null);
  const blind = new Set(blindQueries(masked, nKeys));
  return (query, key) => masked[query * nKeys + key] === 0 || blind.has(query);
}

/** Every query that sees a key that has moved moves too. */
function read(next: Uint8Array, keys: Uint8Array, sees: Sees): void {
  const moved = Array.from(keys.keys()).filter((key) => keys[key] === 1);
  for (const query of next.keys()) if (moved.some((key) => sees(query, key))) next[query] = 1;
}

function logitsLevel(config: ModelConfig, last: Uint8Array, texts: ReachTexts): Uint8Array {
  const { head } = config;
  const read = texts[derive(config).outputStack]?.isToken ?? Array.from(last, () => 1);
  if (head.kind === 'none' && head.pooler) return last.slice(0, 1);
  if (head.kind !== 'sequenceClassification') return last;
  if (head.pooling === 'first') return last.slice(0, 1);
  if (head.pooling === 'last') return Uint8Array.of(last[read.lastIndexOf(1)] ?? 0);
  return Uint8Array.of(read.some((isToken, position) => isToken === 1 && last[position] === 1) ? 1 : 0);
}
