import { rgb } from 'd3';
import { attentionColor } from './color';
import { type SvgNode, svgNode } from './exportNodes';
import { isPooled } from './cells';
import type { GridPicture } from './paintGrid';
import { isMasked, weightAt } from './selection';

/** Above this many cells a picture of shapes is larger than what it shows, and an image takes its place. */
export const MAX_SHAPES = 20_000;

/** Whether each cell of a painted matrix can be a shape of its own: it has a pixel, and there are not too many. */
export function canBeShapes({ grid, width, height }: GridPicture): boolean {
  return grid.rows * grid.cols <= MAX_SHAPES && !isPooled(grid, width, height);
}

/**
 * A painted matrix as rectangles, where the canvas has them, in CSS pixels. Each carries its query, key and weight
 * (counted from 0, all digits); masked cells are one hatched shape.
 */
export function cellShapes(picture: GridPicture, hatchId: string): SvgNode {
  const { grid, scale } = picture;
  const columns = edges(grid.cols, picture.width, picture);
  const rows = edges(grid.rows, picture.height, picture);
  const shapes: SvgNode[] = [];
  let masked = '';
  for (const [query, { from: y, length: height }] of rows.entries()) {
    for (const [key, { from: x, length: width }] of columns.entries()) {
      if (isMasked(grid, query, key)) {
        masked += `M${x},${y}h${width}v${height}h${-width}z`;
        continue;
      }
      const weight = weightAt(grid, query, key);
      const attributes = { x, y, width, height, fill: rgb(attentionColor(weight, scale)).formatHex() };
      const said = { 'data-query': query, 'data-key': key, 'data-weight': String(weight) };
      shapes.push(svgNode('rect', { ...attributes, ...said }));
    }
  }
  if (masked !== '') shapes.unshift(svgNode('path', { d: masked, fill: `url(#${hatchId})` }));
  return svgNode('g', { 'shape-rendering': 'crispEdges' }, shapes);
}

/** Where cells begin, and how long they are up to the clear line after them: as `paintGrid` rounds them. */
function edges(
  cells: number,
  pixels: number,
  { gap, pixelRatio }: GridPicture,
): { readonly from: number; readonly length: number }[] {
  const edge = (index: number): number => Math.round((index * pixels) / cells);
  return Array.from({ length: cells }, (_, index) => {
    const end = edge(index + 1) - (index + 1 < cells ? gap : 0);
    return { from: edge(index) / pixelRatio, length: (end - edge(index)) / pixelRatio };
  });
}

/** The bar of a legend: the scale from 0 to 1 as the page has it. */
export function scaleGradient(id: string): SvgNode {
  const stops = Array.from({ length: 17 }, (_, step) =>
    svgNode('stop', { offset: step / 16, 'stop-color': rgb(attentionColor(step / 16)).formatHex() }),
  );
  return svgNode('linearGradient', { id }, stops);
}

/** The hatch of masked cells, in the colours of the page. */
export function hatchDefinition(id: string, ground: string, line: string): SvgNode {
  const size = 6;
  return svgNode('pattern', { id, width: size, height: size, patternUnits: 'userSpaceOnUse' }, [
    svgNode('rect', { width: size, height: size, fill: ground }),
    svgNode('path', {
      d: `M-1,1L1,-1M0,${size}L${size},0M${size - 1},${size + 1}L${size + 1},${size - 1}`,
      stroke: line,
    }),
  ]);
}
