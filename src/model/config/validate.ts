import { derive } from './derive';
import { LIMITS, type LimitedField } from './limits';
import type { MaskPattern, ModelConfig } from './types';

/** What is wrong with a configuration. The code is the key of its sentence in every language. */
export type ProblemCode =
  | 'notAnInteger'
  | 'outOfRange'
  | 'headsDoNotDivideModel'
  | 'kvHeadsDoNotDivideHeads'
  | 'layersOfMissingStack'
  | 'noLayers'
  | 'rotaryNeedsEvenWidth'
  | 'bucketsMustBeEven'
  | 'maxDistanceTooSmall'
  | 'prefixBeyondContext'
  | 'windowTooSmall'
  | 'customMaskUneven'
  | 'headDoesNotFitFamily'
  | 'segmentsNeedEncoder'
  | 'parallelNeedsNormBefore'
  | 'sharedVocabularyDiffers'
  | 'tiedWidthDiffers'
  | 'notPositive'
  | 'tooManyParameters';

export interface Problem {
  readonly code: ProblemCode;
  /** The field at fault, as a path: `dModel`, `position.base`. */
  readonly path: string;
  /** The numbers that the sentence names. */
  readonly values: Readonly<Record<string, number | string>>;
  /** Values of the field that would do. */
  readonly suggestions: readonly number[];
}

/** How strict the rules are. The page also wants every head to be dModel / nHeads wide; published models need not. */
export interface ValidateOptions {
  readonly headsSplitModel: boolean;
}

/**
 * Everything that is wrong with a configuration, all at once; an empty list means that it can be built.
 */
export function validate(
  config: ModelConfig,
  options: ValidateOptions = { headsSplitModel: true },
): Problem[] {
  const problems: Problem[] = [];
  const report = (
    code: ProblemCode,
    path: string,
    values: Problem['values'] = {},
    suggestions: readonly number[] = [],
  ): void => {
    problems.push({ code, path, values, suggestions });
  };
  checkRanges(config, report);
  if (problems.length > 0) return problems;
  checkHeads(config, options, report);
  checkFamily(config, report);
  checkPosition(config, report);
  checkMask(config.attention.encoderMask, 'attention.encoderMask', config, report);
  checkMask(config.attention.decoderMask, 'attention.decoderMask', config, report);
  checkHead(config, report);
  if (config.block.kind === 'parallel' && config.norm.placement === 'post') {
    report('parallelNeedsNormBefore', 'norm.placement');
  }
  return problems;
}

type Report = (
  code: ProblemCode,
  path: string,
  values?: Problem['values'],
  suggestions?: readonly number[],
) => void;

function checkRanges(config: ModelConfig, report: Report): void {
  for (const [field, { min, max }] of Object.entries(LIMITS) as [
    LimitedField,
    { min: number; max: number },
  ][]) {
    const value = config[field];
    if (!Number.isInteger(value)) report('notAnInteger', field, { value });
    else if (value < min || value > max) {
      report('outOfRange', field, { value, min, max }, [value < min ? min : max]);
    }
  }
  const positive: readonly (readonly [string, number | null])[] = [
    ['norm.epsilon', config.norm.epsilon],
    ['attention.scoreScale', config.attention.scoreScale],
    ['attention.softCap', config.attention.softCap],
    ['position.base', config.position.kind === 'rotary' ? config.position.base : null],
  ];
  for (const [path, value] of positive) {
    if (value !== null && !(value > 0 && Number.isFinite(value))) report('notPositive', path, { value });
  }
}

function checkHeads(config: ModelConfig, { headsSplitModel }: ValidateOptions, report: Report): void {
  const { dModel, nHeads, nKvHeads, dHead } = config;
  if (headsSplitModel && dHead * nHeads !== dModel) {
    const below = Math.floor(dModel / nHeads) * nHeads;
    const suggestions = [below, below + nHeads].filter(
      (value) => value >= LIMITS.dModel.min && value <= LIMITS.dModel.max,
    );
    report('headsDoNotDivideModel', 'dModel', { dModel, nHeads }, suggestions);
  }
  if (nHeads % nKvHeads !== 0) {
    const divisors = Array.from({ length: nHeads }, (_, index) => index + 1).filter((n) => nHeads % n === 0);
    report('kvHeadsDoNotDivideHeads', 'nKvHeads', { nHeads, nKvHeads }, divisors);
  }
}

