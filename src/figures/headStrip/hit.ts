/**
 * The thumbnail to which a key of the keyboard moves the focus; null if the key is not for moving. Thumbnails are
 * numbered layer by layer; up and down keep the column where the row is long enough.
 */
export function moveFocus(
  from: number,
  key: string,
  headsPerLayer: readonly number[],
  columns: number,
): number | null {
  const rows = rowsOf(headsPerLayer, columns);
  const row = rows.findIndex(({ start, length }) => from >= start && from < start + length);
  const here = rows[row];
  if (!here) return null;
  const last = rows.reduce((sum, { length }) => sum + length, 0) - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'ArrowRight':
      return Math.min(last, from + 1);
    case 'Home':
      return here.start;
    case 'End':
      return here.start + here.length - 1;
    case 'ArrowUp':
    case 'ArrowDown': {
      const there = rows[row + (key === 'ArrowUp' ? -1 : 1)];
      return there ? there.start + Math.min(from - here.start, there.length - 1) : from;
    }
    default:
      return null;
  }
}

function rowsOf(headsPerLayer: readonly number[], columns: number): { start: number; length: number }[] {
  const rows: { start: number; length: number }[] = [];
  let start = 0;
  for (const heads of headsPerLayer) {
    for (let done = 0; done < heads; done += columns) {
      rows.push({ start: start + done, length: Math.min(columns, heads - done) });
    }
    start += heads;
  }
  return rows;
}
