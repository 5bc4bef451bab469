import type { ColorScale } from '../shared/color';
import type { Svg } from '../shared/stage';
import type { MatrixLayout } from './layout';
import type { AttentionKind, Cell, CellGrid, Selection, Token, WeightedToken } from '../shared/selection';

export type MatrixData = CellGrid &
  Readonly<{
    queryTokens: readonly Token[];
    keyTokens: readonly Token[];
    selection: Selection;
    kind: AttentionKind;
    /** [query, key]: cells whose mask changed, by `CELL_SHOWN` and `CELL_HIDDEN`; absent: nothing is compared. */
    changes?: Uint8Array | null;
  }>;

export type CellFacts = Readonly<{
  query: number;
  key: number;
  queryText: string;
  keyText: string;
  weight: number;
  masked: boolean;
}>;

/** A whole row or column, and whom it reads (or who reads it) most; null if it sees nothing. */
export type TokenFacts = Readonly<{
  axis: 'query' | 'key';
  index: number;
  text: string;
  strongest: (WeightedToken & Readonly<{ text: string }>) | null;
}>;

export type SummaryFacts = Readonly<{
  rows: number;
  cols: number;
  kind: AttentionKind;
  selected: TokenFacts | null;
}>;

/** Every word that the figure shows or says. */
export type MatrixLabels = Readonly<{
  /** Accessible name of the figure, e.g. "Attention of head 3, layer 1". */
  figure: string;
  queryAxis: string;
  keyAxis: string;
  legend: string;
  masked: string;
  /** Said in the legend when there are more cells than pixels, so that a pixel shows the strongest of several. */
  pooled: string;
  sqrtScale: string;
  /** In the readout while nothing is pointed at. */
  hint: string;
  cell: (facts: CellFacts) => string;
  token: (facts: TokenFacts) => string;
  summary: (facts: SummaryFacts) => string;
  /** Without these words the figure cannot be zoomed. */
  zoom?: ZoomLabels;
}>;

export type ZoomLabels = Readonly<{
  closer: string;
  farther: string;
  whole: string;
  /** Which part is shown; positions count from 0. */
  shown: (
    facts: Readonly<{
      row: number;
      rows: number;
      col: number;
      cols: number;
      nQueries: number;
      nKeys: number;
    }>,
  ) => string;
}>;

export type MatrixOptions = Readonly<{
  labels: MatrixLabels;
  scale?: ColorScale;
  /** Draws into the group `fig-overlay`, above the cells, whenever they are drawn. Its code comes only where it is used. */
  overlay?: (svg: Svg, layout: MatrixLayout, data: MatrixData) => void;
  /** What the pointer or the keyboard is on; null when it leaves. */
  onHover?: (cell: Cell | null) => void;
  /** A wish to lock this cell, or with null to free the lock; the owner answers by `update` with the new selection. */
  onLock?: (cell: Cell | null) => void;
}>;
