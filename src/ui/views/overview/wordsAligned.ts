import type { Targets } from '../../../analysis/headBehaviour';
import type { ShownText } from '../../../state/types';

type Align = (source: readonly string[], target: readonly string[]) => readonly (readonly number[])[] | null;

interface Linked {
  readonly queries: ShownText;
  readonly keys: ShownText;
}

/**
 * For each query of cross-attention the keys with which the word that it writes is aligned: the word after it.
 * @returns null: there is no alignment of these texts, or nothing is written yet
 */
export function wordsAligned({ queries, keys }: Linked, align: Align): Targets | null {
  const source = wordsOf(keys);
  const target = wordsOf(queries);
  if (target.length === 0) return null;
  const alignment = align(
    source.map(({ text }) => text),
    target.map(({ text }) => text),
  );
  if (!alignment) return null;
  const keysOf = new Map(
    target.map(({ position }, word) => [
      position - 1,
      (alignment[word] ?? []).flatMap((of) => source[of]?.position ?? []),
    ]),
  );
  return queries.tokens.map((_, query) => keysOf.get(query) ?? []);
}

/** The words of a text with their positions; an unknown one is none of any grammar. */
function wordsOf({ tokens }: ShownText): readonly { readonly text: string; readonly position: number }[] {
  return tokens.flatMap(({ text, special, unknown }, position) =>
    special && !unknown ? [] : [{ text: unknown ? '' : text, position }],
  );
}
