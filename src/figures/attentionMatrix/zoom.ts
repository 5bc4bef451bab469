import type { Cell } from '../shared/selection';
import type { MatrixData } from './types';

/** The part of a matrix that is shown: its first query and key, and how many of each. */
export type Window = Readonly<{ row: number; rows: number; col: number; cols: number }>;
type Size = Readonly<{ rows: number; cols: number }>;

/** No part is smaller, unless the matrix is. */
export const LEAST_SHOWN = 8;

export function whole({ rows, cols }: Size): Window {
  return { row: 0, rows, col: 0, cols };
}

export function isWhole(window: Window, { rows, cols }: Size): boolean {
  return window.rows === rows && window.cols === cols;
}

/**
 * A part `factor` times as large (below 1: closer), in which a cell stays where it stands; without one the middle does.
 */
export function zoomed(window: Window, size: Size, factor: number, at: Cell | null): Window {
  const axis = (first: number, count: number, all: number, fixed: number | null): [number, number] => {
    const shown = Math.min(all, Math.max(Math.min(all, LEAST_SHOWN), Math.round(count * factor)));
    const place = fixed === null ? 0.5 : (fixed - first + 0.5) / count;
    return [Math.round(first + place * (count - shown)), shown];
  };
  const [row, rows] = axis(window.row, window.rows, size.rows, at?.query ?? null);
  const [col, cols] = axis(window.col, window.cols, size.cols, at?.key ?? null);
  return inside({ row, rows, col, cols }, size);
}

/** A place in the drawn part: 0 at its first row or column, 1 at the end of its last. */
export type Place = Readonly<{ down: number; right: number }>;

/** A part `factor` times as large, in which what was between two fingers is between them still. */
export function pinched(window: Window, size: Size, factor: number, from: Place, to: Place): Window {
  const axis = (first: number, count: number, all: number, was: number, is: number): [number, number] => {
    const shown = Math.min(all, Math.max(Math.min(all, LEAST_SHOWN), Math.round(count * factor)));
    return [Math.round(first + was * count - is * shown), shown];
  };
  const [row, rows] = axis(window.row, window.rows, size.rows, from.down, to.down);
  const [col, cols] = axis(window.col, window.cols, size.cols, from.right, to.right);
  return inside({ row, rows, col, cols }, size);
}

/** The part moved by so many queries and keys, not beyond the matrix. */
export function panned(window: Window, size: Size, down: number, right: number): Window {
  return inside({ ...window, row: window.row + down, col: window.col + right }, size);
}

/** The part moved as little as shows a cell. */
export function including(window: Window, { query, key }: Cell): Window {
  const axis = (first: number, count: number, index: number | null): number =>
    index === null ? first : Math.min(index, Math.max(first, index - count + 1));
  return {
    ...window,
    row: axis(window.row, window.rows, query),
    col: axis(window.col, window.cols, key),
  };
}

function inside(window: Window, { rows, cols }: Size): Window {
  const clamp = (first: number, count: number, all: number): number =>
    Math.min(all - count, Math.max(0, first));
  return {
    ...window,
    row: clamp(window.row, window.rows, rows),
    col: clamp(window.col, window.cols, cols),
  };
}

/** The cells and tokens of a part, as a matrix of their own. */
export function partOf(data: MatrixData, window: Window): MatrixData {
  if (isWhole(window, data)) return data;
  const { row, rows, col, cols } = window;
  const weights = new Float32Array(rows * cols);
  const masked = data.masked ? new Uint8Array(rows * cols) : null;
  const changes = data.changes ? new Uint8Array(rows * cols) : null;
  for (let query = 0; query < rows; query += 1) {
    const from = (row + query) * data.cols + col;
    weights.set(data.weights.subarray(from, from + cols), query * cols);
    if (data.masked) masked?.set(data.masked.subarray(from, from + cols), query * cols);
    if (data.changes) changes?.set(data.changes.subarray(from, from + cols), query * cols);
  }
  return {
    ...data,
    weights,
    masked,
    changes,
    rows,
    cols,
    queryTokens: data.queryTokens.slice(row, row + rows),
    keyTokens: data.keyTokens.slice(col, col + cols),
  };
}

/** A cell of the matrix as one of the part; what lies outside is left out. */
export function cellOfPart({ row, rows, col, cols }: Window, cell: Cell | null): Cell | null {
  if (cell === null) return null;
  const axis = (index: number | null, first: number, count: number): number | null =>
    index === null || index < first || index >= first + count ? null : index - first;
  const query = axis(cell.query, row, rows);
  const key = axis(cell.key, col, cols);
  return query === null && key === null ? null : { query, key };
}

/** A cell of the part as one of the matrix. */
export function cellOfWhole({ row, col }: Window, cell: Cell | null): Cell | null {
  if (cell === null) return null;
  return {
    query: cell.query === null ? null : cell.query + row,
    key: cell.key === null ? null : cell.key + col,
  };
}
