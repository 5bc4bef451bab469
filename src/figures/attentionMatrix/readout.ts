import { type Cell, isMasked, strongestKey, strongestQuery, weightAt } from '../shared/selection';
import { visibleToken } from '../shared/text';
import type { MatrixData, MatrixLabels, TokenFacts } from './types';

/** The sentence about what is pointed at, from the labels and the real weights. */
export function readout(data: MatrixData, cell: Cell | null, labels: MatrixLabels): string {
  if (cell === null) return labels.hint;
  const { query, key } = cell;
  if (query !== null && key !== null) {
    return labels.cell({
      query,
      key,
      queryText: tokenText(data, 'query', query),
      keyText: tokenText(data, 'key', key),
      weight: weightAt(data, query, key),
      masked: isMasked(data, query, key),
    });
  }
  const facts = tokenFacts(data, cell);
  return facts === null ? labels.hint : labels.token(facts);
}

/** The text alternative: the size of the matrix and, for the locked token, where its attention goes. */
export function summary(data: MatrixData, locked: Cell | null, labels: MatrixLabels): string {
  const { rows, cols, kind } = data;
  const selected = locked && tokenFacts(data, locked);
  return labels.summary({ rows, cols, kind, selected });
}

function tokenFacts(data: MatrixData, { query, key }: Cell): TokenFacts | null {
  const axis = query === null ? 'key' : 'query';
  const index = query ?? key;
  if (index === null) return null;
  const best = axis === 'query' ? strongestKey(data, index) : strongestQuery(data, index);
  const other = axis === 'query' ? 'key' : 'query';
  return {
    axis,
    index,
    text: tokenText(data, axis, index),
    strongest: best === null ? null : { ...best, text: tokenText(data, other, best.index) },
  };
}

function tokenText(data: MatrixData, axis: 'query' | 'key', index: number): string {
  const tokens = axis === 'query' ? data.queryTokens : data.keyTokens;
  return visibleToken(tokens[index]?.text ?? '');
}
