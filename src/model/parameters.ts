import { derive, nLayersOf, stackVocabSize } from './config/derive';
import type { ModelConfig, Stack } from './config/types';

/** The part of the model a parameter is counted under. */
export type ParameterGroup = 'embeddings' | 'attention' | 'crossAttention' | 'feedForward' | 'norms' | 'head';

/** How a parameter starts; see compute/weights for the numbers. */
export type Initialisation = 'normal' | 'normalResidual' | 'zeros' | 'ones';

/** A size with the name it has in the field, so that a shape is also a formula: "vocabSize × dModel". */
export interface Dimension {
  readonly name: string;
  readonly size: number;
}

export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dimensions: readonly Dimension[];
  readonly group: ParameterGroup;
  readonly stack: Stack | 'head';
  readonly layer: number | null;
  readonly initialisation: Initialisation;
}

/**
 * Every weight of a configuration, in order of use. Matrices are stored [in, out], so that a layer is x · W + b as in
 * the 2017 paper. Tied weights appear once, under the name of the embedding.
 */
export function parameters(config: ModelConfig): readonly ParameterSpec[] {
  const known = cache.get(config);
  if (known) return known;
  const derived = derive(config);
  const list: ParameterSpec[] = [];
  if (derived.hasEncoder) stackParameters(config, 'encoder', list);
  if (derived.hasDecoder) stackParameters(config, 'decoder', list);
  headParameters(config, list);
  cache.set(config, list);
  return list;
}

const cache = new WeakMap<ModelConfig, readonly ParameterSpec[]>();

/** Number of values in one parameter. */
export function sizeOf(spec: { readonly shape: readonly number[] }): number {
  return spec.shape.reduce((product, size) => product * size, 1);
}

/** Number of parameters of a configuration, tied ones counted once. */
export function countParameters(config: ModelConfig): number {
  return parameters(config).reduce((sum, spec) => sum + sizeOf(spec), 0);
}

/** Number of parameters by group. */
export function countByGroup(config: ModelConfig): Record<ParameterGroup, number> {
  const counts = { embeddings: 0, attention: 0, crossAttention: 0, feedForward: 0, norms: 0, head: 0 };
  for (const spec of parameters(config)) counts[spec.group] += sizeOf(spec);
  return counts;
}

/** The formula of a parameter's size, for people: "dModel × dFf = 128 × 512". */
export function formulaOf(spec: ParameterSpec): string {
  const names = spec.dimensions.map((dimension) => dimension.name).join(' × ');
  return `${names} = ${spec.shape.join(' × ')}`;
}

/** The parameter that holds the token vectors of a stack; a shared table belongs to the encoder. */
export function tokenEmbeddingName(config: ModelConfig, stack: Stack): string {
  const owner = config.family === 'encoder-decoder' && config.embedding.shared ? 'encoder' : stack;
  return `${owner}.embedding.token.weight`;
}

interface Context {
  readonly list: ParameterSpec[];
  readonly stack: Stack | 'head';
  readonly layer: number | null;
}

function add(
  { list, stack, layer }: Context,
  name: string,
  group: ParameterGroup,
  initialisation: Initialisation,
  ...dimensions: readonly Dimension[]
): void {
  const shape = dimensions.map((dimension) => dimension.size);
  list.push({ name, shape, dimensions, group, stack, layer, initialisation });
}

const size = (name: string, value: number): Dimension => ({ name, size: value });

function addLinear(
  context: Context,
  name: string,
  group: ParameterGroup,
  from: Dimension,
  to: Dimension,
  bias: boolean,
  initialisation: Initialisation = 'normal',
): void {
  add(context, `${name}.weight`, group, initialisation, from, to);
  if (bias) add(context, `${name}.bias`, group, 'zeros', to);
}

function addNorm(config: ModelConfig, context: Context, name: string, width: Dimension): void {
  add(context, `${name}.weight`, 'norms', config.norm.onePlusWeight ? 'zeros' : 'ones', width);
  if (derive(config).hasNormBias) add(context, `${name}.bias`, 'norms', 'zeros', width);
}

function stackParameters(config: ModelConfig, stack: Stack, list: ParameterSpec[]): void {
  embeddingParameters(config, stack, list);
  for (let layer = 0; layer < nLayersOf(config, stack); layer += 1) {
    layerParameters(config, stack, layer, list);
  }
  const context: Context = { list, stack, layer: null };
  const dModel = size('dModel', config.dModel);
  if (config.norm.final) addNorm(config, context, `${stack}.finalNorm`, dModel);
}

function embeddingParameters(config: ModelConfig, stack: Stack, list: ParameterSpec[]): void {
  const context: Context = { list, stack, layer: null };
  const { factorization } = config.embedding;
  const dModel = size('dModel', config.dModel);
  const dEmbedding = factorization ? size('dEmbedding', factorization.dEmbedding) : dModel;
  const dSum = factorization?.place === 'sum' ? dEmbedding : dModel;
  const token = `${stack}.embedding.token.weight`;
  if (tokenEmbeddingName(config, stack) === token) {
    const vocab = size(
      stack === 'decoder' && config.family === 'encoder-decoder' ? 'targetVocabSize' : 'vocabSize',
      stackVocabSize(config, stack),
    );
    add(context, token, 'embeddings', 'normal', vocab, dEmbedding);
  }
  if (factorization?.place === 'tokens') {
    addLinear(context, `${stack}.embedding.projection`, 'embeddings', dEmbedding, dModel, false);
  }
  const { position } = config;
  if (position.kind === 'learned') {
    const rows = size(
      position.offset === 0 ? 'contextLength' : `(contextLength + ${position.offset})`,
      config.contextLength + position.offset,
    );
    add(context, `${stack}.embedding.position.weight`, 'embeddings', 'normal', rows, dSum);
  }
  if (config.nSegments > 0 && stack === 'encoder') {
    add(
      context,
      `${stack}.embedding.segment.weight`,
      'embeddings',
      'normal',
      size('nSegments', config.nSegments),
      dSum,
    );
  }
  if (config.norm.embedding) addNorm(config, context, `${stack}.embedding.norm`, dSum);
  if (factorization?.place === 'sum') {
    addLinear(context, `${stack}.embedding.projection`, 'embeddings', dEmbedding, dModel, true);
  }
  if (position.kind === 't5') {
    const buckets = size('buckets', position.buckets);
    add(
      context,
      `${stack}.relativeBias.weight`,
      'attention',
      'normal',
      buckets,
      size('nHeads', config.nHeads),
    );
  }
}

