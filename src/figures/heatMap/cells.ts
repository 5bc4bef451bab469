import { rgb, select } from 'd3';
import type { Svg } from '../shared/stage';
import { type Measure, truncate } from '../shared/text';
import { hasRoomForTexts, type HeatLayout } from './layout';
import { heatColor, heatPosition, heatStrength, isZero, takesDarkText, valueAt } from './scale';
import { drawCorners, drawZeros } from './signs';
import type { HeatMapData, HeatScale } from './types';

/** Up to this many cells each is a shape of its own, with its value on it; above it they are one image. */
export const MAX_SHAPES = 1000;
const GAP_FROM = 7;
const TEXT_PAD = 5;
const STEPS = 256;

interface DrawnCell {
  readonly index: number;
  readonly row: number;
  readonly col: number;
  readonly color: string;
  readonly isZero: boolean;
}

/** Whether a pixel stands for several cells. */
export function isThinned(layout: HeatLayout, pixelRatio: number): boolean {
  return Math.min(layout.cellWidth, layout.cellHeight) * pixelRatio < 1;
}

/** The cells as shapes, with their values as data, or as an image. */
export function drawCells(
  svg: Svg,
  canvas: HTMLCanvasElement,
  data: HeatMapData,
  layout: HeatLayout,
  measure: Measure,
): void {
  const isMany = layout.rows * layout.cols > MAX_SHAPES;
  const { plot, cellWidth, cellHeight } = layout;
  select(canvas)
    .classed('fig-heat-hatched', data.scale.kind === 'sequential' && data.scale.hasZeros === true)
    .style('display', isMany ? 'block' : 'none')
    .style('left', `${plot.x}px`)
    .style('top', `${plot.y}px`)
    .style('width', `${plot.width}px`)
    .style('height', `${plot.height}px`);
  const cells = isMany ? [] : cellsOf(data, layout);
  if (isMany) paint(canvas, data, layout);
  const gap = Math.min(cellWidth, cellHeight) >= GAP_FROM ? 1 : 0;
  svg
    .select('.fig-heat-cells')
    .selectAll<SVGRectElement, DrawnCell>('rect')
    .data(cells, (cell) => cell.index)
    .join('rect')
    .attr('class', (cell) => (cell.isZero ? 'fig-heat-zero' : null))
    .attr('x', (cell) => plot.x + cell.col * cellWidth)
    .attr('y', (cell) => plot.y + cell.row * cellHeight)
    .attr('width', Math.max(0.2, cellWidth - gap))
    .attr('height', Math.max(0.2, cellHeight - gap))
    .attr('fill', (cell) => cell.color)
    .attr('data-row', (cell) => cell.row)
    .attr('data-col', (cell) => cell.col)
    .attr('data-value', (cell) => data.values[cell.index] ?? Number.NaN);
  const zeros = cells.filter((cell) => cell.isZero);
  drawZeros(svg, zeros, layout);
  drawCorners(svg, data, layout);
  drawTexts(svg, data, layout, cells, measure);
}

function cellsOf({ values, absent, scale }: HeatMapData, { rows, cols }: HeatLayout): DrawnCell[] {
  const cells: DrawnCell[] = [];
  for (let index = 0; index < rows * cols; index += 1) {
    if (absent?.[index] === 1) continue;
    const value = values[index] ?? Number.NaN;
    const place = { row: Math.floor(index / cols), col: index % cols };
    cells.push({ index, ...place, color: heatColor(value, scale), isZero: isZero(value, scale) });
  }
  return cells;
}

function drawTexts(
  svg: Svg,
  { texts }: HeatMapData,
  layout: HeatLayout,
  cells: readonly DrawnCell[],
  measure: Measure,
): void {
  const { plot, cellWidth, cellHeight } = layout;
  const shown = texts && hasRoomForTexts(layout) ? cells.filter(({ index }) => texts[index]) : [];
  svg
    .select('.fig-heat-texts')
    .selectAll<SVGTextElement, DrawnCell>('text')
    .data(shown, (cell) => cell.index)
    .join('text')
    .attr('class', (cell) => {
      const look = cell.isZero ? 'zero' : takesDarkText(cell.color) ? 'dark' : 'light';
      return `fig-heat-text fig-heat-text-${look}`;
    })
    .attr('x', (cell) => plot.x + (cell.col + 0.5) * cellWidth)
    .attr('y', (cell) => plot.y + (cell.row + 0.5) * cellHeight)
    .attr('dy', '0.35em')
    .attr('text-anchor', 'middle')
    .text((cell) => truncate(texts?.[cell.index] ?? '', cellWidth - TEXT_PAD, measure));
}

/** One pixel a cell, or, where there are more cells than pixels, of the strongest cell under each pixel. */
function paint(canvas: HTMLCanvasElement, data: HeatMapData, layout: HeatLayout): void {
  const { rows, cols, plot } = layout;
  const width = Math.max(1, Math.min(cols, Math.round(plot.width * devicePixelRatio)));
  const height = Math.max(1, Math.min(rows, Math.round(plot.height * devicePixelRatio)));
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  const picture = new ImageData(width, height);
  const colors = colorTable(data.scale);
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = [Math.floor((y * rows) / height), Math.floor(((y + 1) * rows) / height)];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.floor((x * cols) / width), Math.floor(((x + 1) * cols) / width)];
      const index = strongest(data, cols, [top, bottom, left, right]);
      if (index === null || isZero(data.values[index] ?? Number.NaN, data.scale)) continue;
      const position = heatPosition(data.values[index] ?? Number.NaN, data.scale);
      const color = colors[Number.isNaN(position) ? STEPS : Math.round(position * (STEPS - 1))];
      if (color) picture.data.set(color, (y * width + x) * 4);
    }
  }
  context.putImageData(picture, 0, 0);
}

function strongest(
  { values, absent, scale }: HeatMapData,
  cols: number,
  [top, bottom, left, right]: readonly [number, number, number, number],
): number | null {
  let best: number | null = null;
  let strength = -1;
  for (let row = top; row < bottom; row += 1) {
    for (let index = row * cols + left; index < row * cols + right; index += 1) {
      if (absent?.[index] === 1) continue;
      const own = heatStrength(values[index] ?? Number.NaN, scale);
      // What is not a number is a fault, which must stay visible.
      if (Number.isNaN(own)) return index;
      if (own > strength) [best, strength] = [index, own];
    }
  }
  return best;
}

/** Red, green, blue and alpha of the steps of a scale, and of what is no number at the end. */
function colorTable(scale: HeatScale): (readonly [number, number, number, number])[] {
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const { r, g, b } = rgb(
      heatColor(step === STEPS ? Number.NaN : valueAt(step / (STEPS - 1), scale), scale),
    );
    return [r, g, b, 255] as const;
  });
}
