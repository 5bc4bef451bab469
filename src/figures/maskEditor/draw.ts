import { cellRect, type MatrixLayout } from '../attentionMatrix/layout';
import type { Window } from '../attentionMatrix/zoom';
import type { Svg } from '../shared/stage';
import type { Rect } from './stroke';
import type { MaskEditorData, PathCell, Stroke } from './types';

/** Smaller cells have no corner that could be seen: runs of painted cells are framed instead. */
const CORNER_FROM = 6;
const LARGEST_CORNER = 12;
const NUMBER_FROM = 14;

/** Painted cells: a corner cut off in every one of them, or a frame around each run. */
export function drawPainted(
  svg: Svg,
  { painted, cols }: MaskEditorData,
  layout: MatrixLayout,
  window: Window,
): void {
  const side = Math.min(layout.cellWidth, layout.cellHeight);
  const corner = Math.min(LARGEST_CORNER, side * 0.45);
  const runs = paintedRuns(painted, cols, window);
  const shape = (run: Rect): string => {
    const { x, y, width, height } = rectOf(layout, run);
    if (side < CORNER_FROM) return `M${x},${y}h${width}v${height}h${-width}Z`;
    return Array.from({ length: run.nKeys }, (_, index) => {
      const right = x + (index + 1) * layout.cellWidth - 1;
      return `M${right},${y + height - 1}h${-corner}l${corner},${-corner}Z`;
    }).join('');
  };
  svg
    .select('.fig-painted')
    .selectAll('path')
    .data(runs.length > 0 ? [runs.map(shape).join('')] : [])
    .join('path')
    .attr('class', side < CORNER_FROM ? 'fig-painted-frame' : 'fig-painted-corner')
    .attr(
      'data-cells',
      runs.reduce((sum, run) => sum + run.nKeys, 0),
    )
    .attr('d', (path) => path);
}

/** What is being painted, before it is. */
export function drawDraft(svg: Svg, stroke: Stroke | null, layout: MatrixLayout, window: Window): void {
  const rects = stroke?.rects ?? [];
  const path = rects
    .map((rect) => rectOf(layout, { ...rect, query: rect.query - window.row, key: rect.key - window.col }))
    .map(({ x, y, width, height }) => `M${x},${y}h${width}v${height}h${-width}Z`)
    .join('');
  svg
    .select('.fig-draft')
    .selectAll('path')
    .data(path === '' ? [] : [path])
    .join('path')
    .attr('class', stroke?.shows ? 'fig-draft-shows' : 'fig-draft-hides')
    .attr('d', (shape) => shape);
}

/** The cells of a path: a ring around each, with the number of the layer where there is room. */
export function drawPath(svg: Svg, path: readonly PathCell[], layout: MatrixLayout, window: Window): void {
  const shown = path.filter(({ query, key }) => isShown(query, key, window));
  const side = Math.min(layout.cellWidth, layout.cellHeight);
  const middle = ({ query, key }: PathCell): readonly [number, number] => {
    const { x, y, width, height } = cellRect(layout, { query: query - window.row, key: key - window.col });
    return [x + width / 2, y + height / 2];
  };
  const rings = svg
    .select('.fig-path')
    .selectAll<SVGGElement, PathCell>('g')
    .data(shown)
    .join((enter) => {
      const ring = enter.append('g');
      ring.append('circle').attr('class', 'fig-path-halo');
      ring.append('circle').attr('class', 'fig-path-ring');
      ring.append('text').attr('text-anchor', 'middle').attr('dy', '0.35em');
      return ring;
    })
    .attr('transform', (cell) => `translate(${middle(cell).join()})`);
  rings.selectAll('circle').attr('r', Math.max(4, Math.min(13, side * 0.42)));
  rings.select('text').text((cell) => (side >= NUMBER_FROM ? String(cell.layer + 1) : ''));
}

function isShown(query: number, key: number, { row, rows, col, cols }: Window): boolean {
  return query >= row && query < row + rows && key >= col && key < col + cols;
}

/** Painted cells next to each other, as cells of the part that is shown. */
function paintedRuns(painted: Uint8Array, nKeys: number, { row, rows, col, cols }: Window): Rect[] {
  const runs: { query: number; key: number; nQueries: number; nKeys: number }[] = [];
  for (let query = 0; query < rows; query += 1) {
    for (let key = 0; key < cols; key += 1) {
      if (painted[(row + query) * nKeys + col + key] !== 1) continue;
      const last = runs.at(-1);
      if (last?.query === query && last.key + last.nKeys === key) last.nKeys += 1;
      else runs.push({ query, key, nQueries: 1, nKeys: 1 });
    }
  }
  return runs;
}

function rectOf({ plot, cellWidth, cellHeight }: MatrixLayout, rect: Rect) {
  return {
    x: plot.x + rect.key * cellWidth,
    y: plot.y + rect.query * cellHeight,
    width: rect.nKeys * cellWidth,
    height: rect.nQueries * cellHeight,
  };
}
