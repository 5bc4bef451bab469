import type { AttentionKind, Cell, CellGrid, Selection, Token } from '../shared/selection';

export type LinksData = CellGrid &
  Readonly<{
    queryTokens: readonly Token[];
    keyTokens: readonly Token[];
    selection: Selection;
    kind: AttentionKind;
  }>;

/** What a token reads (it is a query) or by whom it is read (it is a key), strongest first, as drawn. */
export type LinkFacts = Readonly<{
  axis: 'query' | 'key';
  index: number;
  text: string;
  links: readonly Readonly<{ index: number; text: string; weight: number }>[];
}>;

export type LinksLabels = Readonly<{
  figure: string;
  queryAxis: string;
  keyAxis: string;
  /** Legend of solid lines: what the token reads. */
  reads: string;
  /** Legend of dashed lines: who reads the token. */
  readBy: string;
  /** Says which lines are left out: those under the threshold, and all but the strongest `shown` of `total`. */
  drawn: (facts: Readonly<{ threshold: number; shown: number; total: number }>) => string;
  weight: (weight: number) => string;
  /** What a weight is called. */
  value: string;
  hint: string;
  token: (facts: LinkFacts) => string;
  summary: (
    facts: Readonly<{ rows: number; cols: number; kind: AttentionKind; selected: LinkFacts | null }>,
  ) => string;
}>;

export type LinksOptions = Readonly<{
  labels: LinksLabels;
  /** Lines under this weight are not drawn; default 0.05. */
  threshold?: number;
  /** Lines under this weight are not drawn for the token pointed at; default 0.01. */
  focusThreshold?: number;
  onHover?: (cell: Cell | null) => void;
  onLock?: (cell: Cell | null) => void;
}>;
