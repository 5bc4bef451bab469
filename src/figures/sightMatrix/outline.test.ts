import { describe, expect, it } from 'vitest';
import { createRandom } from '../../shared/random';
import { type Loop, outlines } from './outline';

const ofRows =
  (...rows: readonly string[]) =>
  (row: number, col: number): boolean =>
    rows[row]?.[col] === '#';

/** Twice the area that a loop encloses; positive where it goes clockwise, as y grows downwards. */
function doubleArea(loop: Loop): number {
  return loop.reduce((sum, [col, row], index) => {
    const [nextCol, nextRow] = loop[(index + 1) % loop.length] ?? [0, 0];
    return sum + col * nextRow - nextCol * row;
  }, 0);
}

/** Whether the middle of a cell is inside: how often a line from it to the left crosses the loops. */
function isInside(loops: readonly Loop[], row: number, col: number): boolean {
  const crossings = loops.flatMap((loop) =>
    loop.filter(([fromCol, fromRow], index) => {
      const [toCol, toRow] = loop[(index + 1) % loop.length] ?? [0, 0];
      const [top, bottom] = [Math.min(fromRow, toRow), Math.max(fromRow, toRow)];
      return fromCol === toCol && fromCol <= col && top <= row && row < bottom;
    }),
  );
  return crossings.length % 2 === 1;
}

describe('lines around regions of cells', () => {
  it('are the corners of a block, clockwise', () => {
    const loops = outlines(ofRows('...', '.##', '.##'), 3, 3);
    expect(loops).toEqual([
      [
        [1, 1],
        [3, 1],
        [3, 3],
        [1, 3],
      ],
    ]);
  });

  it('go down the stairs of what a causal mask hides', () => {
    const n = 5;
    const loops = outlines((query, key) => key > query, n, n);
    expect(loops).toHaveLength(1);
    // The cells above the diagonal, in one piece.
    expect(doubleArea(loops[0] ?? [])).toBe(n * (n - 1));
    expect(loops[0]).toHaveLength(2 * n);
  });

  it('go the other way round a hole, and apart round cells that touch in a corner', () => {
    expect(
      outlines(ofRows('###', '#.#', '###'), 3, 3)
        .map(doubleArea)
        .toSorted((a, b) => a - b),
    ).toEqual([-2, 18]);
    expect(outlines(ofRows('#.', '.#'), 2, 2).map(doubleArea)).toEqual([2, 2]);
    expect(outlines(ofRows('...', '...'), 2, 3)).toEqual([]);
  });

  it('enclose exactly the cells of any region', () => {
    const random = createRandom(3);
    const [rows, cols] = [13, 17];
    const cells = Array.from({ length: rows * cols }, () => random() < 0.5);
    const isIn = (row: number, col: number): boolean => cells[row * cols + col] === true;
    const loops = outlines(isIn, rows, cols);
    const inside = cells.map((_, cell) => isInside(loops, Math.floor(cell / cols), cell % cols));
    expect(inside).toEqual(cells);
    const area = loops.reduce((sum, loop) => sum + doubleArea(loop), 0) / 2;
    expect(area).toBe(cells.filter(Boolean).length);
  });
});
