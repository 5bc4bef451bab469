import type { Measure } from '../shared/text';

export type Rect = Readonly<{ x: number; y: number; width: number; height: number }>;

export type HeatInput = Readonly<{
  /** Room in CSS pixels; the height follows from the rows. */
  width: number;
  rowTexts: readonly string[];
  colTexts: readonly string[];
  hasTexts: boolean;
  hasBars: boolean;
  measure: Measure;
}>;

export type HeatLayout = Readonly<{
  rows: number;
  cols: number;
  cellWidth: number;
  cellHeight: number;
  plot: Rect;
  rowBand: Rect;
  columnBand: Rect;
  /** Where bars stand; of width 0 if there are none. */
  barBand: Rect;
  columnAngle: 0 | 45 | 90;
  rowRoom: number;
  columnRoom: number;
  columnSpacing: number;
  /** Of the whole figure. */
  height: number;
}>;

export const AXIS_TITLE = 26;
export const LABEL_GAP = 8;
export const LABEL_LINE = 15;
const MAX_ROW_LABEL = 150;
const MAX_COLUMN_LABEL = 110;
const BARS = 72;
const BAR_GAP = 14;
const MAX_CELL = 72;
/** Words need this width to be worth cutting. */
const READABLE_WIDTH = 34;
const ROW = 20;
const ROW_WITH_TEXT = 22;
/** Longer figures have thinner rows. */
const MAX_HEIGHT = 3600;
const COS_45 = Math.SQRT1_2;

/**
 * Rows have a height that can be read, so that the figure grows downwards with the text, up to a limit; columns share
 * the width. Labels of columns lie, else rise, else stand.
 */
export function heatLayout(input: HeatInput): HeatLayout {
  const widest = input.colTexts.reduce((most, text) => Math.max(most, input.measure(text)), 0);
  const lying = layoutAt(input, 0, widest);
  if (lying.cellWidth >= widest + 8) return lying;
  const rising = layoutAt(input, 45, widest);
  if (rising.cellWidth >= rising.columnSpacing) return rising;
  return layoutAt(input, 90, widest);
}

function layoutAt(input: HeatInput, columnAngle: 0 | 45 | 90, widestColumn: number): HeatLayout {
  const { width, measure, hasBars, hasTexts } = input;
  const rows = input.rowTexts.length;
  const cols = input.colTexts.length;
  const widestRow = input.rowTexts.reduce((most, text) => Math.max(most, measure(text)), 0);
  const rowRoom = Math.ceil(Math.min(widestRow, MAX_ROW_LABEL, width * 0.3));
  const columnRoom = Math.ceil(Math.min(widestColumn, MAX_COLUMN_LABEL));
  const band = columnAngle === 0 ? LABEL_LINE : columnAngle === 45 ? columnRoom * COS_45 + 8 : columnRoom;
  const x = AXIS_TITLE + rowRoom + LABEL_GAP;
  const y = Math.ceil(AXIS_TITLE + band + LABEL_GAP);
  const barRoom = hasBars ? BARS + BAR_GAP : 0;
  const overhang = columnAngle === 45 ? columnRoom * COS_45 * 0.6 : 2;
  const room = Math.max(40, width - x - barRoom - overhang);
  const cellWidth = Math.min(hasTexts ? Math.max(MAX_CELL, 96) : MAX_CELL, room / Math.max(1, cols));
  const cellHeight = Math.min(hasTexts ? ROW_WITH_TEXT : ROW, MAX_HEIGHT / Math.max(1, rows));
  const plot = { x, y, width: cellWidth * cols, height: cellHeight * rows };
  return {
    rows,
    cols,
    cellWidth,
    cellHeight,
    plot,
    rowBand: { x: AXIS_TITLE, y, width: x - AXIS_TITLE, height: plot.height },
    columnBand: { x, y: AXIS_TITLE, width: plot.width, height: y - AXIS_TITLE },
    barBand: { x: x + plot.width + BAR_GAP, y, width: hasBars ? BARS : 0, height: plot.height },
    columnAngle,
    rowRoom,
    columnRoom,
    columnSpacing:
      columnAngle === 45 ? LABEL_LINE / COS_45 : columnAngle === 90 ? LABEL_LINE : columnRoom + 4,
    height: y + plot.height + 6,
  };
}

/** Whether words fit into cells at all. */
export function hasRoomForTexts({ cellWidth, cellHeight }: HeatLayout): boolean {
  return cellWidth >= READABLE_WIDTH && cellHeight >= LABEL_LINE;
}

/** A cell, or a whole row or column where the other number is null. */
export function heatRect(
  { plot, cellWidth, cellHeight }: HeatLayout,
  { query: row, key: col }: Readonly<{ query: number | null; key: number | null }>,
): Rect {
  return {
    x: col === null ? plot.x : plot.x + col * cellWidth,
    y: row === null ? plot.y : plot.y + row * cellHeight,
    width: col === null ? plot.width : cellWidth,
    height: row === null ? plot.height : cellHeight,
  };
}

/** What lies at a point: a cell, a whole row or column at its label, or nothing. */
export function heatCellAt(
  layout: HeatLayout,
  x: number,
  y: number,
): { readonly query: number | null; readonly key: number | null } | null {
  if (layout.rows === 0 || layout.cols === 0) return null;
  const query = Math.min(layout.rows - 1, Math.floor((y - layout.plot.y) / layout.cellHeight));
  const key = Math.min(layout.cols - 1, Math.floor((x - layout.plot.x) / layout.cellWidth));
  if (isInside(layout.plot, x, y)) return { query, key };
  if (isInside(layout.rowBand, x, y) || isInside(layout.barBand, x, y)) return { query, key: null };
  if (isInside(layout.columnBand, x, y)) return { query: null, key };
  return null;
}

function isInside(rect: Rect, x: number, y: number): boolean {
  return x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
}
