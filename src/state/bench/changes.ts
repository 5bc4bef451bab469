import { architectureOptions, offeredChoices, type OptionId } from '../../model/config/options';
import { type PresetId, presetOf, switchFamily } from '../../model/config/presets';
import type { Family, ModelConfig } from '../../model/config/types';
import { validate } from '../../model/config/validate';
import { type VariableKey, VARIABLE_RANGE, variableOf, withVariable } from '../../model/config/variables';
import { bytePairs } from '../../text/tokenization';
import { haveSameParameters, reading, withRoomForBytes } from '../sameShape';
import { asMainText, mainText } from './sharedText';
import { partOf } from './snapshots';
import type { BenchModel, BenchSlot, ModelPart, WorkspaceState } from './types';

/** One thing that a copy of a model can have otherwise. */
export type OneChange =
  | { readonly kind: 'family'; readonly family: Family }
  | { readonly kind: 'option'; readonly id: OptionId; readonly choice: string }
  | { readonly kind: 'variable'; readonly key: VariableKey; readonly value: number }
  | { readonly kind: 'seed'; readonly seed: number }
  | { readonly kind: 'nothing' };

const FAMILIES: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];
const DOUBLED: readonly VariableKey[] = ['nLayers', 'nHeads', 'dModel', 'dFf'];

/** Whether the model can be built, within what the page offers. */
function isPossible(config: ModelConfig): boolean {
  return validate(config).length === 0;
}

/** The changes that are offered for a model: each gives a model that can be. */
export function changesOf({ config, weights }: Pick<ModelPart, 'config' | 'weights'>): readonly OneChange[] {
  const families = FAMILIES.filter((family) => family !== config.family).map((family): OneChange => ({
    kind: 'family',
    family,
  }));
  const options = architectureOptions
    .filter((option) => option.applies(config))
    .flatMap((option) =>
      offeredChoices(option, config)
        .filter((choice) => choice !== option.read(config))
        .map((choice): OneChange => ({ kind: 'option', id: option.id, choice })),
    );
  const variables = DOUBLED.map((key): OneChange => {
    return { kind: 'variable', key, value: 2 * variableOf(config, key) };
  }).filter((change) => change.kind === 'variable' && change.value <= VARIABLE_RANGE[change.key].max);
  const seed: OneChange = { kind: 'seed', seed: weights.kind === 'random' ? weights.seed + 1 : 1 };
  const changes: readonly OneChange[] = [...families, ...options, ...variables];
  return [...changes.filter((change) => isPossible(configWith(config, change))), seed, { kind: 'nothing' }];
}

function configWith(config: ModelConfig, change: OneChange): ModelConfig {
  switch (change.kind) {
    case 'family':
      return switchFamily(config, change.family);
    case 'option':
      return architectureOptions.find(({ id }) => id === change.id)?.apply(config, change.choice) ?? config;
    case 'variable':
      return withVariable(config, change.key, change.value);
    case 'seed':
    case 'nothing':
      return config;
  }
}

/** All that becomes of a model by one change: trained weights stay as long as they fit. */
export function changedPart(part: ModelPart, change: OneChange): ModelPart {
  if (change.kind === 'seed') {
    const { weights, trained, leftTrained } = part;
    const stacks = weights.kind === 'random' && weights.stacksAlike ? { stacksAlike: true } : {};
    return {
      ...part,
      weights: { kind: 'random', seed: change.seed, ...stacks },
      trained: null,
      // Its vocabulary is still that of the model that it was; the link says so by its name.
      leftTrained: trained ?? leftTrained,
    };
  }
  if (change.kind === 'nothing') return part;
  return withConfig(part, configWith(part.config, change));
}

