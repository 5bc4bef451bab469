/**
 * One configuration type for every variant. The three families are settings of it, not three models:
 * an encoder-only model has no decoder layers, a decoder-only model no encoder layers.
 */
export type Family = 'encoder-only' | 'decoder-only' | 'encoder-decoder';

/** A stack of layers. */
export type Stack = 'encoder' | 'decoder';

/** Where a query may look, by a rule. */
export type MaskRule =
  | { readonly kind: 'full' }
  | { readonly kind: 'causal' }
  /** Causal, but the first `length` positions see each other (T5 paper, section 3.2.1, "prefix LM"). */
  | { readonly kind: 'prefix'; readonly length: number }
  /** A query sees keys at a distance below `window` (Longformer; Mistral counts the query itself). */
  | { readonly kind: 'slidingWindow'; readonly window: number; readonly causal: boolean };

/** Cells of one query next to each other: query, first key, number of keys. */
export type MaskRun = readonly [query: number, key: number, length: number];

/** Where a query may look: a rule, or a rule with cells that were painted otherwise, in all layers alike. */
export type MaskPattern =
  MaskRule | { readonly kind: 'custom'; readonly base: MaskRule; readonly changed: readonly MaskRun[] };

export type RotaryScaling =
  | { readonly kind: 'linear'; readonly factor: number }
  | { readonly kind: 'dynamic'; readonly factor: number; readonly originalContextLength: number }
  | {
      readonly kind: 'llama3';
      readonly factor: number;
      readonly lowFrequencyFactor: number;
      readonly highFrequencyFactor: number;
      readonly originalContextLength: number;
    }
  | {
      readonly kind: 'yarn';
      readonly factor: number;
      readonly betaFast: number;
      readonly betaSlow: number;
      readonly originalContextLength: number;
      /** Multiplies cosines and sines; null: 0.1 ln(factor) + 1 (YaRN paper, equation 22). */
      readonly attentionFactor: number | null;
    };

export type Position =
  | { readonly kind: 'none' }
  /** A table of contextLength + offset rows; position p reads row p + offset. `skipPadding`: only real tokens count. */
  | { readonly kind: 'learned'; readonly offset: number; readonly skipPadding: boolean }
  /** `interleaved`: sine in even, cosine in odd dimensions (2017 paper); `halves`: all sines, then all cosines (Marian). */
  | { readonly kind: 'sinusoidal'; readonly order: 'interleaved' | 'halves' }
  | {
      readonly kind: 'rotary';
      readonly base: number;
      /** The part of each head that is rotated, 0..1. */
      readonly fraction: number;
      /** `halves` pairs dimension i with i + n/2 (GPT-NeoX, LLaMA), `interleaved` 2i with 2i + 1 (RoFormer, GPT-J). */
      readonly pairing: 'halves' | 'interleaved';
      readonly scaling: RotaryScaling | null;
      /** Base used by the layers with a sliding window, if they have their own (Gemma 3, ModernBERT). */
      readonly localBase: number | null;
    }
  | { readonly kind: 'alibi' }
  | { readonly kind: 't5'; readonly buckets: number; readonly maxDistance: number };

export type Activation = 'relu' | 'gelu' | 'geluTanh' | 'silu';

export interface NormConfig {
  readonly kind: 'layerNorm' | 'rmsNorm';
  /** `pre`: x + f(norm(x)); `post`: norm(x + f(x)); `both`: x + norm(f(norm(x))) (Gemma 2). */
  readonly placement: 'pre' | 'post' | 'both';
  readonly epsilon: number;
  /** The weight is stored as w and used as 1 + w (Gemma). */
  readonly onePlusWeight: boolean;
  /** A norm right after the embedding (BERT, BLOOM). */
  readonly embedding: boolean;
  /** A norm after the last layer of each stack. */
  readonly final: boolean;
  /** A norm on q and k of each head (Qwen 3, Gemma 3). */
  readonly queryKey: boolean;
  /** The first layer has no norm before its self-attention (ModernBERT). */
  readonly skipFirst: boolean;
}

