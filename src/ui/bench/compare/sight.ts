import { countSightDifferences, sightDifference, type Sight } from '../../../analysis/compareRuns';
import { SEEN_ELSEWHERE, SEEN_HERE } from '../../../figures/sightMatrix/types';
import { matchOf, type Shown } from '../../../state/bench/matched';
import type { BenchCompareMessages } from '../../../i18n/benchCompareMessages';
import { formatInteger } from '../../format';

/** Of a key for a query, in one model and in the others that read both. */
export type KeySight = 'both' | 'onlyHere' | 'onlyThere' | 'neither';

const sightIn = ({ attention }: Shown): Sight => ({
  masked: attention.masked,
  nKeys: attention.keys.tokens.length,
});

/** Who sees each key of a model's query. */
export function keySights(shown: Shown, others: readonly Shown[], query: number): readonly KeySight[] {
  const { masked, nKeys } = sightIn(shown);
  const differences = others.flatMap((other) => {
    const { queries, keys } = matchOf(shown, other);
    const there = queries?.[query] ?? null;
    if (there === null || keys === null) return [];
    return [sightDifference(sightIn(shown), sightIn(other), { first: query, second: there }, keys)];
  });
  return shown.attention.keys.tokens.map((_, key) => {
    if (differences.some(({ onlyFirst }) => onlyFirst.includes(key))) return 'onlyHere';
    if (differences.some(({ onlySecond }) => onlySecond.includes(key))) return 'onlyThere';
    return masked[query * nKeys + key] === 0 ? 'both' : 'neither';
  });
}

/**
 * Who sees what, in a whole attention: [query, key], as the matrix marks it; null: nothing is to be marked. Cells of
 * tokens that the others do not read are none of theirs.
 */
export function sightMap(shown: Shown, others: readonly Shown[]): Uint8Array | null {
  const nKeys = shown.attention.keys.tokens.length;
  const map = new Uint8Array(shown.attention.masked.length);
  for (const other of others) {
    const { queries, keys } = matchOf(shown, other);
    if (queries === null || keys === null) continue;
    queries.forEach((there, query) => {
      if (there === null) return;
      const positions = { first: query, second: there };
      const { onlyFirst, onlySecond } = sightDifference(sightIn(shown), sightIn(other), positions, keys);
      for (const key of onlyFirst) map[query * nKeys + key] = SEEN_HERE;
      for (const key of onlySecond) map[query * nKeys + key] = SEEN_ELSEWHERE;
    });
  }
  return map.some((mark) => mark !== 0) ? map : null;
}

interface Named {
  readonly slot: string;
  readonly shown: Shown;
}

/** In words: what a model sees beside another, of one query or of all. */
export function sightSentences(
  model: Named,
  base: Named,
  query: number | null,
  text: BenchCompareMessages,
): readonly string[] {
  const { sight } = text;
  const { queries, keys } = matchOf(model.shown, base.shown);
  const [here, there] = [sightIn(model.shown), sightIn(base.shown)];
  if (queries === null || keys === null) return [sight.otherTexts(model.slot, base.slot)];
  if (query === null) {
    const { onlyFirst, onlySecond } = countSightDifferences(here, there, queries, keys);
    if (onlyFirst + onlySecond === 0) return [sight.allEqual(model.slot, base.slot)];
    return [
      ...(onlySecond > 0 ? [sight.allMissing(model.slot, base.slot, formatInteger(onlySecond))] : []),
      ...(onlyFirst > 0 ? [sight.allFurther(model.slot, base.slot, formatInteger(onlyFirst))] : []),
    ];
  }
  const other = queries[query] ?? null;
  if (other === null) return [sight.absent(base.slot)];
  const difference = sightDifference(here, there, { first: query, second: other }, keys);
  const tokens = (positions: readonly number[]): readonly string[] =>
    positions.map((position) => model.shown.attention.keys.tokens[position]?.display ?? '');
  const { onlyFirst, onlySecond } = difference;
  if (onlyFirst.length + onlySecond.length === 0) return [sight.equal(model.slot, base.slot)];
  return [
    ...(onlySecond.length > 0 ? [sight.missing(model.slot, base.slot, tokens(onlySecond))] : []),
    ...(onlyFirst.length > 0 ? [sight.further(model.slot, base.slot, tokens(onlyFirst))] : []),
  ];
}

/** How many keys a query sees. */
export function countSeen(shown: Shown, query: number): number {
  const { masked, nKeys } = sightIn(shown);
  return masked.subarray(query * nKeys, (query + 1) * nKeys).filter((isMasked) => isMasked === 0).length;
}
