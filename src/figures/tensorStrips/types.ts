import type { Cell, Hue, Selection } from '../shared/selection';

/** One vector, drawn as a row of cells with a scale of its own. */
export type Strip = Readonly<{
  /** Written above it; null: it goes on with the strips before it. */
  heading: string | null;
  hue?: Hue;
  name: string;
  /** Its axis with its size: "dHead = 24". */
  shape: string;
  /** How it is made of what stands above. */
  formula: string;
  /** A new array for new values: figures compare by identity. */
  values: Float32Array;
}>;

export type TensorStripsData = Readonly<{
  strips: readonly Strip[];
  /** `query` is the strip and `key` the dimension. */
  selection: Selection;
  /** Marked because another figure points at the same dimension; another array for another choice. */
  linked: readonly Cell[];
}>;

export type StripCellFacts = Readonly<{ strip: number; name: string; index: number; value: number }>;

/** Every word that the figure shows or says. */
export type TensorStripsLabels = Readonly<{
  figure: string;
  /** What colours mean; each strip has the ends of its scale beside it. */
  legend: string;
  notes: readonly string[];
  /** In the legend where a pixel stands for several dimensions. */
  pooled: string;
  hint: string;
  tick: (value: number) => string;
  cell: (facts: StripCellFacts) => string;
  strip: (strip: Strip) => string;
  summary: (facts: Readonly<{ strips: number; selected: string | null }>) => string;
  /** Heads of the table: the name of a vector, its shape, its formula, one of its dimensions. */
  table: Readonly<{
    name: string;
    shape: string;
    formula: string;
    dimension: (index: number) => string;
  }>;
}>;

export type TensorStripsOptions = Readonly<{
  labels: TensorStripsLabels;
  onHover?: (cell: Cell | null) => void;
  /** A wish to lock this cell, or with null to free the lock; the owner answers by `update`. */
  onLock?: (cell: Cell | null) => void;
}>;
