import type { FigureTable } from './figure';

/** What the values are of: written beside them, so that a file can be understood alone. */
export type Provenance = Readonly<Record<string, string | number | null>>;

const ROWS_A_PIECE = 4;

/**
 * The tables as JSON, in pieces: `{ about, tables: [{ caption, columns, rows }] }`, each row a list in the order of the
 * columns. Numbers that JSON does not have are the strings "NaN", "Infinity" and "-Infinity"; no value is null.
 */
export function* jsonOf(tables: readonly FigureTable[], about: Provenance): Generator<string> {
  yield `{\n"about": ${JSON.stringify(about, null, 2)},\n"tables": [`;
  for (const [index, { caption, columns, rows }] of tables.entries()) {
    yield `${index > 0 ? ',' : ''}\n{"caption": ${JSON.stringify(caption)},\n"columns": ${JSON.stringify(columns)},\n"rows": [`;
    for (let from = 0; from < rows.length; from += ROWS_A_PIECE) {
      const piece = rows.slice(from, from + ROWS_A_PIECE).map((row) => JSON.stringify(row.map(writable)));
      yield `${from > 0 ? ',' : ''}\n${piece.join(',\n')}`;
    }
    yield '\n]}';
  }
  yield '\n]\n}\n';
}

function writable(value: string | number | null): string | number | null {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
