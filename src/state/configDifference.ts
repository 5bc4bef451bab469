import { LIMITS } from '../model/config/limits';
import type { MaskRun, ModelConfig } from '../model/config/types';
import { validate } from '../model/config/validate';
import { VARIABLE_RANGE } from '../model/config/variables';
import { parseConfig } from '../model/config/schema';
import { decodeMaskRuns, encodeMaskRuns } from '../model/maskCodec';

/** A configuration as paths and values: `norm.kind` → `rmsNorm`. Lists are one value. */
type Flat = Map<string, string>;

/** Paths with whole numbers that the page limits further than the model does. */
const PAGE_LIMITS: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  ...LIMITS,
  ...VARIABLE_RANGE,
  targetVocabSize: VARIABLE_RANGE.vocabSize,
  nEncoderLayers: { min: 0, max: VARIABLE_RANGE.nLayers.max },
  nDecoderLayers: { min: 0, max: VARIABLE_RANGE.nLayers.max },
  nKvHeads: VARIABLE_RANGE.nHeads,
  dHead: { min: 1, max: VARIABLE_RANGE.dModel.max },
};

const MAX_VALUE_LENGTH = 4000;

function flatten(value: unknown, prefix = '', into: Flat = new Map()): Flat {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    for (const [key, part] of Object.entries(value))
      flatten(part, prefix === '' ? key : `${prefix}.${key}`, into);
  } else if (isPainted(prefix) && isMaskRuns(value)) {
    into.set(prefix, encodeMaskRuns(value));
  } else {
    into.set(prefix, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return into;
}

/** Painted cells are many, and every bracket costs a link three characters or more. */
const isPainted = (path: string): boolean => path.endsWith('Mask.changed');

function isMaskRuns(value: unknown): value is readonly MaskRun[] {
  return Array.isArray(value) && value.length > 0;
}

/** What a configuration has otherwise than another. */
export function configDifference(config: ModelConfig, base: ModelConfig): ReadonlyMap<string, string> {
  const before = flatten(base);
  return new Map([...flatten(config)].filter(([path, value]) => before.get(path) !== value));
}

export interface AppliedDifference {
  readonly config: ModelConfig;
  /** Paths whose value could not be used. */
  readonly ignored: readonly string[];
  /** Paths whose value was moved into its limits. */
  readonly changed: readonly { readonly path: string; readonly taken: string }[];
}

/**
 * A base with some paths changed, from outside. Each value that cannot be is left out and reported; if the rest is still
 * impossible, the base is taken.
 */
export function applyDifference(
  base: ModelConfig,
  difference: ReadonlyMap<string, string>,
): AppliedDifference {
  const ignored: string[] = [];
  const changed: { path: string; taken: string }[] = [];
  const usable = new Map<string, string>();
  for (const [path, text] of difference) {
    const limits = Object.hasOwn(PAGE_LIMITS, path) ? PAGE_LIMITS[path] : undefined;
    const number = Number(text);
    if (
      !isPath(path) ||
      text.length > MAX_VALUE_LENGTH ||
      (limits && (text.trim() === '' || Number.isNaN(number)))
    ) {
      ignored.push(path);
    } else if (limits) {
      const taken = String(Math.min(limits.max, Math.max(limits.min, Math.round(number))));
      if (taken !== text) changed.push({ path, taken });
      usable.set(path, taken);
    } else usable.set(path, text);
  }
  const config = build(base, usable);
  if (config && isPossible(config)) return { config, ignored, changed };
  const nearest = oneByOne(base, usable, ignored);
  // What was left out has not been moved anywhere.
  return { ...nearest, changed: changed.filter(({ path }) => !nearest.ignored.includes(path)) };
}

/** Takes one top-level part after the other, leaving out those that do not fit with the ones before. */
function oneByOne(
  base: ModelConfig,
  usable: ReadonlyMap<string, string>,
  ignored: readonly string[],
): { config: ModelConfig; ignored: readonly string[] } {
  let config = base;
  const left = [...ignored];
  const parts = Map.groupBy([...usable], ([path]) => dependsTogether(path));
  for (const entries of parts.values()) {
    const next = build(config, new Map(entries));
    if (next && isPossible(next)) config = next;
    else left.push(...entries.map(([path]) => path));
  }
  return { config, ignored: left };
}

/** Fields that make sense only together are taken or left together. */
function dependsTogether(path: string): string {
  const top = path.split('.')[0] ?? path;
  if (['dModel', 'nHeads', 'nKvHeads', 'dHead'].includes(top)) return 'heads';
  if (
    [
      'family',
      'nEncoderLayers',
      'nDecoderLayers',
      'nSegments',
      'head',
      'embedding',
      'vocabSize',
      'targetVocabSize',
    ].includes(top)
  ) {
    return 'family';
  }
  return top;
}

function isPossible(config: ModelConfig): boolean {
  return validate(config).length === 0;
}

function build(base: ModelConfig, overrides: ReadonlyMap<string, string>): ModelConfig | null {
  const flat = flatten(base);
  for (const [path, value] of overrides) {
    // `transform` may be null or an object: its parts and the whole exclude each other.
    for (const known of [...flat.keys()]) {
      if (known.startsWith(`${path}.`) || path.startsWith(`${known}.`)) flat.delete(known);
    }
    flat.set(path, value);
  }
  const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [path, text] of flat) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let node = root;
    for (const key of keys) {
      const child = node[key];
      if (child === null || typeof child !== 'object') node[key] = Object.create(null);
      node = node[key] as Record<string, unknown>;
    }
    node[last] = (isPainted(path) ? decodeMaskRuns(text) : null) ?? valueOf(text);
  }
  return parseConfig(root);
}

function valueOf(text: string): unknown {
  if (!/^(?:[-0-9[]|true$|false$|null$)/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isPath(path: string): boolean {
  return (
    /^[a-zA-Z0-9]{1,40}(?:\.[a-zA-Z0-9]{1,40}){0,3}$/.test(path) &&
    !/(?:^|\.)(?:constructor|prototype)(?:$|\.)/.test(path)
  );
}
