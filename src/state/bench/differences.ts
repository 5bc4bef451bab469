import { type ArchitectureOption, architectureOptions, type OptionId } from '../../model/config/options';
import { type PresetId, presetOf, switchFamily } from '../../model/config/presets';
import type { Family, ModelConfig } from '../../model/config/types';
import type { VariableKey } from '../../model/config/variables';
import { configDifference } from '../configDifference';
import type { AppState } from '../types';

export type NumberId =
  Exclude<VariableKey, 'nLayers'> | 'encoderLayers' | 'decoderLayers' | 'targetVocabSize' | 'nKvHeads';

/** What can differ between two configurations: a word of the panel, or a field that has no control of its own. */
export type DifferenceId = 'family' | NumberId | OptionId | `field:${string}`;

/** What one configuration has there. */
export type DifferenceValue =
  | { readonly kind: 'family'; readonly family: Family }
  | { readonly kind: 'number'; readonly value: number }
  /** One of the choices of an architecture option. */
  | { readonly kind: 'choice'; readonly choice: string }
  /** A field as it is written in links. */
  | { readonly kind: 'text'; readonly text: string }
  /** This model does not have it. */
  | { readonly kind: 'absent' };

export interface Difference {
  readonly id: DifferenceId;
  /** One for each configuration, in order. */
  readonly values: readonly DifferenceValue[];
}

interface Row {
  readonly id: Exclude<DifferenceId, `field:${string}`>;
  readonly read: (config: ModelConfig) => DifferenceValue;
  /** Fields, with all that is below them, of which nothing more is to be said when this differs. */
  readonly fields: readonly string[];
}

const ABSENT: DifferenceValue = { kind: 'absent' };
const number = (value: number): DifferenceValue => ({ kind: 'number', value });

const numberRow = (id: NumberId & keyof ModelConfig): Row => ({
  id,
  read: (config) => number(config[id]),
  fields: [id],
});

const OPTION_FIELDS: Readonly<Record<OptionId, readonly string[]>> = {
  normKind: ['norm.kind'],
  normPlacement: ['norm.placement'],
  finalNorm: ['norm.final'],
  embeddingNorm: ['norm.embedding'],
  queryKeyNorm: ['norm.queryKey'],
  position: ['position'],
  activation: ['feedForward.activation'],
  gated: ['feedForward.gated'],
  block: ['block'],
  keyValueHeads: ['nKvHeads'],
  encoderMask: ['attention.encoderMask'],
  decoderMask: ['attention.decoderMask'],
  memory: ['attention.memory'],
  scoreScale: ['attention.scoreScale'],
  softCap: ['attention.softCap'],
  embeddingScale: ['embedding.scaled'],
  tied: ['head.tied'],
  biases: ['bias.queryKeyValue', 'bias.attentionOutput', 'bias.feedForward', 'bias.norm'],
};

const optionRow = (option: ArchitectureOption): Row => ({
  id: option.id,
  read: (config) => (option.applies(config) ? { kind: 'choice', choice: option.read(config) } : ABSENT),
  fields: OPTION_FIELDS[option.id],
});

const rows: readonly Row[] = [
  { id: 'family', read: ({ family }) => ({ kind: 'family', family }), fields: ['family'] },
  {
    id: 'encoderLayers',
    read: ({ family, nEncoderLayers }) => (family === 'decoder-only' ? ABSENT : number(nEncoderLayers)),
    fields: ['nEncoderLayers'],
  },
  {
    id: 'decoderLayers',
    read: ({ family, nDecoderLayers }) => (family === 'encoder-only' ? ABSENT : number(nDecoderLayers)),
    fields: ['nDecoderLayers'],
  },
  numberRow('dModel'),
  numberRow('nHeads'),
  numberRow('dFf'),
  numberRow('vocabSize'),
  {
    id: 'targetVocabSize',
    // Elsewhere, and usually here too, it is the only vocabulary.
    read: ({ vocabSize, targetVocabSize }) =>
      targetVocabSize === vocabSize ? ABSENT : number(targetVocabSize),
    fields: ['targetVocabSize'],
  },
  numberRow('contextLength'),
  numberRow('batchSize'),
  ...architectureOptions.map(optionRow),
  {
    id: 'nKvHeads',
    // Multi-head and multi-query follow from their names.
    read: ({ nHeads, nKvHeads }) => (nKvHeads === nHeads || nKvHeads === 1 ? ABSENT : number(nKvHeads)),
    fields: ['nKvHeads'],
  },
];

