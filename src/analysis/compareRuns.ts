import { divergence } from './outputChange';
import { logNormalizer } from './outputs';
import type { Alignment } from './alignTokens';

/** What a query may see: [query, key], 1 = masked. */
export interface Sight {
  readonly masked: Uint8Array;
  readonly nKeys: number;
}

export interface SightDifference {
  /** Keys of the first model that its query sees and the other's does not, though it reads that token too. */
  readonly onlyFirst: readonly number[];
  /** Keys of the first model that only the other's query sees. */
  readonly onlySecond: readonly number[];
}

const sees = ({ masked, nKeys }: Sight, query: number, key: number): boolean =>
  masked[query * nKeys + key] === 0;

/** What one token may see in one model and not in the other, among the tokens that both read. */
export function sightDifference(
  first: Sight,
  second: Sight,
  query: { readonly first: number; readonly second: number },
  keys: Alignment,
): SightDifference {
  const onlyFirst: number[] = [];
  const onlySecond: number[] = [];
  keys.forEach((other, key) => {
    if (other === null) return;
    const [here, there] = [sees(first, query.first, key), sees(second, query.second, other)];
    if (here && !there) onlyFirst.push(key);
    if (there && !here) onlySecond.push(key);
  });
  return { onlyFirst, onlySecond };
}

/** Pairs of a query and a key, over all tokens that both models read, that only one of them sees. */
export function countSightDifferences(
  first: Sight,
  second: Sight,
  queries: Alignment,
  keys: Alignment,
): { readonly onlyFirst: number; readonly onlySecond: number } {
  let [onlyFirst, onlySecond] = [0, 0];
  queries.forEach((other, query) => {
    if (other === null) return;
    const difference = sightDifference(first, second, { first: query, second: other }, keys);
    onlyFirst += difference.onlyFirst.length;
    onlySecond += difference.onlySecond.length;
  });
  return { onlyFirst, onlySecond };
}

/**
 * A map of one model less that of another, over the tokens that both read.
 * @param first [query, key]
 * @param second [query, key] of the other
 * @returns [row, column]: the tokens of the first that have a place in the second
 */
export function mapDifference(
  first: { readonly values: Float32Array; readonly nKeys: number },
  second: { readonly values: Float32Array; readonly nKeys: number },
  queries: Alignment,
  keys: Alignment,
): { readonly rows: readonly number[]; readonly cols: readonly number[]; readonly values: Float32Array } {
  const placed = (alignment: Alignment): number[] =>
    alignment.flatMap((other, index) => (other === null ? [] : [index]));
  const [rows, cols] = [placed(queries), placed(keys)];
  const values = new Float32Array(rows.length * cols.length);
  rows.forEach((query, row) => {
    cols.forEach((key, col) => {
      const here = first.values[query * first.nKeys + key] ?? Number.NaN;
      const there = second.values[(queries[query] ?? 0) * second.nKeys + (keys[key] ?? 0)] ?? Number.NaN;
      values[row * cols.length + col] = here - there;
    });
  });
  return { rows, cols, values };
}

export interface VectorDifference {
  /** ‖a − b‖ */
  readonly norm: number;
  /** Cosine of the angle between them; 0 where one has no length. */
  readonly cosine: number;
}

/** How far two vectors of the same width are apart. */
export function vectorDifference(
  first: Float32Array,
  second: Float32Array,
  at: { readonly first: number; readonly second: number; readonly width: number },
): VectorDifference {
  let [apart, product, squareOfFirst, squareOfSecond] = [0, 0, 0, 0];
  for (let index = 0; index < at.width; index += 1) {
    const a = first[at.first * at.width + index] ?? 0;
    const b = second[at.second * at.width + index] ?? 0;
    apart += (a - b) ** 2;
    product += a * b;
    squareOfFirst += a * a;
    squareOfSecond += b * b;
  }
  const lengths = Math.sqrt(squareOfFirst) * Math.sqrt(squareOfSecond);
  return { norm: Math.sqrt(apart), cosine: lengths === 0 ? 0 : product / lengths };
}

export interface DistributionDifference {
  /** In nats: what is lost by taking the second for the first. */
  readonly firstFromSecond: number;
  readonly secondFromFirst: number;
  /** Half the sum of all changes: the probability that would have to move from one output to another. */
  readonly totalVariation: number;
  /** Outputs whose probability differs most. */
  readonly changes: readonly { readonly id: number; readonly first: number; readonly second: number }[];
}

/** How far two output distributions over the same outputs are apart, in double precision from their logits. */
export function distributionDifference(
  first: Float32Array,
  second: Float32Array,
  nChanges: number,
): DistributionDifference {
  const [ofFirst, ofSecond] = [
    logNormalizer(first, 0, first.length),
    logNormalizer(second, 0, second.length),
  ];
  let moved = 0;
  const all = Array.from(first, (logit, id) => {
    const [p, q] = [Math.exp(logit - ofFirst), Math.exp((second[id] ?? -Infinity) - ofSecond)];
    moved += Math.abs(p - q);
    return { id, first: p, second: q };
  });
  const size = (one: { readonly first: number; readonly second: number }): number =>
    Math.abs(one.first - one.second);
  return {
    firstFromSecond: divergence(first, second),
    secondFromFirst: divergence(second, first),
    totalVariation: moved / 2,
    changes: all.toSorted((a, b) => size(b) - size(a) || a.id - b.id).slice(0, nChanges),
  };
}
