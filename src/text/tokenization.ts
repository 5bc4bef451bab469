/** How the text of a model becomes ids. */
export type Tokenization =
  /** The page's own byte-level BPE, cut to the size of the vocabulary. */
  | { readonly kind: 'bytePairs' }
  /** A fixed list of words for each stack; labels are those of heads that classify. */
  | {
      readonly kind: 'words';
      readonly source: readonly string[];
      readonly target: readonly string[];
      readonly labels: readonly string[];
    }
  /** Byte-level BPE with merges of its own, as lines "left right". */
  | { readonly kind: 'learnedPairs'; readonly merges: readonly string[] }
  /** One row for each character of a text. */
  | { readonly kind: 'characters'; readonly characters: readonly string[] };

export const bytePairs: Tokenization = { kind: 'bytePairs' };
