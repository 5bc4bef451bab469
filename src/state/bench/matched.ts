import { type Alignment, alignTokens } from '../../analysis/alignTokens';
import type { Family, Stack } from '../../model/config/types';
import { memoized } from '../memoized';
import { type AttentionView, selectAttention } from '../selectors';
import type { AppState, FigureKind, ShownText } from '../types';
import type { BenchSlot } from './types';

/** What a text is in the workspace: the one that all models read, or the target that a decoder writes. */
export type TextRole = 'main' | 'target';

/** The attention that a model shows, with what tells whose tokens it is of. */
export interface Shown {
  readonly family: Family;
  readonly attention: AttentionView;
}

const shown = memoized((attention: AttentionView, family: Family): Shown => ({ attention, family }));

/** The attention that a model shows now; null while none is there. */
export function selectShown(state: AppState): Shown | null {
  const attention = selectAttention(state);
  return attention && state.run.of ? shown(attention, state.run.of.config.family) : null;
}

export function roleOf(family: Family, stack: Stack): TextRole {
  return family === 'encoder-decoder' && stack === 'decoder' ? 'target' : 'main';
}

/** The stack whose tokens are the queries or the keys of an attention. */
export function stackOf(kind: FigureKind, axis: 'query' | 'key'): Stack {
  if (kind === 'cross') return axis === 'query' ? 'decoder' : 'encoder';
  return kind === 'encoderSelf' ? 'encoder' : 'decoder';
}

/** Where the queries and keys of one attention are in another; null: those are of another text. */
export interface Match {
  readonly queries: Alignment | null;
  readonly keys: Alignment | null;
}

/** Special tokens are the same ones by their names; words are, whether a space belongs to them or not. */
const wordsOf = memoized((text: ShownText): readonly string[] =>
  text.tokens.map(({ text: token, display, special }) =>
    special ? `special ${display}` : token.trim() === '' ? `space ${token}` : token.trim(),
  ),
);

const aligned = memoized((first: ShownText, second: ShownText): Alignment =>
  alignTokens(wordsOf(first), wordsOf(second)),
);

/** Which tokens of two attentions are the same tokens of the texts that the models share. */
export const matchOf = memoized((from: Shown, to: Shown): Match => {
  const of = (axis: 'query' | 'key', field: 'queries' | 'keys'): Alignment | null => {
    const [first, second] = [from, to].map(({ family, attention }) =>
      roleOf(family, stackOf(attention.selection.kind, axis)),
    );
    return first === second ? aligned(from.attention[field], to.attention[field]) : null;
  };
  return { queries: of('query', 'queries'), keys: of('key', 'keys') };
});

/** A cell, row or column of one model's attention that is pointed at. */
export interface Pointed {
  readonly slot: BenchSlot;
  readonly query: number | null;
  readonly key: number | null;
}

/** The same tokens in another model's attention; null: it has none of them there. */
export function carried(
  pointed: Pick<Pointed, 'query' | 'key'>,
  from: Shown,
  to: Shown,
): { readonly query: number | null; readonly key: number | null } | null {
  if (from === to) return isIn(pointed, to) ? pointed : null;
  const { queries, keys } = matchOf(from, to);
  const query = pointed.query === null ? null : (queries?.[pointed.query] ?? null);
  const key = pointed.key === null ? null : (keys?.[pointed.key] ?? null);
  return query === null && key === null ? null : { query, key };
}

function isIn({ query, key }: Pick<Pointed, 'query' | 'key'>, { attention }: Shown): boolean {
  const { queries, keys } = attention;
  return (query ?? 0) < queries.tokens.length && (key ?? 0) < keys.tokens.length;
}
