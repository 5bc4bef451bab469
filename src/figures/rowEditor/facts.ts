import { isMasked, weightAt } from '../shared/selection';
import { visibleToken } from '../shared/text';
import type { BarFacts, Refusal, RowEditorData } from './types';

/** Why the weight of a key cannot be set; null: it can. */
export function refusalOf(data: RowEditorData, key: number): Refusal | null {
  if (isMasked(data, data.query, key)) return 'masked';
  return nVisible(data) === 1 ? 'only' : null;
}

function nVisible(data: RowEditorData): number {
  return data.keyTokens.reduce((count, _, key) => count + (isMasked(data, data.query, key) ? 0 : 1), 0);
}

export function barFacts(data: RowEditorData, key: number): BarFacts {
  return {
    key,
    keyText: visibleToken(data.keyTokens[key]?.text ?? ''),
    weight: weightAt(data, data.query, key),
    before: data.before?.[key] ?? null,
    set: data.set[key] ?? null,
    refusal: refusalOf(data, key),
  };
}
