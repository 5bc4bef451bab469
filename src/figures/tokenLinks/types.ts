import type { AttentionKind, Cell, Selection, Token } from '../shared/selection';

/** The weights of one head, which counts from 0. */
export type HeadWeights = Readonly<{
  head: number;
  /** [query, key], row-major. A new array for new values: figures compare by identity. */
  weights: Float32Array;
}>;

/** Two columns of tokens with lines between them, or the text in a line with arcs over it. */
export type LinksShape = 'columns' | 'arcs';

export type LinksData = Readonly<{
  /** One head, or several of one layer, each of which has a hue of its own. A new list for other weights. */
  heads: readonly HeadWeights[];
  rows: number;
  cols: number;
  /** [query, key], 1 where the query may not see the key; the same for all heads. */
  masked: Uint8Array | null;
  queryTokens: readonly Token[];
  keyTokens: readonly Token[];
  selection: Selection;
  kind: AttentionKind;
  shape: LinksShape;
  /** Of several heads, those whose lines are not drawn. Switching one asks `onHide`; absent: none. */
  hidden?: readonly number[];
}>;

/** What a token reads (it is a query) or by whom it is read (it is a key), strongest first, as drawn. */
export type LinkFacts = Readonly<{
  axis: 'query' | 'key';
  index: number;
  text: string;
  links: readonly Readonly<{ index: number; text: string; weight: number; head: number }>[];
  /** Several heads are drawn, so that a weight needs the number of its own. */
  isOfSeveral: boolean;
}>;

/** What the drawn lines are of all that there is. */
export type DrawnFacts = Readonly<{
  shown: number;
  total: number;
  /** Which part of the attention they carry, by weight; null where there is none. */
  share: number | null;
}>;

export type LinksLabels = Readonly<{
  figure: string;
  queryAxis: string;
  keyAxis: string;
  /** Legend of solid lines: what the token reads. */
  reads: string;
  /** Legend of dashed lines: who reads the token. */
  readBy: string;
  /** Over the arcs and under them. */
  above: string;
  below: string;
  /** What `drawn` says, and that of a text that is wrapped some lines lead to other lines of it. */
  wrapped: (drawn: string) => string;
  /** Says which lines are left out: those under the threshold, and all but the strongest `shown` of `total`. */
  drawn: (facts: DrawnFacts & Readonly<{ threshold: number }>) => string;
  weight: (weight: number) => string;
  /** A weight of one of several heads, in few characters. */
  headWeight: (weight: number, head: number) => string;
  /** What a weight is called, and its head. */
  value: string;
  head: string;
  hint: string;
  token: (facts: LinkFacts) => string;
  summary: (
    facts: Readonly<{ rows: number; cols: number; kind: AttentionKind; selected: readonly LinkFacts[] }>,
  ) => string;
  toggles: ToggleLabels;
}>;

/** The words of the switches of the heads. */
export type ToggleLabels = Readonly<{
  group: string;
  caption: (head: number) => string;
  name: (head: number, drawn: DrawnFacts | null) => string;
  /** How one head is seen alone. */
  hint: string;
  /** Said after one was taken alone, or all were freed. */
  alone: (head: number) => string;
  all: string;
}>;

export type LinksOptions = Readonly<{
  labels: LinksLabels;
  /** Lines under this weight are not drawn; default 0.05. */
  threshold?: number;
  /** Lines under this weight are not drawn for the token pointed at; default 0.01. */
  focusThreshold?: number;
  onHover?: (cell: Cell | null) => void;
  onLock?: (cell: Cell | null) => void;
  /** Heads that are to be hidden from now on, after one was switched: the owner gives them back with the data. */
  onHide?: (hidden: readonly number[]) => void;
}>;
