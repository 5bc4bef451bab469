import type { HandSetId } from '../model/handSet/ids';
import type { HandSetHead } from '../model/handSet/types';

/** A text as any model reads it, with who may see whom. */
export interface ReadText {
  readonly ids: readonly number[];
  /** [query, key]: 1 = masked */
  readonly masked: Uint8Array;
}

/** The keys that a query should read, of those that it sees: the mirror is that of the text, however long it is. */
export function wantedKeys(
  { wanted }: Pick<HandSetHead, 'wanted'>,
  id: HandSetId,
  { ids, masked }: ReadText,
  query: number,
): readonly number[] {
  const keys = id === 'mirroredPosition' ? [ids.length - 1 - query] : wanted(ids, query);
  return keys.filter((key) => masked[query * ids.length + key] !== 1);
}

/** How far a head does what a head that is set by hand does. */
export interface Agreement {
  /** Mean over the queries of their weight on all wanted keys; null: no query wants a key that it sees. */
  readonly weight: number | null;
  /** The same for a head that reads all that it sees evenly. */
  readonly even: number | null;
  /** How many queries have something to find. */
  readonly nQueries: number;
}

/** @param map [query, key] */
export function handSetAgreement(
  head: Pick<HandSetHead, 'wanted'>,
  id: HandSetId,
  text: ReadText,
  map: Float32Array,
): Agreement {
  const n = text.ids.length;
  let [weight, even, nQueries] = [0, 0, 0];
  for (let query = 0; query < n; query += 1) {
    const keys = wantedKeys(head, id, text, query);
    if (keys.length === 0) continue;
    nQueries += 1;
    for (const key of keys) weight += map[query * n + key] ?? 0;
    const nSeen = text.masked
      .subarray(query * n, (query + 1) * n)
      .filter((isMasked) => isMasked === 0).length;
    even += keys.length / nSeen;
  }
  if (nQueries === 0) return { weight: null, even: null, nQueries };
  return { weight: weight / nQueries, even: even / nQueries, nQueries };
}
