import type { Family, ModelConfig } from '../model/config/types';
import { type ShippedId, shippedIds } from '../model/shippedIds';
import { parseConfig } from '../model/config/schema';
import type { AppState, Texts } from './types';
import made from './shippedModels.json';

/** What `npm run train` wrote of each model that it made. */
const catalog: readonly {
  readonly id: string;
  readonly task: string;
  readonly bytes: number;
  readonly config: unknown;
}[] = made;

export interface ShippedModel {
  readonly id: ShippedId;
  readonly task: string;
  readonly config: ModelConfig;
  readonly bytes: number;
  /** Texts that it knows; the first is shown when it is opened. */
  readonly examples: readonly Partial<Texts>[];
}

const examples: Readonly<Record<ShippedId, readonly Partial<Texts>[]>> = {
  translator: [
    {
      source: 'she says that the old man bought a red car yesterday.',
      target: 'sie sagt, dass der alte Mann gestern ein rotes Auto gekauft hat.',
    },
    {
      source: 'on Monday the king will give the girl a letter.',
      target: 'am Montag wird der König dem Mädchen einen Brief geben.',
    },
    { source: 'Anna does not call the doctor today.', target: 'Anna ruft den Arzt heute nicht an.' },
    {
      source: 'we stay in the kitchen because the garden is too cold.',
      target: 'wir bleiben in der Küche, weil der Garten zu kalt ist.',
    },
    {
      source: 'my brother can not help the three black cats.',
      target: 'mein Bruder kann den drei schwarzen Katzen nicht helfen.',
    },
    {
      source: 'I sent Peter a beautiful picture in December.',
      target: 'ich habe Peter im Dezember ein schönes Bild geschickt.',
    },
  ],
  'masked-words': [],
  entities: [],
  questions: [],
  stories: [],
  reverse: [
    { source: 'a b c d e f g h', target: 'h g f e d c b a' },
    { source: 'm n o p q r s t u', target: 'u t s r q p o n m' },
  ],
  'fill-gap': [{ first: 'a b [MASK] d e f f e d c b a', second: '' }],
  recall: [{ prompt: 'a P b R c T d V b →' }],
};

export function isShippedId(id: string): id is ShippedId {
  return Object.hasOwn(examples, id);
}

/** Those that are made so far, in the order of the list above. */
export const shippedModels: readonly ShippedModel[] = shippedIds.flatMap((id) => {
  const entry = catalog.find((candidate) => candidate.id === id);
  const config = entry ? parseConfig(entry.config) : null;
  return entry && config
    ? [{ id, task: entry.task, bytes: entry.bytes, config, examples: examples[id] }]
    : [];
});

export function shippedModel(id: ShippedId): ShippedModel | null {
  return shippedModels.find((model) => model.id === id) ?? null;
}

/** The one that the page opens with. */
export const FIRST_MODEL: ShippedId = 'translator';

const shown = new WeakMap<ShippedModel, ModelConfig>();

/** Its configuration as the page runs it: one text at a time. */
export function shownConfig(model: ShippedModel): ModelConfig {
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
  const id = loading ?? (trained?.origin === 'shipped' ? trained.id : null);
  return id !== null && isShippedId(id) ? id : null;
}
