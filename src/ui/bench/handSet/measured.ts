import { closedForm } from '../../../model/handSet/closedForm';
import type { HandSetHead, HandSetModel } from '../../../model/handSet/types';
import type { AttentionView } from '../../../state/selectors';
import { headWeights } from '../../headWeights';

/** One query: what the formula gives for a key, and what the model has computed. */
export interface MeasuredRow {
  readonly query: number;
  /** A wanted key; null: the query wants none and reads all evenly. */
  readonly key: number | null;
  readonly formula: number;
  readonly measured: number;
}

export interface Measured {
  readonly row: MeasuredRow | null;
  /** The largest over all cells that are seen. */
  readonly difference: number;
}

/** The head of a layer; the one that the model is about where there is no such layer. */
export function headAt({ heads, head }: HandSetModel, layer: number): HandSetHead {
  return heads[layer] ?? head;
}

/**
 * The whole map against the formula, and one row of it: the locked one, else the last that wants a key; at the locked
 * key, if it is wanted.
 */
export function measuredAgainstFormula(head: HandSetHead, attention: AttentionView): Measured {
  const { queries, masked, selection, weights, nHeads } = attention;
  const ids = queries.tokens.map(({ id }) => id);
  const map = headWeights(weights, nHeads)[head.head] ?? new Float32Array();
  const n = ids.length;
  let difference = 0;
  const rows = ids.map((_, query): MeasuredRow => {
    const seen = ids.flatMap((__, key) => (masked[query * n + key] === 1 ? [] : [key]));
    const wanted = head.wanted(ids, query);
    const byFormula = closedForm(head.sharpness, wanted.length, seen.length);
    for (const key of seen) {
      const formula = wanted.includes(key) ? byFormula.wanted : byFormula.other;
      difference = Math.max(difference, Math.abs(formula - (map[query * n + key] ?? 0)));
    }
    const locked = selection.key !== null && wanted.includes(selection.key) ? selection.key : null;
    const key = locked ?? wanted[0] ?? null;
    const measured = map[query * n + (key ?? 0)] ?? 0;
    return { query, key, formula: key === null ? byFormula.other : byFormula.wanted, measured };
  });
  const chosen = selection.query === null ? rows.findLast(({ key }) => key !== null) : rows[selection.query];
  return { row: chosen ?? null, difference };
}
