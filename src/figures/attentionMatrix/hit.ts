import type { Cell } from '../shared/selection';
import type { MatrixLayout, Rect } from './layout';

/** What lies at a point: a cell of the plot, a whole row or column at its label, or nothing. */
export function cellAt(layout: MatrixLayout, x: number, y: number): Cell | null {
  if (layout.rows === 0 || layout.cols === 0) return null;
  const query = Math.min(layout.rows - 1, Math.floor((y - layout.plot.y) / layout.cellHeight));
  const key = Math.min(layout.cols - 1, Math.floor((x - layout.plot.x) / layout.cellWidth));
  if (inside(layout.plot, x, y)) return { query, key };
  if (inside(layout.queryBand, x, y)) return { query, key: null };
  if (inside(layout.keyBand, x, y)) return { query: null, key };
  return null;
}

/**
 * The cell that a key of the keyboard walks to, starting at the first cell; null if the key is not for walking. Home
 * and End go along the row, Page Up and Page Down ten rows.
 */
export function walk(from: Cell | null, key: string, rows: number, cols: number): Cell | null {
  if (rows === 0 || cols === 0) return null;
  const step = STEPS[key];
  if (!step) return null;
  if (from === null) return { query: 0, key: 0 };
  const [down, right] = step;
  return {
    query: clamp((from.query ?? 0) + down, rows),
    key: clamp((from.key ?? 0) + right, cols),
  };
}

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};

function clamp(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}

function inside(rect: Rect, x: number, y: number): boolean {
  return x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
}
