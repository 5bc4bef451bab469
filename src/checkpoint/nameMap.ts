import type { ModelConfig } from '../model/config/types';
import { parameters } from '../model/parameters';
import { AppError } from '../shared/errors';
import { toFloat32, type StoredTensor } from './safetensors';

/** A matrix or vector on its way from their form to ours. */
export interface Values {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** null: the stored shape is not what this step takes. */
export type Transform = (stored: Values) => Values | null;

/** Our parameter, their tensor (of several spellings the first that is there), and what happens between. `*` is the layer. */
export type Rule = readonly [ours: string, theirs: string | readonly string[], transform: Transform];

export interface NameMap {
  readonly rules: readonly Rule[];
  /** Tensors that are no parameters of the model as it is run: stored masks, tied copies, unused heads. */
  readonly ignore: readonly RegExp[];
  /** Begins their names in most files, and is missing in some. */
  readonly prefixes: readonly string[];
}

export const asIs: Transform = (stored) => stored;

/** torch.nn.Linear stores [out, in]; here matrices are [in, out]. Vectors stay. */
export const transpose: Transform = (stored) => turned(stored);

function turned({ values, shape }: Values): Values {
  const [nRows = 0, nColumns = 0] = shape;
  if (shape.length !== 2) return { values, shape };
  const columns = new Float32Array(values.length);
  for (let row = 0; row < nRows; row += 1) {
    for (let column = 0; column < nColumns; column += 1) {
      columns[column * nRows + row] = values[row * nColumns + column] ?? 0;
    }
  }
  return { values: columns, shape: [nColumns, nRows] };
}

/** [1, n] → [n] */
export const flatten: Transform = ({ values, shape }) =>
  shape.length === 2 && shape[0] === 1 ? { values, shape: [values.length] } : null;

/** A part of several linear maps that are stored one below the other: rows of [out, in], or values of a bias. */
export const rowsOf =
  (sizes: readonly number[], part: number): Transform =>
  (stored) => {
    if (
      !hasRows(
        stored,
        sizes.reduce((sum, size) => sum + size, 0),
      )
    )
      return null;
    const first = sizes.slice(0, part).reduce((sum, size) => sum + size, 0);
    return turned(
      pickRows(
        stored,
        Array.from({ length: sizes[part] ?? 0 }, (_, index) => first + index),
      ),
    );
  };

/** GPT-2 stores [in, out] with q, k and v side by side. */
export const columnsOf =
  (nParts: number, part: number): Transform =>
  ({ values, shape }) => {
    const width = shape.at(-1) ?? 0;
    if (width % nParts !== 0 || shape.length < 1 || shape.length > 2) return null;
    const size = width / nParts;
    const nRows = width === 0 ? 0 : values.length / width;
    const picked = new Float32Array(nRows * size);
    for (let row = 0; row < nRows; row += 1) {
      picked.set(values.subarray(row * width + part * size, row * width + (part + 1) * size), row * size);
    }
    return { values: picked, shape: shape.length === 2 ? [nRows, size] : [size] };
  };

/**
 * q, k and v stored group by group: the queries of a group, then its key and its value, dHead rows each. GPT-NeoX and
 * BLOOM have one query in a group, Falcon several, or all of them in one.
 */
export const rowsPerGroup =
  (nGroups: number, nQueries: number, dHead: number, part: 'q' | 'k' | 'v'): Transform =>
  (stored) => {
    const size = nQueries + 2;
    if (!hasRows(stored, nGroups * size * dHead)) return null;
    const first = part === 'q' ? 0 : part === 'k' ? nQueries : nQueries + 1;
    const nHeads = part === 'q' ? nQueries : 1;
    const rows = Array.from({ length: nGroups }, (_, group) =>
      Array.from({ length: nHeads * dHead }, (_unused, index) => (group * size + first) * dHead + index),
    ).flat();
    return turned(pickRows(stored, rows));
  };

/** Nothing may be left over: a file with more rows is of another model. */
const hasRows = ({ shape }: Values, nRows: number): boolean =>
  shape.length >= 1 && shape.length <= 2 && shape[0] === nRows;

function pickRows({ values, shape }: Values, rows: readonly number[]): Values {
  const [, width] = shape;
  const size = width ?? 1;
  const picked = new Float32Array(rows.length * size);
  rows.forEach((row, index) => picked.set(values.subarray(row * size, (row + 1) * size), index * size));
  return { values: picked, shape: width === undefined ? [rows.length] : [rows.length, width] };
}

/** Weight and bias of a linear map. */
export function linear(
  ours: string,
  theirs: string | readonly string[],
  transform: Transform = transpose,
): Rule[] {
  return weightAndBias(ours, theirs, transform);
}

/** Weight and bias of a norm, or of anything else that is stored as it is used. */
export function norm(ours: string, theirs: string | readonly string[]): Rule[] {
  return weightAndBias(ours, theirs, asIs);
}

function weightAndBias(ours: string, theirs: string | readonly string[], transform: Transform): Rule[] {
  const names = typeof theirs === 'string' ? [theirs] : theirs;
  return [
    [`${ours}.weight`, names.map((name) => `${name}.weight`), transform],
    [`${ours}.bias`, names.map((name) => `${name}.bias`), transform],
  ];
}

/** What no model needs: stored masks, frequencies and position numbers. */
const alwaysIgnored = [
  /(?:^|\.)(?:attn|attention)\.(?:bias|masked_bias)$/,
  /rotary_emb\.(?:inv_freq|cos_cached|sin_cached)$/,
  /(?:^|\.)position_ids$/,
  /(?:^|\.)token_type_ids$/,
];

/** Names without the prefix of the base model, and with the newer names of norms' parts. */
export function canonicalNames(
  tensors: ReadonlyMap<string, StoredTensor>,
  prefixes: readonly string[],
): ReadonlyMap<string, StoredTensor> {
  const canonical = new Map<string, StoredTensor>();
  for (const [name, tensor] of tensors) {
    const prefix = prefixes.find((candidate) => name.startsWith(candidate)) ?? '';
    const plain = name
      .slice(prefix.length)
      .replace(/\.gamma$/, '.weight')
      .replace(/\.beta$/, '.bias');
    if (canonical.has(plain)) {
      throw new AppError('invalidFile', `Two tensors are both ${plain}; one of them is ${name}.`, name);
    }
    canonical.set(plain, tensor);
  }
  return canonical;
}

/**
 * The weights of a configuration from a file's tensors.
 * @param tensors by their canonical names
 * @throws AppError `invalidFile` that names all tensors that are missing, unknown or of another shape
 */
export function mapWeights(
  config: ModelConfig,
  map: NameMap,
  tensors: ReadonlyMap<string, StoredTensor>,
): Map<string, Float32Array> {
  const rules = new Map(map.rules.map((rule) => [rule[0], rule]));
  const used = new Set<string>();
  const problems: string[] = [];
  const weights = new Map<string, Float32Array>();
  for (const { name, shape, layer } of parameters(config)) {
    const pattern = layer === null ? name : name.replace(`.${layer}.`, '.*.');
    const rule = rules.get(name) ?? rules.get(pattern);
    const candidates = (typeof rule?.[1] === 'string' ? [rule[1]] : (rule?.[1] ?? [])).map((theirs) =>
      theirs.replace('*', String(layer)),
    );
    const found = candidates.find((candidate) => tensors.has(candidate));
    const tensor = found === undefined ? undefined : tensors.get(found);
    if (!rule || found === undefined || !tensor) {
      problems.push(`missing: ${candidates.join(' or ') || name}`);
      continue;
    }
    used.add(found);
    const ours = rule[2]({ values: toFloat32(tensor), shape: tensor.shape });
    if (ours?.shape.join() === shape.join()) weights.set(name, ours.values);
    else
      problems.push(
        `${found} has the shape ${tensor.shape.join(' × ')}, which gives ${ours ? ours.shape.join(' × ') : 'nothing'} where ${name} needs ${shape.join(' × ')}`,
      );
  }
  const ignored = [...alwaysIgnored, ...map.ignore];
  for (const name of tensors.keys()) {
    if (!used.has(name) && !ignored.some((pattern) => pattern.test(name))) problems.push(`unknown: ${name}`);
  }
  if (problems.length > 0) {
    const shown = problems.slice(0, 12).join('; ');
    const more = problems.length > 12 ? `; and ${problems.length - 12} more` : '';
    throw new AppError(
      'invalidFile',
      `The tensors do not fit the configuration. ${shown}${more}.`,
      'tensors',
    );
  }
  return weights;
}
