import type { Cell, Hue, Selection } from '../shared/selection';

export type ScatterPoint = Readonly<{ id: number; text: string; x: number; y: number }>;

export type ScatterData = Readonly<{
  /** The marked ones come first. A new array for new points: figures compare by identity. */
  points: readonly ScatterPoint[];
  /** So many points at the beginning have a label and can be walked over. */
  nMarked: number;
  hue: Hue;
  /** `query` is the index of a point; `key` is null. */
  selection: Selection;
}>;

/** Every word that the figure shows or says. */
export type ScatterLabels = Readonly<{
  figure: string;
  xAxis: string;
  yAxis: string;
  marked: string;
  others: string;
  hint: string;
  point: (point: ScatterPoint) => string;
  summary: (facts: Readonly<{ nMarked: number; all: number }>) => string;
  columns: Readonly<Record<'id' | 'text' | 'x' | 'y' | 'marked', string>>;
  yes: string;
  no: string;
}>;

export type ScatterOptions = Readonly<{
  labels: ScatterLabels;
  onHover?: (cell: Cell | null) => void;
  /** A wish to lock this point, or with null to free the lock; the owner answers by `update`. */
  onLock?: (cell: Cell | null) => void;
}>;