function withConfig(part: ModelPart, wanted: ModelConfig): ModelPart {
  const { config, tokenization } = reading(wanted, part);
  const fits = haveSameParameters(config, part.config);
  const isOther = config.family !== part.config.family;
  const reads = isOther || config.vocabSize !== part.config.vocabSize;
  return {
    ...part,
    config,
    tokenization,
    weights: fits || part.weights.kind === 'random' ? part.weights : { kind: 'random', seed: 1 },
    trained: fits ? part.trained : null,
    leftTrained: fits ? part.leftTrained : (part.trained ?? part.leftTrained),
    maskedPositions: reads ? [] : part.maskedPositions,
    // They are of activations that the other model may not have.
    interventions: fits ? part.interventions : [],
    memoryText: isOther ? null : part.memoryText,
    donorText: fits ? part.donorText : null,
    texts: isOther ? sharedTexts(part) : part.texts,
  };
}

/** Another family reads the same text, and not an example of its own beside it. */
function sharedTexts({ texts, config }: ModelPart): ModelPart['texts'] {
  const second = config.family === 'encoder-only' ? texts.second : '';
  return { ...texts, second, ...asMainText(mainText(texts, config.family)) };
}

/** A preset in the place of a model, on the text that there is. */
export function presetPart(part: ModelPart, presetId: PresetId): ModelPart {
  const { weights } = part;
  return {
    presetId,
    config: withRoomForBytes(presetOf(presetId).config),
    weights: weights.kind === 'random' ? weights : { kind: 'random', seed: 1 },
    trained: null,
    leftTrained: null,
    tokenization: bytePairs,
    texts: sharedTexts(part),
    maskedPositions: [],
    interventions: [],
    memoryText: null,
    donorText: null,
  };
}

/** Whether models of several families are compared. */
export function hasSeveralFamilies(configs: readonly Pick<ModelConfig, 'family'>[]): boolean {
  return new Set(configs.map(({ family }) => family)).size > 1;
}

/** Encoder and decoder parameters of the same name get the same numbers in all models with random weights, or their own. */
export function setStacksAlike(models: readonly BenchModel[], isOn: boolean): void {
  for (const { store } of models) {
    const { weights } = store.getState();
    if (weights.kind !== 'random' || Boolean(weights.stacksAlike) === isOn) continue;
    store.setState({
      weights: { kind: 'random', seed: weights.seed, ...(isOn ? { stacksAlike: true } : {}) },
    });
  }
}

/**
 * A copy of a model with something changed, in a place of its own. Where families come to differ, equal parts of encoder
 * and decoder start alike from then on, so that the difference comes from the variant alone.
 * @returns its name; null: all places are taken
 */
export function addModel(
  bench: Pick<WorkspaceState, 'duplicate'>,
  models: readonly BenchModel[],
  slot: BenchSlot,
  changeOf: (part: ModelPart) => ModelPart,
): BenchSlot | null {
  const source = models.find((model) => model.slot === slot)?.store.getState();
  if (!source) return null;
  const part = changeOf(partOf(source));
  return bench.duplicate(slot, alikeAmong(models, part));
}

/** A model becomes another one, in its place. */
export function replaceModel(
  bench: Pick<WorkspaceState, 'change'>,
  models: readonly BenchModel[],
  slot: BenchSlot,
  changeOf: (part: ModelPart) => ModelPart,
): void {
  const source = models.find((model) => model.slot === slot)?.store.getState();
  if (!source) return;
  const others = models.filter((model) => model.slot !== slot);
  bench.change(slot, alikeAmong(others, changeOf(partOf(source))));
}

function alikeAmong(others: readonly BenchModel[], part: ModelPart): ModelPart {
  const configs = others.map(({ store }) => store.getState().config);
  if (hasSeveralFamilies(configs) || !hasSeveralFamilies([...configs, part.config])) return part;
  setStacksAlike(others, true);
  const { weights } = part;
  return weights.kind === 'random' ? { ...part, weights: { ...weights, stacksAlike: true } } : part;
}

/** The page shows this model instead of its own, which takes the other place. */
export function exchangeWithPage(
  bench: Pick<WorkspaceState, 'change'>,
  models: readonly BenchModel[],
  slot: BenchSlot,
): void {
  const [page, other] = (['A', slot] as const).map((one) =>
    models.find((model) => model.slot === one)?.store.getState(),
  );
  if (slot === 'A' || !page || !other) return;
  const [ofPage, ofOther] = [partOf(page), partOf(other)];
  bench.change('A', ofOther);
  bench.change(slot, ofPage);
}
