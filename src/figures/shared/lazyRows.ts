type Row = readonly (string | number | null)[];

/**
 * Rows that are made when they are read: a matrix of 2,048 tokens has four million values, which at once would keep
 * the page waiting. Writers read some rows at a time.
 */
export function lazyRows(count: number, make: (index: number) => Row): readonly Row[] {
  const rows: Row[] = Array.from({ length: count });
  for (let index = 0; index < count; index += 1) {
    Object.defineProperty(rows, index, { get: () => make(index), enumerable: true });
  }
  return rows;
}
