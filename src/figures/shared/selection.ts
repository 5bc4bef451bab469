/** What is pointed at: a cell (both numbers), a whole query row or a whole key column (one of them). */
export type Cell = Readonly<{ query: number | null; key: number | null }>;

/** The selection that all figures share: a preview while hovering, kept when locked. */
export type Selection = Cell & Readonly<{ locked: boolean }>;

/** Which attention a figure shows; it decides the hues of its axes. */
export type AttentionKind = 'encoderSelf' | 'decoderSelf' | 'cross';
export type Hue = 'encoder' | 'decoder' | 'cross';

export type Token = Readonly<{
  text: string;
  /** A word that the model does not know: it shows itself, and the model reads another row. */
  isUnknown?: boolean;
}>;

/** One head's attention: each row is one query's distribution over the keys. */
export type CellGrid = Readonly<{
  /** [query, key], row-major. A new array for new values: figures compare by identity. */
  weights: Float32Array;
  rows: number;
  cols: number;
  /** [query, key], 1 where the query may not see the key (causal mask, padding). */
  masked: Uint8Array | null;
}>;

export type WeightedToken = Readonly<{ index: number; weight: number }>;

/** Queries come from the stack that asks, keys from the stack that is read: they differ in cross-attention only. */
export function axisHues(kind: AttentionKind): Readonly<{ query: Hue; key: Hue; frame: Hue }> {
  if (kind === 'cross') return { query: 'decoder', key: 'encoder', frame: 'cross' };
  const hue = kind === 'encoderSelf' ? 'encoder' : 'decoder';
  return { query: hue, key: hue, frame: hue };
}

export function sameCell(a: Cell | null, b: Cell | null): boolean {
  return a === b || (a !== null && b !== null && a.query === b.query && a.key === b.key);
}

/** Nothing of a selection survives outside the matrix it was made in, so that a shorter text cannot be out of range. */
export function cellInside(cell: Cell, rows: number, cols: number): Cell | null {
  const query = cell.query !== null && cell.query >= 0 && cell.query < rows ? cell.query : null;
  const key = cell.key !== null && cell.key >= 0 && cell.key < cols ? cell.key : null;
  return query === null && key === null ? null : { query, key };
}

export function isMasked(grid: CellGrid, query: number, key: number): boolean {
  return grid.masked?.[query * grid.cols + key] === 1;
}

export function weightAt(grid: CellGrid, query: number, key: number): number {
  return grid.weights[query * grid.cols + key] ?? Number.NaN;
}

/** The key that a query reads most, masked ones left out; null for a query that sees nothing. */
export function strongestKey(grid: CellGrid, query: number): WeightedToken | null {
  return strongest(grid.cols, (key) =>
    isMasked(grid, query, key) ? Number.NaN : weightAt(grid, query, key),
  );
}

/** The query that reads a key most, masked ones left out; null for a key that nobody sees. */
export function strongestQuery(grid: CellGrid, key: number): WeightedToken | null {
  return strongest(grid.rows, (query) =>
    isMasked(grid, query, key) ? Number.NaN : weightAt(grid, query, key),
  );
}

function strongest(count: number, weightOf: (index: number) => number): WeightedToken | null {
  let best: WeightedToken | null = null;
  for (let index = 0; index < count; index++) {
    const weight = weightOf(index);
    if (!Number.isNaN(weight) && (best === null || weight > best.weight)) best = { index, weight };
  }
  return best;
}
