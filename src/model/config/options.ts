import type { Activation, MaskPattern, ModelConfig, Position } from './types';

/** An architecture option: a choice among a few words, made in the panel under the sliders. */
export interface ArchitectureOption {
  readonly id: OptionId;
  readonly choices: readonly string[];
  /** Whether the option exists in this model. */
  applies(config: ModelConfig): boolean;
  /** Whether a choice is possible with the rest of the model; absent: every one is. */
  offers?(config: ModelConfig, choice: string): boolean;
  /** The chosen word; one that is not among the choices when the model was not made here. */
  read(config: ModelConfig): string;
  apply(config: ModelConfig, choice: string): ModelConfig;
}

export type OptionId =
  | 'normKind'
  | 'normPlacement'
  | 'finalNorm'
  | 'embeddingNorm'
  | 'queryKeyNorm'
  | 'position'
  | 'activation'
  | 'gated'
  | 'block'
  | 'keyValueHeads'
  | 'encoderMask'
  | 'decoderMask'
  | 'memory'
  | 'scoreScale'
  | 'softCap'
  | 'embeddingScale'
  | 'tied'
  | 'biases';

const WINDOW = 4;
const PREFIX = 4;
const SOFT_CAP = 50;

const positions: Readonly<Record<string, Position>> = {
  none: { kind: 'none' },
  learned: { kind: 'learned', offset: 0, skipPadding: false },
  sinusoidal: { kind: 'sinusoidal', order: 'interleaved' },
  rotary: { kind: 'rotary', base: 10000, fraction: 1, pairing: 'halves', scaling: null, localBase: null },
  alibi: { kind: 'alibi' },
  t5: { kind: 't5', buckets: 32, maxDistance: 128 },
};

const activations: Readonly<Record<string, Activation>> = {
  relu: 'relu',
  gelu: 'gelu',
  geluTanh: 'geluTanh',
  silu: 'silu',
};

const hasEncoder = (config: ModelConfig): boolean => config.family !== 'decoder-only';
const hasDecoder = (config: ModelConfig): boolean => config.family !== 'encoder-only';
const always = (): boolean => true;
const yesNo = ['yes', 'no'] as const;
const word = (value: boolean): string => (value ? 'yes' : 'no');

function maskOf(choice: string, causal: boolean): MaskPattern {
  switch (choice) {
    case 'causal':
      return { kind: 'causal' };
    case 'prefix':
      return { kind: 'prefix', length: PREFIX };
    case 'slidingWindow':
      return { kind: 'slidingWindow', window: WINDOW, causal };
    default:
      return { kind: 'full' };
  }
}

/** A parallel block reads the stream through a norm, so post-norm has no place in it. */
function withPlacement(config: ModelConfig, choice: string): ModelConfig {
  const placement = choice === 'post' || choice === 'both' ? choice : 'pre';
  const block = placement === 'post' ? ({ kind: 'sequential' } as const) : config.block;
  return { ...config, block, norm: { ...config.norm, placement, final: placement !== 'post' } };
}

function withBlock(config: ModelConfig, choice: string): ModelConfig {
  if (choice === 'sequential') return { ...config, block: { kind: 'sequential' } };
  const norm =
    config.norm.placement === 'post'
      ? { ...config.norm, placement: 'pre' as const, final: true }
      : config.norm;
  return { ...config, norm, block: { kind: 'parallel', norms: 'shared' } };
}

function withPosition(config: ModelConfig, choice: string): ModelConfig {
  const position = positions[choice] ?? config.position;
  return { ...config, position };
}

function withTied(config: ModelConfig, choice: string): ModelConfig {
  const { head } = config;
  return 'tied' in head ? { ...config, head: { ...head, tied: choice === 'yes' } } : config;
}

/** Choices of an option that are possible with the rest of the model. */
export function offeredChoices(option: ArchitectureOption, config: ModelConfig): readonly string[] {
  return option.choices.filter((choice) => option.offers?.(config, choice) ?? true);
}

