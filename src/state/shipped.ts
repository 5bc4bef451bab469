import type { Family, ModelConfig } from '../model/config/types';
import { type ShippedId, shippedIds } from '../model/shippedIds';
import { parseConfig } from '../model/config/schema';
import { handSetConfig } from '../model/handSet/config';
import { handSetChoice, handSetModelId, type HandSetModelId } from '../model/handSet/ids';
import { handSetShapes } from '../model/handSet/shapes';
import { shippedExamples } from './shippedExamples';
import type { AppState, Texts } from './types';
import made from './shippedModels.json';

/** What `npm run train` wrote of each model that it made. */
const catalog: readonly {
  readonly id: string;
  readonly task: string;
  readonly bytes: number;
  readonly config: unknown;
}[] = made;

/** A model that a link can name: everyone who opens the page can have it. */
export interface KnownModel {
  readonly id: KnownModelId;
  readonly config: ModelConfig;
  /** Texts that it knows; the first is shown when it is opened. */
  readonly examples: readonly Partial<Texts>[];
}

export type KnownModelId = ShippedId | HandSetModelId;

export interface ShippedModel extends KnownModel {
  readonly id: ShippedId;
  readonly task: string;
  readonly bytes: number;
}

export function isShippedId(id: string): id is ShippedId {
  return (shippedIds as readonly string[]).includes(id);
}

/** Those that are made so far, in the order of the list above. */
export const shippedModels: readonly ShippedModel[] = shippedIds.flatMap((id) => {
  const entry = catalog.find((candidate) => candidate.id === id);
  const config = entry ? parseConfig(entry.config) : null;
  return entry && config
    ? [{ id, task: entry.task, bytes: entry.bytes, config, examples: shippedExamples[id] }]
    : [];
});

export function shippedModel(id: ShippedId): ShippedModel | null {
  return shippedModels.find((model) => model.id === id) ?? null;
}

/** The one that the page opens with. */
export const FIRST_MODEL: ShippedId = 'translator';

const handSetModels = new Map<string, KnownModel>();

/** What is known of a model before its weights are there; null: nobody else has it. The same object every time. */
export function knownModel(id: string): KnownModel | null {
  if (isShippedId(id)) return shippedModel(id);
  const choice = handSetChoice(id);
  if (!choice) return null;
  const { family, examples } = handSetShapes[choice.id];
  const model = handSetModels.get(id) ?? {
    id: handSetModelId(choice),
    config: handSetConfig(choice.id),
    examples: examples.map((text) =>
      family === 'encoder-only' ? { first: text, second: '' } : { prompt: text },
    ),
  };
  handSetModels.set(id, model);
  return model;
}

const shown = new WeakMap<KnownModel, ModelConfig>();

/** Its configuration as the page runs it: one text at a time. */
export function shownConfig(model: KnownModel): ModelConfig {
  const known = shown.get(model) ?? { ...model.config, batchSize: 1 };
  shown.set(model, known);
  return known;
}

const flagships: Readonly<Record<Family, ShippedId>> = {
  'encoder-only': 'masked-words',
  'decoder-only': 'stories',
  'encoder-decoder': 'translator',
};

/** The trained model that stands for a family; null: not made yet. */
export function flagshipOf(family: Family): ShippedId | null {
  return shippedModel(flagships[family])?.id ?? null;
}

/** The shipped model that is on the page, or on its way to it. */
export function shownShipped({ trained, loading }: Pick<AppState, 'trained' | 'loading'>): ShippedId | null {
  // The user's own models have other ids.
  const id = loading ?? trained?.id ?? '';
  return isShippedId(id) ? id : null;
}
