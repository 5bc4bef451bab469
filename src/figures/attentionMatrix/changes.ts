import './changes.css';
import type { Svg } from '../shared/stage';
import { type MatrixLayout, cellRect } from './layout';
import type { MatrixData } from './types';

/** What became of a cell: it may be seen now, or no longer. */
export const CELL_SHOWN = 1;
export const CELL_HIDDEN = 2;

const LARGEST = 5;

/** A ring on cells that became visible, a cross on those that became hidden: shapes, so that no colour has to tell. */
export function drawChanges(svg: Svg, layout: MatrixLayout, { changes, cols }: MatrixData): void {
  const paths = { [CELL_SHOWN]: '', [CELL_HIDDEN]: '' };
  changes?.forEach((change, cell) => {
    if (change !== CELL_SHOWN && change !== CELL_HIDDEN) return;
    const { x, y, width, height } = cellRect(layout, { query: Math.floor(cell / cols), key: cell % cols });
    const reach = Math.min(LARGEST, width * 0.26, height * 0.26);
    const shape = change === CELL_SHOWN ? ring : cross;
    paths[change] += shape(x + width / 2, y + height / 2, reach);
  });
  const marks = [CELL_SHOWN, CELL_HIDDEN].flatMap((change) =>
    (['halo', 'line'] as const).map((part) => ({ part, path: paths[change as keyof typeof paths] })),
  );
  svg
    .select('.fig-overlay')
    .selectAll<SVGPathElement, (typeof marks)[number]>('path')
    .data(marks)
    .join('path')
    .attr('class', ({ part }) => `fig-change-${part}`)
    .attr('d', ({ path }) => path);
}

const at = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`;

const cross = (x: number, y: number, r: number): string =>
  `M${at(x - r, y - r)}L${at(x + r, y + r)}M${at(x - r, y + r)}L${at(x + r, y - r)}`;

const ring = (x: number, y: number, r: number): string =>
  `M${at(x - r, y)}A${r.toFixed(1)},${r.toFixed(1)} 0 1 0 ${at(x + r, y)}A${r.toFixed(1)},${r.toFixed(1)} 0 1 0 ${at(x - r, y)}`;
