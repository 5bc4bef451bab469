const SLICE = 12;

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Runs work that may pause in slices of some milliseconds, so that the page goes on meanwhile. */
export async function inSlices<Piece, Result>(
  work: Generator<Piece, Result>,
  take: (piece: Piece) => void = () => undefined,
): Promise<Result> {
  let started = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    take(value);
    if (performance.now() - started < SLICE) continue;
    await rest();
    started = performance.now();
  }
}

/** The same at once, where nothing can wait, such as before printing. */
export function atOnce<Piece, Result>(work: Generator<Piece, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
