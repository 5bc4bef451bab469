import type { ModelConfig } from './types';

/** The seven key variables. `nLayers` stands for each stack that the family has. */
export type VariableKey =
  'vocabSize' | 'dModel' | 'contextLength' | 'nHeads' | 'dFf' | 'nLayers' | 'batchSize';

export const VARIABLE_KEYS: readonly VariableKey[] = [
  'vocabSize',
  'dModel',
  'contextLength',
  'nHeads',
  'dFf',
  'nLayers',
  'batchSize',
];

/** Smallest and largest value in the page; a published model may lie beyond. */
export const VARIABLE_RANGE: Readonly<Record<VariableKey, { readonly min: number; readonly max: number }>> = {
  vocabSize: { min: 260, max: 50_257 },
  dModel: { min: 8, max: 1024 },
  contextLength: { min: 4, max: 2048 },
  nHeads: { min: 1, max: 16 },
  dFf: { min: 8, max: 4096 },
  nLayers: { min: 1, max: 12 },
  batchSize: { min: 1, max: 8 },
};

/** Where published models stand on a slider. */
export const VARIABLE_TICKS: Readonly<
  Record<VariableKey, readonly { readonly value: number; readonly models: string }[]>
> = {
  vocabSize: [
    { value: 30_522, models: 'BERT' },
    { value: 37_000, models: 'Transformer 2017' },
    { value: 50_257, models: 'GPT-2' },
  ],
  dModel: [
    { value: 512, models: 'Transformer 2017, T5 small' },
    { value: 768, models: 'BERT base, GPT-2 small' },
    { value: 1024, models: 'BERT large, Transformer big' },
  ],
  contextLength: [
    { value: 512, models: 'BERT, T5' },
    { value: 1024, models: 'GPT-2' },
  ],
  nHeads: [
    { value: 8, models: 'Transformer 2017, T5 small' },
    { value: 12, models: 'BERT base, GPT-2 small' },
    { value: 16, models: 'BERT large, Transformer big' },
  ],
  dFf: [
    { value: 2048, models: 'Transformer 2017, T5 small' },
    { value: 3072, models: 'BERT base, GPT-2 small' },
    { value: 4096, models: 'BERT large, Transformer big' },
  ],
  nLayers: [
    { value: 6, models: 'Transformer 2017, T5 small' },
    { value: 12, models: 'BERT base, GPT-2 small' },
  ],
  batchSize: [],
};

const VOCAB_SIZES = [
  260, 280, 300, 350, 400, 500, 600, 700, 800, 900, 1000, 1200, 1500, 2000, 2500, 3000, 4000, 5000, 6000,
  8000, 8192, 10_000, 16_000, 20_000, 30_522, 37_000, 50_257,
];
const CONTEXT_LENGTHS = [
  4, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048,
];
const WIDTHS = [
  8, 12, 16, 24, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024,
];
const FEED_FORWARD_WIDTHS = [...WIDTHS, 344, 1280, 1536, 2048, 2560, 3072, 4096].toSorted((a, b) => a - b);

/** The values that a slider steps through. They depend on the rest of the model: no slider can make it impossible. */
export function sliderValues(config: ModelConfig, key: VariableKey): readonly number[] {
  const { min, max } = VARIABLE_RANGE[key];
  switch (key) {
    case 'vocabSize':
      return VOCAB_SIZES;
    case 'contextLength':
      return CONTEXT_LENGTHS;
    case 'dModel':
      return widthsFor(config);
    case 'dFf':
      return FEED_FORWARD_WIDTHS;
    case 'nHeads':
      return range(min, max).filter((nHeads) => fitsHeads(config, config.dModel, nHeads));
    case 'nLayers':
    case 'batchSize':
      return range(min, max);
  }
}

/** Widths that split into the heads; round ones, and for unusual numbers of heads the multiples nearest to them. */
function widthsFor(config: ModelConfig): readonly number[] {
  const { min, max } = VARIABLE_RANGE.dModel;
  const step = config.position.kind === 'rotary' ? 2 * config.nHeads : config.nHeads;
  const nearest = WIDTHS.map((width) => Math.max(1, Math.round(width / step)) * step);
  return [...new Set(nearest)].filter((width) => width >= min && width <= max).toSorted((a, b) => a - b);
}

function fitsHeads(config: ModelConfig, dModel: number, nHeads: number): boolean {
  const dHead = dModel / nHeads;
  return Number.isInteger(dHead) && (config.position.kind !== 'rotary' || dHead % 2 === 0);
}

const range = (min: number, max: number): number[] =>
  Array.from({ length: max - min + 1 }, (_, index) => min + index);

/** The value of a key variable. */
export function variableOf(config: ModelConfig, key: VariableKey): number {
  if (key !== 'nLayers') return config[key];
  return config.family === 'encoder-only' ? config.nEncoderLayers : config.nDecoderLayers;
}

/**
 * The configuration with another value of one variable; what depends on it follows: the width of a head, the target
 * vocabulary, the heads of k and v (which stay as many query heads to each, or become as many as fit), T5's output
 * scale. It may be impossible (a typed number); `validate` says so.
 */
export function withVariable(config: ModelConfig, key: VariableKey, value: number): ModelConfig {
  switch (key) {
    case 'vocabSize':
      return { ...config, vocabSize: value, targetVocabSize: value };
    case 'dModel':
      return {
        ...config,
        dModel: value,
        dHead: headWidth(value, config.nHeads),
        head: scaledHead(config, value),
      };
    case 'nHeads':
      return {
        ...config,
        nHeads: value,
        nKvHeads: keyValueHeads(config, value),
        dHead: headWidth(config.dModel, value),
      };
    case 'nLayers':
      return {
        ...config,
        nEncoderLayers: config.family === 'decoder-only' ? 0 : value,
        nDecoderLayers: config.family === 'encoder-only' ? 0 : value,
      };
    case 'contextLength':
    case 'dFf':
    case 'batchSize':
      return { ...config, [key]: value };
  }
}

function headWidth(dModel: number, nHeads: number): number {
  return Math.max(1, Math.floor(dModel / nHeads));
}

function keyValueHeads(config: ModelConfig, nHeads: number): number {
  const wanted = Math.max(1, Math.round((config.nKvHeads / config.nHeads) * nHeads));
  for (let nKvHeads = wanted; nKvHeads >= 1; nKvHeads -= 1) if (nHeads % nKvHeads === 0) return nKvHeads;
  return 1;
}

function scaledHead(config: ModelConfig, dModel: number): ModelConfig['head'] {
  const { head } = config;
  const follows = head.kind === 'languageModel' && head.scale === config.dModel ** -0.5;
  return follows ? { ...head, scale: dModel ** -0.5 } : head;
}
