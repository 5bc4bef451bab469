import type { FigureTable } from './figure';

type Value = string | number | null;

/**
 * The tables as CSV (RFC 4180): a heading row, then the values with all their digits; nothing where there is no value.
 * Tables of the same columns become one, with their captions in a first column; others stand one after the other,
 * each under its caption. In pieces of some rows, so that who writes them may pause.
 */
export function* csvOf(tables: readonly FigureTable[]): Generator<string> {
  const [first, ...others] = tables;
  if (!first) return;
  if (others.length === 0) {
    yield* rowsOf(first, null);
  } else if (others.every((table) => headOf(table).join('\n') === headOf(first).join('\n'))) {
    yield line(['', ...headOf(first)]);
    for (const table of tables) yield* rowsOf(table, table.caption);
  } else {
    for (const [index, table] of tables.entries()) {
      yield `${index > 0 ? '\r\n' : ''}${line([table.caption])}`;
      yield* rowsOf(table, null);
    }
  }
}

const ROWS_A_PIECE = 4;

function* rowsOf(table: FigureTable, caption: string | null): Generator<string> {
  if (caption === null) yield line(headOf(table));
  for (let from = 0; from < table.rows.length; from += ROWS_A_PIECE) {
    yield table.rows
      .slice(from, from + ROWS_A_PIECE)
      .map((row) => line(caption === null ? row : [caption, ...row]))
      .join('');
  }
}

/** The heads of the columns; a unit stands in brackets unless it is that of every column but the first. */
export function headOf({ columns }: FigureTable): string[] {
  const units = new Set(columns.slice(1).map(({ unit }) => unit));
  const isShared = units.size === 1;
  return columns.map(({ label, unit }) => (unit === undefined || isShared ? label : `${label} (${unit})`));
}

function line(values: readonly Value[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

function field(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = withoutFormula(value);
  return /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A text that a spreadsheet would run as a formula begins with an apostrophe: tokens come from texts that anybody may
 * have put into a link.
 */
function withoutFormula(text: string): string {
  return /^[=+\-@\t\r]./su.test(text) ? `'${text}` : text;
}

/** The same values for the clipboard, where spreadsheets expect tabs. */
export function tabbedOf(tables: readonly FigureTable[]): string {
  const clean = (value: Value): string =>
    typeof value === 'string'
      ? withoutFormula(value.replace(/[\t\r\n]+/g, ' '))
      : value === null
        ? ''
        : String(value);
  return tables
    .map((table) => [headOf(table), ...table.rows].map((row) => row.map(clean).join('\t')).join('\n'))
    .join('\n\n');
}