function checkFamily(config: ModelConfig, report: Report): void {
  const { family, nEncoderLayers, nDecoderLayers } = config;
  const { hasEncoder, hasDecoder } = derive(config);
  if (!hasEncoder && nEncoderLayers > 0) report('layersOfMissingStack', 'nEncoderLayers', { family }, [0]);
  if (!hasDecoder && nDecoderLayers > 0) report('layersOfMissingStack', 'nDecoderLayers', { family }, [0]);
  if (hasEncoder && nEncoderLayers === 0) report('noLayers', 'nEncoderLayers', {}, [1]);
  if (hasDecoder && nDecoderLayers === 0) report('noLayers', 'nDecoderLayers', {}, [1]);
  if (!hasEncoder && config.nSegments > 0) report('segmentsNeedEncoder', 'nSegments', {}, [0]);
  const oneVocabulary = family !== 'encoder-decoder' || config.embedding.shared;
  if (oneVocabulary && config.targetVocabSize !== config.vocabSize) {
    report(
      'sharedVocabularyDiffers',
      'targetVocabSize',
      { vocabSize: config.vocabSize, targetVocabSize: config.targetVocabSize },
      [config.vocabSize],
    );
  }
}

function checkPosition(config: ModelConfig, report: Report): void {
  const { position, dHead } = config;
  if (position.kind === 'rotary') {
    const rotated = dHead * position.fraction;
    if (dHead < 2 || rotated < 2 || !(position.fraction > 0 && position.fraction <= 1)) {
      report('rotaryNeedsEvenWidth', 'dHead', { dHead, rotated });
    } else if (position.fraction === 1 && dHead % 2 !== 0) {
      report('rotaryNeedsEvenWidth', 'dHead', { dHead, rotated }, [dHead - 1, dHead + 1]);
    }
  }
  if (position.kind === 't5') {
    const { buckets, maxDistance } = position;
    if (!Number.isInteger(buckets) || buckets < 4 || buckets % 2 !== 0) {
      report('bucketsMustBeEven', 'position.buckets', { buckets }, [8, 32]);
    } else if (!(maxDistance > buckets / 2)) {
      report('maxDistanceTooSmall', 'position.maxDistance', { maxDistance, buckets }, [4 * buckets]);
    }
  }
}

function checkMask(mask: MaskPattern, path: string, config: ModelConfig, report: Report): void {
  const { contextLength } = config;
  if (mask.kind === 'prefix' && !(mask.length >= 0 && mask.length <= contextLength)) {
    report('prefixBeyondContext', path, { length: mask.length, contextLength }, [contextLength]);
  }
  if (mask.kind === 'slidingWindow' && !(Number.isInteger(mask.window) && mask.window >= 1)) {
    report('windowTooSmall', path, { window: mask.window }, [1]);
  }
  if (mask.kind === 'custom' && mask.allowed.some((row) => row.length !== mask.allowed[0]?.length)) {
    report('customMaskUneven', path);
  }
}

function checkHead(config: ModelConfig, report: Report): void {
  const { head, family, embedding } = config;
  const needsDecoder = head.kind === 'languageModel';
  const needsEncoder = head.kind === 'maskedLanguageModel';
  if ((needsDecoder && family === 'encoder-only') || (needsEncoder && family !== 'encoder-only')) {
    report('headDoesNotFitFamily', 'head', { head: head.kind, family });
  }
  const labels =
    head.kind === 'tokenClassification' || head.kind === 'sequenceClassification' ? head.labels : 1;
  if (!Number.isInteger(labels) || labels < 1)
    report('outOfRange', 'head.labels', { value: labels, min: 1, max: 10000 }, [1]);
  const factorised = embedding.factorization;
  if (
    factorised?.place === 'sum' &&
    head.kind === 'languageModel' &&
    head.tied &&
    factorised.dEmbedding !== config.dModel
  ) {
    report('tiedWidthDiffers', 'head', { dEmbedding: factorised.dEmbedding, dModel: config.dModel });
  }
}
