import type { Measure } from '../shared/text';
import type { Cell } from '../shared/selection';

export type MatrixInput = Readonly<{
  width: number;
  height: number;
  rows: number;
  cols: number;
  queryTexts: readonly string[];
  keyTexts: readonly string[];
  measure: Measure;
  pixelRatio: number;
}>;

export type Rect = Readonly<{ x: number; y: number; width: number; height: number }>;

/** Geometry of the matrix in CSS pixels; queries run down, keys run to the right. */
export type MatrixLayout = Readonly<{
  rows: number;
  cols: number;
  cellWidth: number;
  cellHeight: number;
  plot: Rect;
  /** The bands in which the labels stand, hovered for whole rows and columns. */
  queryBand: Rect;
  keyBand: Rect;
  /** Degrees by which key labels are turned: 0 lying, 45 rising, 90 standing. */
  keyAngle: 0 | 45 | 90;
  /** How long a label may be before it is cut. */
  queryRoom: number;
  keyRoom: number;
  /** The least distance between two labels along each axis. */
  querySpacing: number;
  keySpacing: number;
}>;

export const AXIS_TITLE = 28;
export const LABEL_GAP = 12;
const LABEL_LINE = 15;
/** Lines of labels below each other, a cell apart, may stand as close as their letters allow. */
const TIGHT_LINE = 12;
const MAX_LABEL = 112;
const MAX_CELL = 56;
/** Up to this size cells make a figure higher; beyond it they take the room that there is. */
const GROWN_CELL = 16;
const GROWN_PLOT = 520;
/** How much higher than wide a map of many queries and few keys may become for them. */
const GROWN_ASPECT = 1.6;
const READABLE_CELL = 15;
const END_PAD = 4;
const COS_45 = Math.SQRT1_2;

/** The layout with the most readable key labels that fit: lying, else rising, else standing. */
export function matrixLayout(input: MatrixInput): MatrixLayout {
  const widestKey = widest(input.keyTexts, input.measure);
  const lying = layoutAt(input, 0, widestKey);
  if (lying.cellWidth >= widestKey + 10) return lying;
  const rising = layoutAt(input, 45, widestKey);
  if (rising.cellWidth >= rising.keySpacing) return rising;
  return layoutAt(input, 90, widestKey);
}

/**
 * The least height of a figure of this width in which cells are as high as they are wide, so that each row can be named:
 * not more than is still seen at one glance, however many rows there are.
 */
export function leastHeight(input: Omit<MatrixInput, 'height'>): number {
  const { plot, cellWidth } = matrixLayout({ ...input, height: Infinity });
  const room = Math.min(GROWN_PLOT, Math.max(0, input.width - plot.x) * GROWN_ASPECT);
  return Math.ceil(plot.y + Math.min(input.rows * Math.min(cellWidth, GROWN_CELL), room) + END_PAD + 0.5);
}

/** The rectangle of a cell; of a whole row or column where one number is null. */
export function cellRect(layout: MatrixLayout, cell: Cell): Rect {
  const { plot, cellWidth, cellHeight } = layout;
  return {
    x: cell.key === null ? plot.x : plot.x + cell.key * cellWidth,
    y: cell.query === null ? plot.y : plot.y + cell.query * cellHeight,
    width: cell.key === null ? plot.width : cellWidth,
    height: cell.query === null ? plot.height : cellHeight,
  };
}

/** `rect` made at least `least` wide and high about its centre: in large matrices a cell is smaller than a line. */
export function atLeast(rect: Rect, least: number): Rect {
  const width = Math.max(rect.width, least);
  const height = Math.max(rect.height, least);
  return { x: rect.x - (width - rect.width) / 2, y: rect.y - (height - rect.height) / 2, width, height };
}

function layoutAt(input: MatrixInput, keyAngle: 0 | 45 | 90, widestKey: number): MatrixLayout {
  const { width, height, rows, cols } = input;
  const queryRoom = Math.min(widest(input.queryTexts, input.measure), MAX_LABEL, width * 0.28);
  const keyRoom = Math.min(widestKey, MAX_LABEL, keyAngle === 0 ? Infinity : height * 0.3);
  const keyBandHeight =
    keyAngle === 0 ? LABEL_LINE : keyAngle === 90 ? keyRoom : (keyRoom + LABEL_LINE) * COS_45;
  const overhang = keyAngle === 45 ? keyRoom * COS_45 : END_PAD;
  const x = Math.ceil(AXIS_TITLE + queryRoom + LABEL_GAP);
  const y = Math.ceil(AXIS_TITLE + keyBandHeight + LABEL_GAP);
  const [cellWidth, cellHeight] = cellSize(
    Math.max(0, width - x - overhang) / Math.max(1, cols),
    Math.max(0, height - y - END_PAD) / Math.max(1, rows),
    rows === cols,
    input.pixelRatio,
  );
  const plot = { x, y, width: cellWidth * cols, height: cellHeight * rows };
  return {
    rows,
    cols,
    cellWidth,
    cellHeight,
    plot,
    queryBand: { x: AXIS_TITLE, y, width: x - AXIS_TITLE, height: plot.height },
    keyBand: { x, y: AXIS_TITLE, width: plot.width, height: y - AXIS_TITLE },
    keyAngle,
    queryRoom,
    keyRoom,
    querySpacing: TIGHT_LINE,
    keySpacing: keyAngle === 45 ? LABEL_LINE / COS_45 : keyAngle === 90 ? TIGHT_LINE : keyRoom + 4,
  };
}

/**
 * Cells are square, except that in a rectangular matrix the direction with room to spare may grow until its labels can
 * be read. Cells of some pixels are whole device pixels wide, so that their edges are sharp.
 */
function cellSize(roomX: number, roomY: number, square: boolean, pixelRatio: number): [number, number] {
  const side = Math.min(roomX, roomY, MAX_CELL);
  const stretch = (room: number): number => (square ? side : Math.min(room, Math.max(side, READABLE_CELL)));
  const snap = (size: number): number => (size >= 3 ? Math.floor(size * pixelRatio) / pixelRatio : size);
  return [snap(stretch(roomX)), snap(stretch(roomY))];
}

function widest(texts: readonly string[], measure: Measure): number {
  return texts.reduce((most, text) => Math.max(most, measure(text)), 0);
}
