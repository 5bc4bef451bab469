import { type AttentionRow, attentionRow } from '../../../analysis/attentionRow';
import { derive } from '../../../model/config/derive';
import { visibleToken } from '../../../figures/shared/text';
import { attentionPartNames, arrayKey } from '../../../state/reads';
import { type AttentionView, selectAttention, selectSelection } from '../../../state/selectors';
import type { AppState } from '../../../state/types';

/** One row of the head that is selected, with what it belongs to. */
export interface HeadRow {
  readonly attention: AttentionView;
  readonly query: number;
  /** The key that is locked, or else the one with the largest weight. */
  readonly key: number;
  readonly row: AttentionRow;
  readonly scale: number;
  readonly dHead: number;
  /** Tokens as they are shown. */
  readonly keys: readonly string[];
  readonly queries: readonly string[];
  /** [key] */
  readonly isMasked: (key: number) => boolean;
}

/** The locked query, or else the last that is no padding; null while an array is on its way. */
export function headRow(state: AppState): HeadRow | null {
  const attention = selectAttention(state);
  const { of, arrays } = state.run;
  if (!attention || !of) return null;
  const { kind, layer, head, query: locked, key: lockedKey } = selectSelection(state);
  const batchRow = Math.min(state.batchRow, of.prepared.nRows - 1);
  const [q, k, v, scores, pattern, headOutputs] = attentionPartNames(kind, layer).map((name) =>
    arrays.get(arrayKey(name, batchRow)),
  );
  if (!q || !k || !v || !scores || !pattern || !headOutputs) return null;
  const [nHeads = 0, nQueries = 0, nKeys = 0] = scores.shape.slice(-3);
  const [nKvHeads = 0] = k.shape.slice(-3);
  const { dHead } = of.config;
  const { scoreScale: scale } = derive(of.config);
  const shown = (text: AttentionView['keys']): readonly string[] =>
    text.tokens.map(({ display }) => visibleToken(display));
  const last = attention.queries.tokens.findLastIndex(({ padding }) => !padding);
  const query = locked !== null && locked < nQueries ? locked : Math.max(0, last);
  const trace = {
    ...{ nHeads, nKvHeads, nQueries, nKeys, dHead },
    ...{ q: q.data, k: k.data, v: v.data, scores: scores.data, pattern: pattern.data },
    headOutputs: headOutputs.data,
  };
  const row = attentionRow(trace, head, query, scale);
  const strongest = row.weights.indexOf(row.weights.reduce((a, b) => Math.max(a, b), 0));
  return {
    attention,
    query,
    key: lockedKey !== null && lockedKey < nKeys ? lockedKey : Math.max(0, strongest),
    row,
    scale,
    dHead,
    keys: shown(attention.keys),
    queries: shown(attention.queries),
    isMasked: (key) => attention.masked[query * nKeys + key] === 1,
  };
}
