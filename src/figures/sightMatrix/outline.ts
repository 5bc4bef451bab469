/** A closed line along the edges of cells: its corners, as columns and rows counted from 0. */
export type Loop = readonly (readonly [col: number, row: number])[];

type Step = 'right' | 'down' | 'left' | 'up';

const TURN: Readonly<Record<Step, Step>> = { right: 'down', down: 'left', left: 'up', up: 'right' };
const MOVE: Readonly<Record<Step, readonly [cols: number, rows: number]>> = {
  right: [1, 0],
  down: [0, 1],
  left: [-1, 0],
  up: [0, -1],
};

/**
 * The lines around regions of cells, clockwise around each and the other way round its holes, so that a path of all of
 * them encloses exactly the cells. Cells that touch in a corner have lines of their own.
 */
export function outlines(isIn: (row: number, col: number) => boolean, rows: number, cols: number): Loop[] {
  // Edges with a cell of the region at their right hand, by the corner where they begin.
  const edges = new Map<number, Step[]>();
  const corner = (col: number, row: number): number => row * (cols + 1) + col;
  const add = (col: number, row: number, step: Step): void => {
    const from = corner(col, row);
    const there = edges.get(from);
    if (there) there.push(step);
    else edges.set(from, [step]);
  };
  for (let row = 0; row < rows; row += 1) {
    for (let col = 0; col < cols; col += 1) {
      if (!isIn(row, col)) continue;
      if (row === 0 || !isIn(row - 1, col)) add(col, row, 'right');
      if (col === cols - 1 || !isIn(row, col + 1)) add(col + 1, row, 'down');
      if (row === rows - 1 || !isIn(row + 1, col)) add(col + 1, row + 1, 'left');
      if (col === 0 || !isIn(row, col - 1)) add(col, row + 1, 'up');
    }
  }
  const loops: Loop[] = [];
  for (const [start, steps] of edges) {
    while (steps.length > 0) loops.push(walk(edges, start, cols + 1));
  }
  return loops;
}

/** One loop from a corner back to it; its edges are taken away. */
function walk(edges: Map<number, Step[]>, start: number, width: number): Loop {
  const loop: [number, number][] = [];
  let [col, row] = [start % width, Math.floor(start / width)];
  let before: Step | null = null;
  do {
    const steps = edges.get(row * width + col) ?? [];
    // Where two cells meet in a corner, the line turns round the one that it came along.
    const turn = before && TURN[before];
    const index = Math.max(0, turn === null ? 0 : steps.indexOf(turn));
    const [step] = steps.splice(index, 1);
    if (step === undefined) break;
    if (step !== before) loop.push([col, row]);
    const move = MOVE[step];
    col += move[0];
    row += move[1];
    before = step;
  } while (row * width + col !== start);
  return loop;
}
