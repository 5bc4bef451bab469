import { derive } from './derive';
import { countParameters } from '../parameters';
import { LIMITS, type LimitedField, MAX_FACTOR, MAX_LABELS, MAX_PARAMETERS } from './limits';
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
  /** What can be built here; absent for a model that is only counted. */
  readonly maxParameters?: number;
}

/**
 * Everything that is wrong with a configuration, all at once; an empty list means that it can be built. Rules about
 * several fields are applied as far as each of these fields is possible by itself.
 */
export function validate(
  config: ModelConfig,
  options: ValidateOptions = { headsSplitModel: true, maxParameters: MAX_PARAMETERS },
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
  checkReals(config, report);
  const faulty = new Set(problems.map(({ path }) => path));
  const areFine = (...fields: readonly LimitedField[]): boolean => !fields.some((field) => faulty.has(field));
  if (options.headsSplitModel && areFine('dModel', 'nHeads', 'dHead')) checkHeadWidth(config, report);
  if (areFine('nHeads', 'nKvHeads')) checkKeyValueHeads(config, report);
  checkFamily(config, areFine, report);
  if (areFine('dHead')) checkPosition(config, report);
  if (areFine('contextLength')) {
    checkMask(config.attention.encoderMask, 'attention.encoderMask', config, report);
    checkMask(config.attention.decoderMask, 'attention.decoderMask', config, report);
    checkMask(config.attention.crossMask, 'attention.crossMask', config, report);
  }
  checkHead(config, report);
  if (config.block.kind === 'parallel' && config.norm.placement === 'post') {
    report('parallelNeedsNormBefore', 'norm.placement');
  }
  const { maxParameters } = options;
  if (maxParameters !== undefined && problems.length === 0) checkSize(config, maxParameters, report);
  return problems;
}

type Report = (
  code: ProblemCode,
  path: string,
  values?: Problem['values'],
  suggestions?: readonly number[],
) => void;

function checkRange(value: number, path: string, min: number, max: number, report: Report): void {
  if (!Number.isInteger(value)) report('notAnInteger', path, { value });
  else if (value < min || value > max) {
    report('outOfRange', path, { value, min, max }, [value < min ? min : max]);
  }
}

function checkRanges(config: ModelConfig, report: Report): void {
  for (const [field, { min, max }] of Object.entries(LIMITS) as [
    LimitedField,
    { min: number; max: number },
  ][]) {
    checkRange(config[field], field, min, max, report);
  }
  const { head, attention, embedding } = config;
  if (head.kind === 'tokenClassification' || head.kind === 'sequenceClassification') {
    checkRange(head.labels, 'head.labels', 1, MAX_LABELS, report);
  }
  if (embedding.factorization) {
    const { min, max } = LIMITS.dModel;
    checkRange(embedding.factorization.dEmbedding, 'embedding.factorization.dEmbedding', min, max, report);
  }
  for (const layer of attention.windowLayers ?? []) {
    checkRange(layer, 'attention.windowLayers', 0, LIMITS.nDecoderLayers.max, report);
  }
}

/** Real numbers: above zero and, where they multiply activations, not so large that these overflow. */
function checkReals(config: ModelConfig, report: Report): void {
  const { norm, attention, position, head } = config;
  const factors: readonly (readonly [string, number | null])[] = [
    ['norm.epsilon', norm.epsilon],
    ['attention.scoreScale', attention.scoreScale],
    ['attention.softCap', attention.softCap],
    ['head.scale', head.kind === 'languageModel' ? head.scale : null],
    ['head.softCap', head.kind === 'languageModel' ? head.softCap : null],
  ];
  for (const [path, value] of factors) {
    if (value === null) continue;
    if (!(value > 0)) report('notPositive', path, { value });
    else if (value > MAX_FACTOR) {
      report('outOfRange', path, { value, min: 0, max: MAX_FACTOR }, [MAX_FACTOR]);
    }
  }
  if (position.kind !== 'rotary') return;
  for (const [path, value] of [
    ['position.base', position.base],
    ['position.localBase', position.localBase],
  ] as const) {
    if (value !== null && !(value > 0 && Number.isFinite(value))) report('notPositive', path, { value });
  }
}

/** The nearest widths that split into the heads; with rotary positions the width of a head must also be even. */
function checkHeadWidth({ dModel, nHeads, dHead, position }: ModelConfig, report: Report): void {
  if (dHead * nHeads === dModel) return;
  const step = position.kind === 'rotary' && position.fraction === 1 ? 2 * nHeads : nHeads;
  const below = Math.floor(dModel / step) * step;
  const suggestions = [below, below + step].filter(
    (value) => value >= LIMITS.dModel.min && value <= LIMITS.dModel.max,
  );
  report('headsDoNotDivideModel', 'dModel', { dModel, nHeads }, suggestions);
}

function checkKeyValueHeads({ nHeads, nKvHeads }: ModelConfig, report: Report): void {
  if (nHeads % nKvHeads !== 0) {
    const divisors = Array.from({ length: nHeads }, (_, index) => index + 1).filter((n) => nHeads % n === 0);
    report('kvHeadsDoNotDivideHeads', 'nKvHeads', { nHeads, nKvHeads }, divisors);
  }
}

function checkFamily(
  config: ModelConfig,
  areFine: (...fields: readonly LimitedField[]) => boolean,
  report: Report,
): void {
  const { family, nEncoderLayers, nDecoderLayers } = config;
  const { hasEncoder, hasDecoder } = derive(config);
  if (!hasEncoder && nEncoderLayers > 0) report('layersOfMissingStack', 'nEncoderLayers', { family }, [0]);
  if (!hasDecoder && nDecoderLayers > 0) report('layersOfMissingStack', 'nDecoderLayers', { family }, [0]);
  if (hasEncoder && nEncoderLayers === 0) report('noLayers', 'nEncoderLayers', {}, [1]);
  if (hasDecoder && nDecoderLayers === 0) report('noLayers', 'nDecoderLayers', {}, [1]);
  if (!hasEncoder && config.nSegments > 0) report('segmentsNeedEncoder', 'nSegments', {}, [0]);
  const oneVocabulary = family !== 'encoder-decoder' || config.embedding.shared;
  const differ = config.targetVocabSize !== config.vocabSize;
  if (oneVocabulary && differ && areFine('vocabSize', 'targetVocabSize')) {
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
  if (mask.kind === 'prefix' && !Number.isInteger(mask.length)) {
    report('notAnInteger', path, { value: mask.length });
  } else if (mask.kind === 'prefix' && !(mask.length >= 0 && mask.length <= contextLength)) {
    report('prefixBeyondContext', path, { length: mask.length, contextLength }, [contextLength]);
  }
  if (mask.kind === 'slidingWindow' && !(Number.isInteger(mask.window) && mask.window >= 1)) {
    report('windowTooSmall', path, { window: mask.window }, [1]);
  }
  if (mask.kind === 'custom') checkMask(mask.base, path, config, report);
}

function checkHead(config: ModelConfig, report: Report): void {
  const { head, family, embedding } = config;
  const needsDecoder = head.kind === 'languageModel';
  const needsEncoder = head.kind === 'maskedLanguageModel';
  if ((needsDecoder && family === 'encoder-only') || (needsEncoder && family !== 'encoder-only')) {
    report('headDoesNotFitFamily', 'head', { head: head.kind, family });
  }
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

function checkSize(config: ModelConfig, max: number, report: Report): void {
  const count = countParameters(config);
  if (count > max) report('tooManyParameters', 'config', { count, max });
}
