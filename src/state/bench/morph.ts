import { presetOf } from '../../model/config/presets';
import { derive } from '../../model/config/derive';
import type { ModelConfig } from '../../model/config/types';
import type { LanguageModelHead } from '../../model/morph/family';
import { type MorphPath, type MorphStep, morphPaths, stepsOf } from '../../model/morph/paths';
import { configDifference } from '../configDifference';
import { fitsTokenization, haveSameParameters, reading } from '../sameShape';
import { isShippedId, shippedModel, shownConfig } from '../shipped';
import { asMainText, mainText } from './sharedText';
import type { ModelPart, WorkspaceSnapshot } from './types';

const PLAIN_HEAD: LanguageModelHead = { kind: 'languageModel', tied: true, scale: 1, softCap: null };

/** A trained model from which a path began: where its weights fit, the path has them. */
export interface MorphOrigin {
  readonly id: string;
  readonly config: ModelConfig;
  /** The model with its weights; null: it must be loaded first. */
  readonly part: ModelPart | null;
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
 * The trained model that a morph began with: the one that is there, one that was there before, or a shipped one that the
 * link names.
 */
export function originOf(now: ModelPart, past: readonly WorkspaceSnapshot[], id: string): MorphOrigin | null {
  const before = past.toReversed().flatMap((snapshot) => snapshot.map(({ part }) => part));
  const part = now.trained ? now : before.find(({ trained }) => trained?.id === id);
  const { batchSize } = now.config;
  if (part?.trained) return { id: part.trained.id, config: { ...part.trained.config, batchSize }, part };
  const shipped = isShippedId(id) ? shippedModel(id) : null;
  return shipped && { id, config: { ...shownConfig(shipped), batchSize }, part: null };
}

/** The steps of a path from a model; those whose weights a trained origin can be are that very model. */
export function morphSteps(
  path: MorphPath,
  { config, presetId }: Pick<ModelPart, 'config' | 'presetId'>,
  origin: MorphOrigin | null,
): readonly MorphStep[] {
  const head = headOf(origin?.config ?? null) ?? headOf(presetOf(presetId).config) ?? PLAIN_HEAD;
  const steps = stepsOf(path, config, { head });
  if (!origin || !sameSteps(stepsOf(path, origin.config, { head }), steps)) return steps;
  const own = stepsOf(path, origin.config, { head, keepsOwn: true });
  return steps.map((step) => {
    const mine = own.find(({ id }) => id === step.id);
    return mine && haveSameParameters(mine.config, origin.config) ? mine : step;
  });
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
 */
export function partOfStep(step: MorphStep, now: ModelPart, origin: MorphOrigin | null): Partial<ModelPart> {
  const { config } = step;
  const { family } = config;
  const sameFamily = family === now.config.family;
  const main = mainText(now.texts, now.config.family);
  const texts = sameFamily
    ? now.texts
    : { ...now.texts, ...asMainText(main), ...(family === 'encoder-decoder' ? { target: main } : {}) };
  return {
    ...(hasOriginWeights(step, origin) && origin?.part
      ? {
          config,
          weights: origin.part.weights,
          trained: origin.part.trained,
          tokenization: origin.part.tokenization,
        }
      : ownWeights(step, now)),
    texts,
    maskedPositions: sameFamily ? now.maskedPositions : [],
    memoryText: derive(config).hasCross ? now.memoryText : null,
  };
}

function ownWeights(
  { config }: MorphStep,
  now: ModelPart,
): Pick<ModelPart, 'config' | 'weights' | 'trained' | 'tokenization'> {
  const seed = now.weights.kind === 'random' ? now.weights.seed : 1;
  const fits = now.weights.kind !== 'random' && haveSameParameters(config, now.config);
  return {
    ...reading(config, now),
    weights: fits ? now.weights : { kind: 'random', seed, stacksAlike: true },
    trained: fits ? now.trained : null,
  };
}
