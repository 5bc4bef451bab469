import { presetOf } from '../../model/config/presets';
import { derive } from '../../model/config/derive';
import type { Family, ModelConfig } from '../../model/config/types';
import type { LanguageModelHead } from '../../model/morph/family';
import { type MorphPath, type MorphStep, morphPaths, stepsOf } from '../../model/morph/paths';
import { specialsOf } from '../../text/specials';
import { bytePairs } from '../../text/tokenization';
import { configDifference } from '../configDifference';
import { fitsTokenization, haveSameParameters } from '../sameShape';
import { isShippedId, shippedModel, shownConfig } from '../shipped';
import type { TrainedModel } from '../types';
import { asMainText, mainText } from './sharedText';
import type { ModelPart, WorkspaceSnapshot } from './types';

const FAMILIES: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];
const PLAIN_HEAD: LanguageModelHead = { kind: 'languageModel', tied: true, scale: 1, softCap: null };

/** A trained model from which a path began: where its weights fit, the path has them; its words it has everywhere. */
export interface MorphOrigin {
  readonly id: string;
  readonly config: ModelConfig;
  /** What of it a step takes; null: it must be loaded first. */
  readonly part: (Pick<ModelPart, 'weights' | 'tokenization'> & { readonly trained: TrainedModel }) | null;
}

/** The path that a link names. */
export function pathOf(text: string): MorphPath {
  return morphPaths.find((path) => path === text) ?? 'family';
}

/** The step that a link names, if there is one. */
export function stepIndexOf(text: string, nSteps: number): number | null {
  return /^\d$/.test(text) && Number(text) < nSteps ? Number(text) : null;
}

/**
 * The trained model that a morph began with: the one that is there or whose words are, one that was there before, or a
 * shipped one that the link names.
 */
export function originOf(now: ModelPart, past: readonly WorkspaceSnapshot[], id: string): MorphOrigin | null {
  const before = past.toReversed().flatMap((snapshot) => snapshot.map(({ part }) => part));
  const { batchSize } = now.config;
  const was = before.find(({ trained }) => trained?.id === id);
  const known = now.trained ?? now.leftTrained;
  const part = now.trained
    ? now
    : (was ?? (known && { weights: loaded(known), tokenization: known.tokenization }));
  const trained = now.trained ?? was?.trained ?? known;
  if (part && trained) {
    const { weights, tokenization } = part;
    return {
      id: trained.id,
      config: { ...trained.config, batchSize },
      part: { weights, tokenization, trained },
    };
  }
  const shipped = isShippedId(id) ? shippedModel(id) : null;
  return shipped && { id, config: { ...shownConfig(shipped), batchSize }, part: null };
}

/**
 * The steps of a path from a model. Where it began with a trained one, the steps of that one's family have its parts, and
 * the others a vocabulary with room for its words, so that every step reads the text alike.
 */
export function morphSteps(
  path: MorphPath,
  { config, presetId }: Pick<ModelPart, 'config' | 'presetId'>,
  origin: MorphOrigin | null,
): readonly MorphStep[] {
  const head = headOf(origin?.config ?? null) ?? headOf(presetOf(presetId).config) ?? PLAIN_HEAD;
  const steps = stepsOf(path, config, { head });
  if (!origin) return steps;
  const nRows = rowsForAll(origin);
  const isOther = config.family !== origin.config.family;
  // At a step of another family, the model has these rows instead of the origin's.
  const asOrigin: ModelConfig =
    isOther && config.vocabSize === nRows ? { ...config, ...vocabularyOf(origin.config.vocabSize) } : config;
  if (!sameSteps(stepsOf(path, origin.config, { head }), stepsOf(path, asOrigin, { head }))) return steps;
  const own = stepsOf(path, origin.config, { head, keepsOwn: true });
  return stepsOf(path, asOrigin, { head }).map((step) => {
    if (step.config.family === origin.config.family) return own.find(({ id }) => id === step.id) ?? step;
    return { ...step, config: { ...step.config, ...vocabularyOf(nRows) } };
  });
}

/** One vocabulary for all stacks. */
const vocabularyOf = (size: number): Pick<ModelConfig, 'vocabSize' | 'targetVocabSize'> => ({
  vocabSize: size,
  targetVocabSize: size,
});

