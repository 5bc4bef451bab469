import type { Svg } from '../shared/stage';
import type { HeatLayout } from './layout';
import type { HeatMapData } from './types';

const LARGEST_CORNER = 9;

interface Place {
  readonly row: number;
  readonly col: number;
}

/** A line across every cell that is exactly 0. */
export function drawZeros(svg: Svg, cells: readonly Place[], layout: HeatLayout): void {
  const { plot, cellWidth, cellHeight } = layout;
  const line = ({ row, col }: Place): string =>
    `M${plot.x + col * cellWidth},${plot.y + (row + 1) * cellHeight - 1}l${cellWidth - 1},${1 - cellHeight}`;
  drawOne(svg, 'zeros', cells.map(line).join(''));
}

/** The upper right corner of every marked cell. */
export function drawCorners(svg: Svg, { marked, cols }: HeatMapData, layout: HeatLayout): void {
  const { plot, cellWidth, cellHeight } = layout;
  const side = Math.max(3, Math.min(LARGEST_CORNER, cellWidth * 0.4, cellHeight * 0.5));
  const corners = Array.from(marked?.entries() ?? [], ([index, isMarked]) => {
    if (isMarked !== 1) return '';
    const right = plot.x + ((index % cols.length) + 1) * cellWidth - 1;
    const top = plot.y + Math.floor(index / cols.length) * cellHeight;
    return `M${right},${top}h${-side}l${side},${side}Z`;
  });
  drawOne(svg, 'corners', corners.join(''));
}

function drawOne(svg: Svg, name: string, path: string): void {
  svg
    .select(`.fig-heat-${name}`)
    .selectAll('path')
    .data(path === '' ? [] : [path])
    .join('path')
    .attr('d', (shape) => shape);
}