function layerParameters(config: ModelConfig, stack: Stack, layer: number, list: ParameterSpec[]): void {
  const context: Context = { list, stack, layer };
  const prefix = `${stack}.layers.${layer}`;
  const sharedNorm = config.block.kind === 'parallel' && config.block.norms === 'shared';
  const skipped = config.norm.skipFirst && layer === 0;
  addSubLayerNorms(config, context, `${prefix}.selfAttention`, skipped);
  attentionParameters(config, context, `${prefix}.selfAttention`, 'attention');
  if (stack === 'decoder' && derive(config).hasCross) {
    addSubLayerNorms(config, context, `${prefix}.crossAttention`, false);
    attentionParameters(config, context, `${prefix}.crossAttention`, 'crossAttention');
  }
  addSubLayerNorms(config, context, `${prefix}.feedForward`, sharedNorm);
  feedForwardParameters(config, context, `${prefix}.feedForward`);
}

function addSubLayerNorms(config: ModelConfig, context: Context, subLayer: string, skipped: boolean): void {
  const dModel = size('dModel', config.dModel);
  if (!skipped) addNorm(config, context, `${subLayer}Norm`, dModel);
  if (config.norm.placement === 'both') addNorm(config, context, `${subLayer}OutputNorm`, dModel);
}

function attentionParameters(
  config: ModelConfig,
  context: Context,
  name: string,
  group: ParameterGroup,
): void {
  const { dQuery, dKeyValue } = derive(config);
  const dModel = size('dModel', config.dModel);
  const query = size('nHeads·dHead', dQuery);
  const keyValue = size('nKvHeads·dHead', dKeyValue);
  const { bias } = config;
  addLinear(context, `${name}.q`, group, dModel, query, bias.queryKeyValue);
  addLinear(context, `${name}.k`, group, dModel, keyValue, bias.queryKeyValue);
  addLinear(context, `${name}.v`, group, dModel, keyValue, bias.queryKeyValue);
  if (config.norm.queryKey) {
    addNorm(config, context, `${name}.qNorm`, size('dHead', config.dHead));
    addNorm(config, context, `${name}.kNorm`, size('dHead', config.dHead));
  }
  addLinear(context, `${name}.output`, group, query, dModel, bias.attentionOutput, 'normalResidual');
}

function feedForwardParameters(config: ModelConfig, context: Context, name: string): void {
  const dModel = size('dModel', config.dModel);
  const dFf = size('dFf', config.dFf);
  const bias = config.bias.feedForward;
  if (config.feedForward.gated) addLinear(context, `${name}.gate`, 'feedForward', dModel, dFf, bias);
  addLinear(context, `${name}.up`, 'feedForward', dModel, dFf, bias);
  addLinear(context, `${name}.down`, 'feedForward', dFf, dModel, bias, 'normalResidual');
}

function headParameters(config: ModelConfig, list: ParameterSpec[]): void {
  const context: Context = { list, stack: 'head', layer: null };
  const { head, bias } = config;
  const { dEmbedding, nOutputs } = derive(config);
  const dModel = size('dModel', config.dModel);
  const factorised = config.embedding.factorization !== null;
  const dHeadInput = factorised ? size('dEmbedding', dEmbedding) : dModel;
  const vocab = size(config.family === 'encoder-decoder' ? 'targetVocabSize' : 'vocabSize', nOutputs);
  switch (head.kind) {
    case 'none':
      if (head.pooler) addLinear(context, 'head.pooler', 'head', dModel, dModel, true);
      return;
    case 'languageModel': {
      const projected = config.embedding.factorization?.place === 'tokens';
      if (projected) addLinear(context, 'head.inputProjection', 'head', dModel, dHeadInput, false);
      const from = projected ? dHeadInput : dModel;
      if (!head.tied) add(context, 'head.output.weight', 'head', 'normal', from, vocab);
      if (bias.head) add(context, 'head.output.bias', 'head', 'zeros', vocab);
      return;
    }
    case 'maskedLanguageModel':
      if (head.transform) {
        addLinear(context, 'head.transform', 'head', dModel, dHeadInput, head.transform.bias);
        addNorm(config, context, 'head.transformNorm', dHeadInput);
      }
      if (!head.tied) add(context, 'head.output.weight', 'head', 'normal', dHeadInput, vocab);
      if (bias.head) add(context, 'head.output.bias', 'head', 'zeros', vocab);
      return;
    case 'tokenClassification':
    case 'sequenceClassification':
      if (head.transform) {
        addLinear(context, 'head.transform', 'head', dModel, dModel, head.transform.bias);
        if (head.transform.norm) addNorm(config, context, 'head.transformNorm', dModel);
      }
      addLinear(context, 'head.output', 'head', dModel, size('labels', head.labels), bias.head);
      return;
    case 'span':
      addLinear(context, 'head.output', 'head', dModel, size('start and end', 2), bias.head);
  }
}