const sameValue = (a: DifferenceValue, b: DifferenceValue | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/**
 * All that configurations have otherwise than the first: in the words of the panel where it has some, then field by
 * field. What follows from something that is named, such as the width of a head, is not named again.
 */
export function configDifferences(configs: readonly ModelConfig[]): readonly Difference[] {
  const found: Difference[] = [];
  const told: string[] = ['targetVocabSize', 'nKvHeads'];
  if (configs.every(({ dHead, dModel, nHeads }) => dHead === Math.floor(dModel / nHeads))) told.push('dHead');
  for (const { id, read, fields } of rows) {
    const values = configs.map(read);
    if (values.every((value) => sameValue(value, values[0]))) continue;
    found.push({ id, values });
    told.push(...fields);
  }
  const isTold = (path: string): boolean =>
    told.some((field) => path === field || path.startsWith(`${field}.`));
  for (const path of differingPaths(configs)) if (!isTold(path)) found.push(fieldOf(configs, path));
  return found;
}

function differingPaths(configs: readonly ModelConfig[]): readonly string[] {
  const [first] = configs;
  if (!first) return [];
  return [
    ...new Set(
      configs.flatMap((config) => [
        ...configDifference(config, first).keys(),
        ...configDifference(first, config).keys(),
      ]),
    ),
  ].toSorted();
}

function fieldOf(configs: readonly ModelConfig[], path: string): Difference {
  const values = configs.map((config): DifferenceValue => {
    let value: unknown = config;
    for (const key of path.split('.')) {
      value =
        value !== null && typeof value === 'object' ? new Map(Object.entries(value)).get(key) : undefined;
    }
    if (value === undefined) return ABSENT;
    return { kind: 'text', text: typeof value === 'string' ? value : JSON.stringify(value) };
  });
  return { id: `field:${path}`, values };
}

/** A part of the name of a model. */
export type NamePart =
  | { readonly kind: 'difference'; readonly id: DifferenceId; readonly value: DifferenceValue }
  /** So many differences more. */
  | { readonly kind: 'more'; readonly count: number }
  | { readonly kind: 'preset'; readonly presetId: PresetId }
  /** Its own trained weights give it a name. */
  | { readonly kind: 'trained' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'seed'; readonly seed: number }
  | { readonly kind: 'training'; readonly step: number }
  /** Nothing differs. */
  | { readonly kind: 'same' };

export type Named = Pick<AppState, 'config' | 'presetId' | 'weights' | 'trained' | 'loading'>;

/** More would be no name. */
const MOST_NAMED = 2;

function isPresetUnchanged({ config, presetId }: Named): boolean {
  return configDifferences([presetOf(presetId).config, config]).length === 0;
}

/** The last value of each difference, the first few of them. */
function named(differences: readonly Difference[]): NamePart[] {
  const parts = differences
    .slice(0, MOST_NAMED)
    .map(({ id, values }): NamePart => ({ kind: 'difference', id, value: values.at(-1) ?? ABSENT }));
  const count = differences.length - parts.length;
  return count > 0 ? [...parts, { kind: 'more', count }] : parts;
}

/** What a model is called by itself: its trained weights or its preset, and what was changed in that. */
export function ownName(model: Named): readonly NamePart[] {
  if (model.loading !== null) return [{ kind: 'loading' }];
  if (model.trained) return [{ kind: 'trained' }];
  const preset = presetOf(model.presetId).config;
  return [{ kind: 'preset', presetId: model.presetId }, ...named(configDifferences([preset, model.config]))];
}

/**
 * What a model is called beside another: by what it has otherwise. Of another family, it is compared with the first one
 * arranged as that family, so that only what does not follow from the family is named.
 */
export function nameBeside(model: Named, base: Named): readonly NamePart[] {
  if (model.loading !== null || (model.trained && model.trained.id !== base.trained?.id))
    return ownName(model);
  const { family } = model.config;
  const isOther = family !== base.config.family;
  const rest = configDifferences([switchFamily(base.config, family), model.config]);
  const weights = nameOfWeights(model, base);
  if (rest.length > MOST_NAMED && isPresetUnchanged(model)) {
    return [{ kind: 'preset', presetId: model.presetId }, ...weights];
  }
  const parts: NamePart[] = [
    ...(isOther
      ? [{ kind: 'difference', id: 'family', value: { kind: 'family', family } } satisfies NamePart]
      : []),
    ...named(rest),
    ...weights,
  ];
  return parts.length === 0 ? [{ kind: 'same' }] : parts;
}

function nameOfWeights({ weights }: Named, { weights: others }: Named): NamePart[] {
  switch (weights.kind) {
    case 'random':
      return others.kind === 'random' && others.seed === weights.seed
        ? []
        : [{ kind: 'seed', seed: weights.seed }];
    case 'training': {
      const isSame = others.kind === 'training' && others.id === weights.id && others.step === weights.step;
      return isSame ? [] : [{ kind: 'training', step: weights.step }];
    }
    case 'loaded':
      return [];
  }
}