/** The rows of the options panel, in order. Every combination that they offer is possible. */
export const architectureOptions: readonly ArchitectureOption[] = [
  {
    id: 'normKind',
    choices: ['layerNorm', 'rmsNorm'],
    applies: always,
    read: (config) => config.norm.kind,
    apply: (config, choice) => ({
      ...config,
      norm: { ...config.norm, kind: choice === 'rmsNorm' ? 'rmsNorm' : 'layerNorm' },
    }),
  },
  {
    id: 'normPlacement',
    choices: ['pre', 'post', 'both'],
    applies: always,
    read: (config) => config.norm.placement,
    apply: withPlacement,
  },
  {
    id: 'finalNorm',
    choices: yesNo,
    applies: always,
    read: (config) => word(config.norm.final),
    apply: (config, choice) => ({ ...config, norm: { ...config.norm, final: choice === 'yes' } }),
  },
  {
    id: 'embeddingNorm',
    choices: yesNo,
    applies: always,
    read: (config) => word(config.norm.embedding),
    apply: (config, choice) => ({ ...config, norm: { ...config.norm, embedding: choice === 'yes' } }),
  },
  {
    id: 'queryKeyNorm',
    choices: yesNo,
    applies: always,
    read: (config) => word(config.norm.queryKey),
    apply: (config, choice) => ({ ...config, norm: { ...config.norm, queryKey: choice === 'yes' } }),
  },
  {
    id: 'position',
    choices: Object.keys(positions),
    applies: always,
    // Rotary positions turn pairs of dimensions.
    offers: (config, choice) => choice !== 'rotary' || config.dHead % 2 === 0,
    read: (config) => config.position.kind,
    apply: withPosition,
  },
  {
    id: 'activation',
    choices: Object.keys(activations),
    applies: always,
    read: (config) => config.feedForward.activation,
    apply: (config, choice) => ({
      ...config,
      feedForward: {
        ...config.feedForward,
        activation: activations[choice] ?? config.feedForward.activation,
      },
    }),
  },
  {
    id: 'gated',
    choices: yesNo,
    applies: always,
    read: (config) => word(config.feedForward.gated),
    apply: (config, choice) => ({
      ...config,
      feedForward: { ...config.feedForward, gated: choice === 'yes' },
    }),
  },
  {
    id: 'block',
    choices: ['sequential', 'parallel'],
    applies: always,
    read: (config) => config.block.kind,
    apply: withBlock,
  },
  {
    id: 'keyValueHeads',
    choices: ['multiHead', 'groupedQuery', 'multiQuery'],
    applies: (config) => config.nHeads > 1,
    offers: (config, choice) => choice !== 'groupedQuery' || groupedHeads(config.nHeads) !== null,
    read: (config) =>
      config.nKvHeads === config.nHeads ? 'multiHead' : config.nKvHeads === 1 ? 'multiQuery' : 'groupedQuery',
    apply: (config, choice) => ({ ...config, nKvHeads: keyValueHeads(config.nHeads, choice) }),
  },
  {
    id: 'encoderMask',
    choices: ['full', 'slidingWindow', 'causal', 'prefix'],
    applies: hasEncoder,
    read: (config) => config.attention.encoderMask.kind,
    apply: (config, choice) => ({
      ...config,
      attention: { ...config.attention, encoderMask: maskOf(choice, false) },
    }),
  },
  {
    id: 'decoderMask',
    choices: ['causal', 'slidingWindow', 'prefix', 'full'],
    applies: hasDecoder,
    read: (config) => config.attention.decoderMask.kind,
    apply: (config, choice) => ({
      ...config,
      attention: { ...config.attention, decoderMask: maskOf(choice, true) },
    }),
  },
  {
    id: 'memory',
    choices: yesNo,
    applies: (config) => hasEncoder(config) && hasDecoder(config),
    read: (config) => word(config.attention.memory === 'read'),
    apply: (config, choice) => ({
      ...config,
      attention: { ...config.attention, memory: choice === 'yes' ? 'read' : 'unread' },
    }),
  },
  {
    id: 'scoreScale',
    choices: yesNo,
    applies: always,
    read: (config) => word(config.attention.scoreScale === null),
    apply: (config, choice) => ({
      ...config,
      attention: { ...config.attention, scoreScale: choice === 'yes' ? null : 1 },
    }),
  },
  {
    id: 'softCap',
    choices: yesNo,
    applies: always,
    read: (config) => word(config.attention.softCap !== null),
    apply: (config, choice) => ({
      ...config,
      attention: { ...config.attention, softCap: choice === 'yes' ? SOFT_CAP : null },
    }),
  },
  {
    id: 'embeddingScale',
    choices: yesNo,
    applies: always,
    read: (config) => word(config.embedding.scaled),
    apply: (config, choice) => ({ ...config, embedding: { ...config.embedding, scaled: choice === 'yes' } }),
  },
  {
    id: 'tied',
    choices: yesNo,
    applies: (config) => 'tied' in config.head,
    read: (config) => word('tied' in config.head && config.head.tied),
    apply: withTied,
  },
  {
    id: 'biases',
    choices: yesNo,
    applies: always,
    read: (config) => word(config.bias.feedForward),
    apply: (config, choice) => {
      const on = choice === 'yes';
      return {
        ...config,
        bias: { ...config.bias, queryKeyValue: on, attentionOutput: on, feedForward: on, norm: on },
      };
    },
  },
];

function keyValueHeads(nHeads: number, choice: string): number {
  if (choice === 'multiHead') return nHeads;
  return choice === 'groupedQuery' ? (groupedHeads(nHeads) ?? 1) : 1;
}

/** Heads of k and v in groups of as few query heads as possible; null where every group would be one head or all. */
function groupedHeads(nHeads: number): number | null {
  for (let nKvHeads = Math.floor(nHeads / 2); nKvHeads > 1; nKvHeads -= 1) {
    if (nHeads % nKvHeads === 0) return nKvHeads;
  }
  return null;
}
