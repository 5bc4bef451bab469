import { assertNever } from '../shared/assertNever';
import type { MaskPattern, MaskRule } from './config/types';

/**
 * Whether a query may see a key, by the pattern alone. Positions are absolute: with a cache the query's position is
 * counted from the start of the text, so causal masks are anchored to the top left corner of the full matrix.
 */
export function mayAttend(pattern: MaskPattern, query: number, key: number): boolean {
  if (pattern.kind !== 'custom') return ruleAllows(pattern, query, key);
  const isChanged = pattern.changed.some(
    ([row, first, length]) => row === query && key >= first && key < first + length,
  );
  return ruleAllows(pattern.base, query, key) !== isChanged;
}

/** Whether a rule lets a query see a key. */
export function ruleAllows(pattern: MaskRule, query: number, key: number): boolean {
  switch (pattern.kind) {
    case 'full':
      return true;
    case 'causal':
      return key <= query;
    case 'prefix':
      return key <= query || (key < pattern.length && query < pattern.length);
    case 'slidingWindow':
      return Math.abs(query - key) < pattern.window && (!pattern.causal || key <= query);
    default:
      return assertNever(pattern);
  }
}

export interface MaskRequest {
  readonly pattern: MaskPattern;
  readonly nQueries: number;
  readonly nKeys: number;
  /** Absolute position of the first query; positive when earlier positions are cached. */
  readonly firstQuery: number;
}

/** The pattern as a matrix: 1 = masked. Row-major [query, key]. */
export function maskMatrix({ pattern, nQueries, nKeys, firstQuery }: MaskRequest): Uint8Array {
  const masked = new Uint8Array(nQueries * nKeys);
  const rule = pattern.kind === 'custom' ? pattern.base : pattern;
  for (let query = 0; query < nQueries; query += 1) {
    for (let key = 0; key < nKeys; key += 1) {
      if (!ruleAllows(rule, firstQuery + query, key)) masked[query * nKeys + key] = 1;
    }
  }
  for (const [row, first, length] of pattern.kind === 'custom' ? pattern.changed : []) {
    const query = row - firstQuery;
    if (query < 0 || query >= nQueries) continue;
    for (let key = first; key < Math.min(first + length, nKeys); key += 1) {
      masked[query * nKeys + key] = 1 - (masked[query * nKeys + key] ?? 0);
    }
  }
  return masked;
}

/**
 * What one row of the batch may not see: the pattern and the padding together. 1 = masked, row-major [query, key].
 * @param keyIsToken 1 = token, 0 = padding, for each key; null: no padding
 */
export function maskWithPadding(request: MaskRequest, keyIsToken: readonly number[] | null): Uint8Array {
  const masked = maskMatrix(request);
  if (!keyIsToken) return masked;
  for (let query = 0; query < request.nQueries; query += 1) {
    for (let key = 0; key < request.nKeys; key += 1) {
      if (keyIsToken[key] === 0) masked[query * request.nKeys + key] = 1;
    }
  }
  return masked;
}
