import { cellRect, type MatrixLayout } from '../attentionMatrix/layout';
import type { Window } from '../attentionMatrix/zoom';
import { type LegendSample, SWATCH } from '../shared/legend';
import type { Svg } from '../shared/stage';
import { type Loop, outlines } from './outline';
import { SEEN_ELSEWHERE, SEEN_HERE, type SightMatrixData, type SightMatrixLabels } from './types';

/** Smaller cells have no room for a sign: there the lines around the regions tell alone. */
const SIGN_FROM = 11;
const LARGEST_SIGN = 7;
/** Between a sign and the edges of its cell. */
const MARGIN = 3;

const LOOKS = [
  { mark: SEEN_HERE, name: 'here', label: 'seenHere' },
  { mark: SEEN_ELSEWHERE, name: 'elsewhere', label: 'seenElsewhere' },
] as const;

type Name = (typeof LOOKS)[number]['name'];

/**
 * What only some models see: a solid line around the cells that this one sees, a dashed one around those that another
 * does, and in each cell with room for it a plus or a minus. Shapes, so that no colour has to tell.
 */
export function drawSight(
  svg: Svg,
  { sight, cols }: Required<Pick<SightMatrixData, 'sight' | 'cols'>>,
  layout: MatrixLayout,
  { row, col }: Window,
): void {
  const shapes = LOOKS.flatMap(({ mark, name }) => {
    const isMarked = (query: number, key: number): boolean =>
      sight?.[(row + query) * cols + col + key] === mark;
    const loops = sight ? outlines(isMarked, layout.rows, layout.cols) : [];
    if (loops.length === 0) return [];
    const line = shapesOf('line', name, loops.map((loop) => linePath(layout, loop)).join(''));
    if (!hasSigns(layout)) return line;
    return [...line, ...shapesOf('sign', name, signsPath(layout, name, isMarked))];
  });
  svg
    .select('.fig-sight')
    .selectAll<SVGPathElement, (typeof shapes)[number]>('path')
    .data(shapes)
    .join('path')
    .attr('class', ({ className }) => className)
    .attr('d', ({ d }) => d);
}

/** The marks that there are, as they are drawn at the size that the cells have. */
export function sightSamples(
  { sight }: Pick<SightMatrixData, 'sight'>,
  layout: MatrixLayout,
  labels: SightMatrixLabels,
): readonly LegendSample[] {
  const { width, height } = SWATCH;
  const [x, y] = [width / 2, height / 2];
  return LOOKS.filter(({ mark }) => sight?.includes(mark)).map(({ name, label }) => ({
    text: labels[label],
    paths: [
      ...shapesOf('line', name, `M2,2H${width - 2}V${height - 2}H2Z`),
      ...(hasSigns(layout) ? shapesOf('sign', name, signPath(name, x - 2.5, y, 5)) : []),
    ],
  }));
}

function hasSigns({ cellWidth, cellHeight }: MatrixLayout): boolean {
  return Math.min(cellWidth, cellHeight) >= SIGN_FROM;
}

/** A shape over a lighter one, so that it can be seen on every colour of a cell. */
function shapesOf(part: 'line' | 'sign', name: Name, d: string): LegendSample['paths'] {
  return [`${part}-halo`, part].map((one) => ({ className: `fig-sight-${one} fig-sight-${name}`, d }));
}

function linePath({ plot, cellWidth, cellHeight }: MatrixLayout, loop: Loop): string {
  const corners = loop.map(([col, row]) => at(plot.x + col * cellWidth, plot.y + row * cellHeight));
  return `M${corners.join('L')}Z`;
}

/** A sign in the upper right corner of every marked cell. */
function signsPath(
  layout: MatrixLayout,
  name: Name,
  isMarked: (query: number, key: number) => boolean,
): string {
  const size = Math.min(LARGEST_SIGN, Math.min(layout.cellWidth, layout.cellHeight) - 2 * MARGIN);
  let path = '';
  for (let query = 0; query < layout.rows; query += 1) {
    for (let key = 0; key < layout.cols; key += 1) {
      if (!isMarked(query, key)) continue;
      const { x, y, width } = cellRect(layout, { query, key });
      path += signPath(name, x + width - MARGIN - 1 - size, y + MARGIN + size / 2, size);
    }
  }
  return path;
}

/** A plus or a minus that begins at the left end of its lying line. */
function signPath(name: Name, x: number, y: number, size: number): string {
  const lying = `M${at(x, y)}h${size}`;
  return name === 'here' ? `${lying}m${-size / 2},${-size / 2}v${size}` : lying;
}

const at = (x: number, y: number): string => `${Number(x.toFixed(2))},${Number(y.toFixed(2))}`;
