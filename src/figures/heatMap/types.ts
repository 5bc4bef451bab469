import type { Cell, Hue, Selection } from '../shared/selection';

/** A row or a column: short on the axis, in full where it is spoken of. */
export type HeatItem = Readonly<{ text: string; name?: string; hue?: Hue }>;

/** How values become colours. The ends are written in the legend; values beyond them take the nearest end. */
export type HeatScale =
  /** One direction of lightness from `low` to `high`, which may be the smaller (ranks: 1 is the best). */
  | Readonly<{
      kind: 'sequential';
      low: number;
      high: number;
      logarithmic?: boolean;
      /** Exactly 0 means something of its own: such cells have no colour but lines across. */
      hasZeros?: boolean;
    }>
  /** Two hues that part at 0; with `root` by the square root of the magnitude, so that small values are seen too. */
  | Readonly<{ kind: 'diverging'; limit: number; root?: boolean }>;

export type HeatMapData = Readonly<{
  rows: readonly HeatItem[];
  cols: readonly HeatItem[];
  /** [row, column]. A new array for new values: figures compare by identity. */
  values: Float32Array;
  /** [row, column], 1 where there is no value; null: everywhere is one. */
  absent: Uint8Array | null;
  /** [row, column], 1 where a corner calls for attention; absent: nowhere. */
  marked?: Uint8Array;
  /** [row, column]: words in the cells, where they have room; null: none. */
  texts: readonly string[] | null;
  /** One more value for each row, drawn as a bar beside the cells; null: none. */
  /** `writesZero`: where a bar is too short to be seen its value is written instead. */
  bars: Readonly<{ values: Float32Array; high: number; writesZero?: boolean }> | null;
  scale: HeatScale;
  /** `query` is the row and `key` the column. */
  selection: Selection;
}>;

export type HeatCellFacts = Readonly<{
  row: number;
  col: number;
  rowName: string;
  colName: string;
  /** null: there is no value. */
  value: number | null;
  text: string | null;
  marked: boolean;
}>;

export type HeatLineFacts = Readonly<{
  axis: 'row' | 'column';
  index: number;
  name: string;
  bar: number | null;
}>;

/** Every word that the figure shows or says. */
export type HeatMapLabels = Readonly<{
  figure: string;
  rowAxis: string;
  columnAxis: string;
  /** What the values are, with their unit. */
  legend: string;
  /** Remarks on how to read them. */
  notes: readonly string[];
  /** In the legend where a pixel stands for several cells. */
  pooled: string;
  /** What the bars are, with their unit. */
  bars: string;
  /** Head of the columns of words in the table. */
  words: string;
  hint: string;
  tick: (value: number) => string;
  bar: (value: number) => string;
  cell: (facts: HeatCellFacts) => string;
  line: (facts: HeatLineFacts) => string;
  summary: (facts: Readonly<{ rows: number; cols: number; selected: string | null }>) => string;
}>;

export type HeatMapOptions = Readonly<{
  labels: HeatMapLabels;
  onHover?: (cell: Cell | null) => void;
  /** A wish to lock this cell, or with null to free the lock; the owner answers by `update`. */
  onLock?: (cell: Cell | null) => void;
}>;