export interface AttentionConfig {
  readonly encoderMask: MaskPattern;
  readonly decoderMask: MaskPattern;
  /** Query: position of the decoder; key: position of the encoder. */
  readonly crossMask: MaskPattern;
  /** `unread`: an encoder-decoder without cross-attention, whose encoder makes a memory that nothing reads. */
  readonly memory: 'read' | 'unread';
  /** Layers in which a sliding window applies; null: all. The others use the mask without its window. */
  readonly windowLayers: readonly number[] | null;
  /** Factor on q · k; null: 1 / sqrt(dHead). */
  readonly scoreScale: number | null;
  /** cap · tanh(score / cap) (Gemma 2), or null. */
  readonly softCap: number | null;
}

export interface FeedForwardConfig {
  readonly activation: Activation;
  /** down(activation(gate(x)) · up(x)) instead of down(activation(up(x))) (Shazeer 2020, "GLU variants"). */
  readonly gated: boolean;
}

/** How attention and feed-forward follow each other. In a parallel block both read the same residual stream. */
export type BlockConfig =
  { readonly kind: 'sequential' } | { readonly kind: 'parallel'; readonly norms: 'shared' | 'separate' };

export interface EmbeddingConfig {
  /** Token vectors are multiplied by sqrt(dModel) (2017 paper, section 3.4). */
  readonly scaled: boolean;
  /** Source and target tokens share one table (encoder-decoder only). */
  readonly shared: boolean;
  /**
   * Token vectors of another width than dModel: projected right after the look-up (`tokens`, OPT-350m, which also
   * projects back before the head) or after positions, segments and norm (`sum`, ELECTRA).
   */
  readonly factorization: { readonly dEmbedding: number; readonly place: 'tokens' | 'sum' } | null;
}

export interface BiasConfig {
  readonly queryKeyValue: boolean;
  readonly attentionOutput: boolean;
  readonly feedForward: boolean;
  /** Bias of a LayerNorm (RMSNorm has none). */
  readonly norm: boolean;
  readonly head: boolean;
}

export type Head =
  /** The stack's output itself, optionally with BERT's pooler (tanh of a linear map of the first token). */
  | { readonly kind: 'none'; readonly pooler: boolean }
  /** `scale` multiplies the last hidden state (T5 with tied weights: dModel^-0.5). */
  | {
      readonly kind: 'languageModel';
      readonly tied: boolean;
      readonly scale: number;
      readonly softCap: number | null;
    }
  | {
      readonly kind: 'maskedLanguageModel';
      readonly tied: boolean;
      /** Linear, activation and norm before the output matrix. */
      readonly transform: { readonly activation: Activation; readonly bias: boolean } | null;
    }
  | {
      readonly kind: 'tokenClassification';
      readonly labels: number;
      readonly transform: {
        readonly activation: Activation | 'tanh';
        readonly bias: boolean;
        readonly norm: boolean;
      } | null;
    }
  /** Start and end logit of each token (BERT paper, section 4.2). */
  | { readonly kind: 'span' }
  | {
      readonly kind: 'sequenceClassification';
      readonly labels: number;
      readonly pooling: 'first' | 'mean' | 'last';
      readonly transform: {
        readonly activation: Activation | 'tanh';
        readonly bias: boolean;
        readonly norm: boolean;
      } | null;
    };

export interface ModelConfig {
  readonly family: Family;
  readonly nEncoderLayers: number;
  readonly nDecoderLayers: number;
  readonly dModel: number;
  readonly nHeads: number;
  /** Heads of k and v: nHeads = multi-head, 1 = multi-query, between = grouped-query (Ainslie 2023). */
  readonly nKvHeads: number;
  readonly dHead: number;
  readonly dFf: number;
  /** The only vocabulary, or the source side of an encoder-decoder. */
  readonly vocabSize: number;
  /** The target side of an encoder-decoder; equal to vocabSize elsewhere. */
  readonly targetVocabSize: number;
  readonly contextLength: number;
  readonly batchSize: number;
  /** Rows of the segment embedding (BERT: 2); 0: none. */
  readonly nSegments: number;
  readonly norm: NormConfig;
  readonly position: Position;
  readonly feedForward: FeedForwardConfig;
  readonly block: BlockConfig;
  readonly attention: AttentionConfig;
  readonly embedding: EmbeddingConfig;
  readonly bias: BiasConfig;
  readonly head: Head;
}
