import { familyPreset, presetOf, switchFamily } from '../../model/config/presets';
import type { Family, ModelConfig } from '../../model/config/types';
import { countParameters } from '../../model/parameters';
import type { Task } from '../../tasks/task';
import { fitModel } from './fitModel';
import type { RaceEntry, RaceSize } from './types';

export const FAMILIES: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];

const SIZES = {
  small: { dModel: 32, nHeads: 4, nLayers: 2 },
  medium: { dModel: 64, nHeads: 4, nLayers: 4 },
} as const;

/** The same parts, small enough to learn while one looks on. */
function sized(config: ModelConfig, size: RaceSize): ModelConfig {
  if (size === 'current') return config;
  const { dModel, nHeads, nLayers } = SIZES[size];
  const perStack = nLayers / 2;
  return {
    ...config,
    dModel,
    nHeads,
    nKvHeads: config.nKvHeads === 1 ? 1 : config.nKvHeads === config.nHeads ? nHeads : nHeads / 2,
    dHead: dModel / nHeads,
    dFf: 4 * dModel,
    nEncoderLayers:
      config.family === 'encoder-only' ? nLayers : config.family === 'decoder-only' ? 0 : perStack,
    nDecoderLayers:
      config.family === 'decoder-only' ? nLayers : config.family === 'encoder-only' ? 0 : perStack,
  };
}

/**
 * The model on the page arranged as each family that the task is for, with about as many parameters: an
 * encoder-decoder has cross-attention besides, so that the feed-forward size makes up for the difference.
 */
export function raceModels(config: ModelConfig, task: Task, size: RaceSize): readonly ModelConfig[] {
  const families = FAMILIES.filter((family) => task.families.includes(family));
  const models = families.map((family) => fitModel(arranged(config, family, size), task).config);
  const [reference = models[0]] = models.filter(({ family }) => family === 'decoder-only');
  if (!reference) return [];
  const target = countParameters(reference);
  return models.map((model) => (model === reference ? model : matched(model, target)));
}

function arranged(config: ModelConfig, family: Family, size: RaceSize): ModelConfig {
  const { head } = presetOf(familyPreset(family)).config;
  const switched = switchFamily(sized(config, size), family);
  const predicts = switched.head.kind === 'languageModel' || switched.head.kind === 'maskedLanguageModel';
  return predicts ? switched : { ...switched, head };
}

/** The feed-forward size with which the count comes closest; the count grows evenly with it. */
function matched(model: ModelConfig, target: number): ModelConfig {
  const count = (dFf: number): number => countParameters({ ...model, dFf });
  const perUnit = count(model.dFf + 1) - count(model.dFf);
  const dFf = Math.max(8, Math.round(model.dFf + (target - count(model.dFf)) / perUnit));
  return { ...model, dFf };
}

/** Who came how far, and why. */
export interface Verdict {
  /** Best accuracy of each family on the answers of unseen examples, and the first step that reached it; the best first. */
  readonly ranking: readonly {
    readonly family: Family;
    readonly accuracy: number;
    readonly step: number;
    readonly loss: number;
    /** What its family cannot exceed; null: nothing. */
    readonly ceiling: number | null;
  }[];
  /** Those that reached as much as the best, within what the test can tell apart; the best among them. */
  readonly equal: readonly Family[];
}

/** A test has some hundreds of answers: closer than this, nobody is better. */
const TELLS_APART = 0.01;

/** From the measured numbers alone; null before every family was tested. */
export function verdictOf(
  entries: readonly Pick<RaceEntry, 'family' | 'history' | 'limits'>[],
): Verdict | null {
  const ranking = entries.map(({ family, history, limits }) => {
    const tested = history.flatMap(({ step, test }) => (test ? [{ step, ...test.answers }] : []));
    const best = Math.max(...tested.map(({ accuracy }) => accuracy));
    const first = tested.find(({ accuracy }) => accuracy === best);
    return first ? { family, ...first, ceiling: limits.accuracyCeiling } : null;
  });
  const measured = ranking.filter((entry) => entry !== null);
  if (measured.length < entries.length || measured.length === 0) return null;
  const sorted = measured.toSorted((a, b) => b.accuracy - a.accuracy || a.step - b.step);
  const best = sorted[0]?.accuracy ?? 0;
  const equal = sorted.filter(({ accuracy }) => best - accuracy < TELLS_APART);
  return { ranking: sorted, equal: equal.map(({ family }) => family) };
}
