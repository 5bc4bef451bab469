import * as tf from '@tensorflow/tfjs-core';
import { derive, layerRotary } from '../../model/config/derive';
import type { ModelInput } from '../../model/input';
import { type Origin, originOf } from '../../model/origins';
import type { Term, TermsAnswer } from '../../model/study';
import type { Element, HeadVector, VectorPlace } from '../../model/vectorPlace';
import { AppError } from '../../shared/errors';
import { activate } from '../activation';
import { positionBias } from '../position';
import { rotaryRows, rotatedDimensions } from '../positionTables';
import { positionsOf } from '../stack';
import { weight } from '../tensors';
import type { Vector } from './frozenNorm';
import { ownsBias, type VectorSource, vectorValues } from './vectorValues';

export interface TermsSource extends VectorSource {
  readonly input: ModelInput;
}

type OriginOf<Kind extends Origin['kind']> = Extract<Origin, { readonly kind: Kind }>;

/**
 * One number of the forward pass as a sum, one step back. The factors are what the model had there; products and sums
 * are made anew in double precision, so that they are a check of the number and not a copy of it.
 */
export async function elementTerms(source: TermsSource, of: Element): Promise<TermsAnswer> {
  const values = await hostVector(source, of.of);
  const value = values[of.index];
  if (value === undefined) {
    const message = `The dimension ${of.index} is not in 0 … ${values.length - 1}.`;
    throw new AppError('invalidInput', message, 'index');
  }
  const origin = originOf(source.config, of.of);
  const { terms, norm = null } = await termsOf(source, of, origin);
  // What is no sum accounts for itself.
  const sum = origin.kind === 'leaf' ? value : terms.reduce((total, term) => total + term.value, 0);
  return { kind: 'terms', of, origin: origin.kind, value, terms, norm, remainder: value - sum };
}

interface Terms {
  readonly terms: readonly Term[];
  readonly norm?: TermsAnswer['norm'];
}

async function termsOf(source: TermsSource, element: Element, origin: Origin): Promise<Terms> {
  switch (origin.kind) {
    case 'leaf':
      return { terms: [] };
    case 'linear':
      return { terms: await linearTerms(source, element.index, origin) };
    case 'sum':
      return { terms: await sumTerms(source, element.index, origin) };
    case 'norm':
      return await normTerms(source, element.index, origin);
    case 'activation':
      return { terms: await activationTerms(source, element.index, origin) };
    case 'rotation':
      return { terms: await rotationTerms(source, element.index, origin) };
    case 'weighted':
      return { terms: await weightedTerms(source, element, origin) };
    case 'products':
      return { terms: await scoreTerms(source, element.index, origin) };
  }
}

async function onHost(make: () => tf.Tensor): Promise<Vector> {
  const tensor = tf.tidy(make);
  try {
    return Float64Array.from(await tensor.data());
  } finally {
    tensor.dispose();
  }
}

const hostVector = (source: VectorSource, place: VectorPlace): Promise<Vector> =>
  onHost(() => vectorValues(source, place));

const parameterAt = async (
  { weights }: VectorSource,
  name: string,
  index: number,
): Promise<number | null> => {
  const tensor = weights.get(name);
  return tensor ? ((await onHost(() => tf.slice(tensor, [index], [1])))[0] ?? null) : null;
};

const product = (factors: readonly number[], sources: readonly Element[]): Term => ({
  kind: 'source',
  value: factors.reduce((all, factor) => all * factor, 1),
  factors,
  sources,
});

const constant = (kind: Term['kind'], value: number): Term => ({ kind, value, factors: null, sources: [] });

async function biasTerm(source: VectorSource, name: string, index: number): Promise<Term[]> {
  const bias = await parameterAt(source, name, index);
  return bias === null ? [] : [constant('bias', bias)];
}

/** Σ x_i · W[i, j] + b_j. */
async function linearTerms(source: TermsSource, index: number, origin: OriginOf<'linear'>): Promise<Term[]> {
  const { from, name, firstRow, firstColumn } = origin;
  const x = await hostVector(source, from);
  const matrix = weight(source.weights, `${name}.weight`);
  const column = await onHost(() => tf.slice(matrix, [firstRow, firstColumn + index], [x.length, 1]));
  const bias = ownsBias(origin) ? await biasTerm(source, `${name}.bias`, firstColumn + index) : [];
  return [
    ...Array.from(x, (value, at) => product([value, column[at] ?? Number.NaN], [{ of: from, index: at }])),
    ...bias,
  ];
}

async function sumTerms(source: TermsSource, index: number, origin: OriginOf<'sum'>): Promise<Term[]> {
  const parts = await Promise.all(origin.from.map((place) => hostVector(source, place)));
  const terms = parts.map((part, at): Term => ({
    kind: 'source',
    value: part[index] ?? Number.NaN,
    factors: null,
    sources: origin.from.slice(at, at + 1).map((of) => ({ of, index })),
  }));
  return origin.bias === null ? terms : [...terms, ...(await biasTerm(source, origin.bias, index))];
}