/** Rows for what the trained model reads in any family: their special tokens are not equally many. */
function rowsForAll({ config }: MorphOrigin): number {
  const nSpecials = (family: Family): number => specialsOf(family).names.length;
  const most = Math.max(...FAMILIES.map(nSpecials));
  return config.vocabSize + most - nSpecials(config.family);
}

function hasRowsOf(config: ModelConfig, origin: MorphOrigin): boolean {
  return config.family === origin.config.family
    ? fitsTokenization(config, origin.config)
    : config.vocabSize === rowsForAll(origin);
}

function loaded({ id }: TrainedModel): ModelPart['weights'] {
  return { kind: 'loaded', id };
}

function headOf(config: ModelConfig | null): LanguageModelHead | null {
  return config?.head.kind === 'languageModel' ? config.head : null;
}

/** Another model with the same parts, or the same model elsewhere on the path. */
function sameSteps(a: readonly MorphStep[], b: readonly MorphStep[]): boolean {
  return a.every((step, index) => {
    const other = b[index];
    return other?.id === step.id && configDifference(other.config, step.config).size === 0;
  });
}

/** Where on the path a model stands; -1: nowhere, or its weights are not those of the path. */
export function indexOfStep(
  steps: readonly MorphStep[],
  { config, weights }: Pick<ModelPart, 'config' | 'weights'>,
): number {
  if (weights.kind === 'random' && !weights.stacksAlike) return -1;
  return steps.findIndex((step) => configDifference(step.config, config).size === 0);
}

/** Whether a step runs with the weights of the trained model from which the path began. */
export function hasOriginWeights({ config }: MorphStep, origin: MorphOrigin | null): boolean {
  return (
    origin !== null && fitsTokenization(config, origin.config) && haveSameParameters(config, origin.config)
  );
}

/**
 * What a step changes in a model. Weights that fit stay, or are the origin's; else they are random, with the same seed,
 * and alike in encoder and decoder, so that what two steps have in common starts with the same values. Where an encoder
 * comes beside a decoder, the decoder goes on with its text: it is both the source and the target then.
 * @param hasTarget the path has a target of its own, which comes back with the second stack
 */
export function partOfStep(
  step: MorphStep,
  now: ModelPart,
  { origin, hasTarget }: { readonly origin: MorphOrigin | null; readonly hasTarget: boolean },
): Partial<ModelPart> {
  const { config } = step;
  const { family } = config;
  const sameFamily = family === now.config.family;
  const main = mainText(now.texts, now.config.family);
  const texts = sameFamily
    ? now.texts
    : {
        ...now.texts,
        ...asMainText(main),
        ...(family === 'encoder-decoder' && !hasTarget ? { target: main } : {}),
      };
  return {
    ...(hasOriginWeights(step, origin) && origin?.part
      ? {
          config,
          weights: origin.part.weights,
          trained: origin.part.trained,
          tokenization: origin.part.tokenization,
          leftTrained: null,
        }
      : ownWeights(step, now, origin)),
    texts,
    maskedPositions: sameFamily ? now.maskedPositions : [],
    memoryText: derive(config).hasCross ? now.memoryText : null,
  };
}

function ownWeights(
  { config }: MorphStep,
  now: ModelPart,
  origin: MorphOrigin | null,
): Pick<ModelPart, 'config' | 'weights' | 'trained' | 'leftTrained' | 'tokenization'> {
  const seed = now.weights.kind === 'random' ? now.weights.seed : 1;
  const fits = now.weights.kind !== 'random' && haveSameParameters(config, now.config);
  const left = origin?.part && hasRowsOf(config, origin) ? origin.part : null;
  const isRead = fitsTokenization(config, now.config);
  return {
    config,
    tokenization: left?.tokenization ?? (isRead ? now.tokenization : bytePairs),
    weights: fits ? now.weights : { kind: 'random', seed, stacksAlike: true },
    trained: fits ? now.trained : null,
    // The link says by its name whose words they are.
    leftTrained: fits ? now.leftTrained : (left?.trained ?? null),
  };
}