/** (Σ parts − mean) · w / deviation + b, multiplied out. */
async function normTerms(source: TermsSource, index: number, origin: OriginOf<'norm'>): Promise<Terms> {
  const { kind, epsilon, onePlusWeight } = source.config.norm;
  const parts = await Promise.all(origin.from.map((place) => hostVector(source, place)));
  const sums = Float64Array.from(parts[0] ?? [], (_, at) =>
    parts.reduce((sum, part) => sum + (part[at] ?? Number.NaN), 0),
  );
  const average = (of: Vector): number => of.reduce((sum, value) => sum + value, 0) / of.length;
  const mean = kind === 'layerNorm' ? average(sums) : 0;
  const deviation = Math.sqrt(average(sums.map((value) => (value - mean) ** 2)) + epsilon);
  const stored = (await parameterAt(source, `${origin.name}.weight`, index)) ?? Number.NaN;
  const used = onePlusWeight ? stored + 1 : stored;
  const terms = parts.map((part, at) =>
    product(
      [part[index] ?? Number.NaN, used / deviation],
      origin.from.slice(at, at + 1).map((of) => ({ of, index })),
    ),
  );
  return {
    terms: [
      ...terms,
      ...(kind === 'layerNorm' ? [constant('mean', (-mean * used) / deviation)] : []),
      ...(await biasTerm(source, `${origin.name}.bias`, index)),
    ],
    norm: { sum: sums[index] ?? Number.NaN, mean, deviation, weight: used },
  };
}

/** One term: activation(up), or up · activation(gate). */
async function activationTerms(
  source: TermsSource,
  index: number,
  { up, gate }: OriginOf<'activation'>,
): Promise<Term[]> {
  const element = (of: VectorPlace): Element => ({ of, index });
  const activated = await onHost(() =>
    activate(vectorValues(source, gate ?? up), source.config.feedForward.activation),
  );
  const value = activated[index] ?? Number.NaN;
  if (!gate) return [{ kind: 'source', value, factors: null, sources: [element(up)] }];
  const factor = (await hostVector(source, up))[index] ?? Number.NaN;
  return [product([factor, value], [element(up), element(gate)])];
}

/** Two dimensions that turn together: a cos − b sin and b cos + a sin (Su 2021, RoFormer, equation 34). */
async function rotationTerms(
  source: TermsSource,
  index: number,
  { from }: OriginOf<'rotation'>,
): Promise<Term[]> {
  const { config, input, row } = source;
  const rotary = layerRotary(config, from.stack, from.layer);
  const ofStack = input[from.stack];
  const before = await hostVector(source, from);
  const element = (at: number): Element => ({ of: from, index: at });
  const nTurned = rotary ? rotatedDimensions(rotary, config.dHead) : 0;
  if (!rotary || !ofStack || index >= nTurned)
    return [product([before[index] ?? Number.NaN], [element(index)])];
  const positions = positionsOf(config, ofStack, 0);
  const { cos, sin } = rotaryRows(rotary, positions.flat(), config.dHead);
  const half = nTurned / 2;
  const isHalves = rotary.pairing === 'halves';
  const pair = isHalves ? index % half : Math.floor(index / 2);
  const isFirst = isHalves ? index < half : index % 2 === 0;
  const partner = isHalves ? (index + half) % nTurned : index + (isFirst ? 1 : -1);
  const length = positions[0]?.length ?? 0;
  const angle = ((positions.length === 1 ? 0 : row) * length + from.position) * half + pair;
  const [cosine, sine] = [cos[angle] ?? Number.NaN, sin[angle] ?? Number.NaN];
  return [
    product([before[index] ?? Number.NaN, cosine], [element(index)]),
    product([before[partner] ?? Number.NaN, isFirst ? -sine : sine], [element(partner)]),
  ];
}

/** Σ weight · v over the keys. A weight comes from the score of its key. */
async function weightedTerms(
  source: TermsSource,
  { of, index }: Element,
  { weights, values }: OriginOf<'weighted'>,
): Promise<Term[]> {
  const { trace, row } = source;
  const pattern = trace.get(weights);
  const ofValues = trace.get(`${values.stack}.layers.${values.layer}.${values.attention}.v`);
  if (!pattern || !ofValues || !('head' in of))
    throw new AppError('invalidInput', `${weights} does not appear in this model.`, weights);
  const nKeys = pattern.shape[3] ?? 0;
  const seen = await onHost(() => tf.slice(pattern, [row, of.head, of.position, 0], [1, 1, 1, nKeys]));
  const column = await onHost(() => tf.slice(ofValues, [row, values.head, 0, index], [1, 1, nKeys, 1]));
  return Array.from(seen, (share, key) =>
    product(
      [column[key] ?? Number.NaN, share],
      [
        { of: { ...values, position: key }, index },
        { of: { ...of, part: 'scores' }, index: key },
      ],
    ),
  );
}

/** Σ q_d · k_d · scale, then what a soft cap changes, then what positions add. */
async function scoreTerms(
  source: TermsSource,
  key: number,
  { query, keys }: OriginOf<'products'>,
): Promise<Term[]> {
  const { config, weights } = source;
  const { scoreScale } = derive(config);
  const keyPlace: HeadVector = { ...keys, position: key };
  const [q, k] = await Promise.all([hostVector(source, query), hostVector(source, keyPlace)]);
  const terms = Array.from(q, (value, index) =>
    product(
      [value, k[index] ?? Number.NaN, scoreScale],
      [
        { of: query, index },
        { of: keyPlace, index },
      ],
    ),
  );
  const { softCap } = config.attention;
  const scaled = terms.reduce((sum, { value }) => sum + value, 0);
  // cap · tanh(score / cap) (Gemma 2, section 2).
  const cap = softCap === null ? [] : [constant('cap', softCap * Math.tanh(scaled / softCap) - scaled)];
  const hasBias = query.attention === 'selfAttention' && ['alibi', 't5'].includes(config.position.kind);
  if (!hasBias) return [...terms, ...cap];
  const biases = await onHost(() => {
    const row = positionBias(config, weights, query.stack, 1, key + 1, query.position); // [1, heads, 1, key]
    return row ? tf.slice(row, [0, query.head, 0, key], [1, 1, 1, 1]) : tf.zeros([1]);
  });
  return [...terms, ...cap, constant('positionBias', biases[0] ?? Number.NaN)];
}
