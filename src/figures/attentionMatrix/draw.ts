import { select } from 'd3';
import { type AttentionKind, type Cell, axisHues } from '../shared/selection';
import type { Svg } from '../shared/stage';
import { type Measure, truncate } from '../shared/text';
import { visibleLabels } from '../shared/thinning';
import { LABEL_GAP, type MatrixLayout, type Rect, atLeast, cellRect } from './layout';
import type { MatrixLabels } from './types';

const BAR = 3;
const LEAST_BAND = 5;

/** The frame, the coloured bars along the axes and the axis titles; they change with the layout only. */
export function drawFrame(svg: Svg, layout: MatrixLayout, kind: AttentionKind, labels: MatrixLabels): void {
  const { plot } = layout;
  const hues = axisHues(kind);
  const bars = [
    { hue: hues.query, x: plot.x - BAR - 3, y: plot.y, width: BAR, height: plot.height },
    { hue: hues.key, x: plot.x, y: plot.y - BAR - 3, width: plot.width, height: BAR },
  ];
  svg
    .select('.fig-frame')
    .selectAll<SVGRectElement, (typeof bars)[number]>('rect')
    .data(bars)
    .join('rect')
    .attr('class', (bar) => `fig-fill-${bar.hue}`)
    .attr('rx', BAR / 2)
    .attr('x', (bar) => bar.x)
    .attr('y', (bar) => bar.y)
    .attr('width', (bar) => bar.width)
    .attr('height', (bar) => bar.height);
  const titles = [
    { hue: hues.query, text: labels.queryAxis, anchor: 'end', place: `translate(13,${plot.y}) rotate(-90)` },
    { hue: hues.key, text: labels.keyAxis, anchor: 'start', place: `translate(${plot.x},13)` },
  ];
  svg
    .select('.fig-titles')
    .selectAll<SVGTextElement, (typeof titles)[number]>('text')
    .data(titles)
    .join('text')
    .attr('class', (title) => `fig-axis-title fig-fill-${title.hue}`)
    .attr('text-anchor', (title) => title.anchor)
    .attr('transform', (title) => title.place)
    .text((title) => title.text);
}

/** The token labels of both axes. Those of `cells` (most important first) are always among them, and stand out. */
export function drawLabels(
  svg: Svg,
  layout: MatrixLayout,
  texts: Readonly<{ query: readonly string[]; key: readonly string[] }>,
  cells: readonly Cell[],
  measure: Measure,
): void {
  const { plot, cellWidth, cellHeight } = layout;
  const queries = cells.map((cell) => cell.query);
  const keys = cells.map((cell) => cell.key);
  svg
    .select('.fig-query-labels')
    .selectAll<SVGTextElement, number>('text')
    .data(visibleLabels(layout.rows, cellHeight, layout.querySpacing, queries), (index) => index)
    .join('text')
    .attr('class', 'fig-label')
    .classed('fig-label-active', (index) => queries.includes(index))
    .attr('text-anchor', 'end')
    .attr('dy', '0.35em')
    .attr('x', plot.x - LABEL_GAP)
    .attr('y', (index) => plot.y + (index + 0.5) * cellHeight)
    .text((index) => truncate(texts.query[index] ?? '', layout.queryRoom, measure));
  svg
    .select('.fig-key-labels')
    .selectAll<SVGTextElement, number>('text')
    .data(visibleLabels(layout.cols, cellWidth, layout.keySpacing, keys), (index) => index)
    .join('text')
    .attr('class', 'fig-label')
    .classed('fig-label-active', (index) => keys.includes(index))
    .attr('text-anchor', layout.keyAngle === 0 ? 'middle' : 'start')
    .attr('dy', layout.keyAngle === 0 ? null : '0.35em')
    .attr('transform', (index) => {
      const x = plot.x + (index + 0.5) * cellWidth;
      return `translate(${x},${plot.y - LABEL_GAP}) rotate(${-layout.keyAngle})`;
    })
    .text((index) => truncate(texts.key[index] ?? '', layout.keyRoom, measure));
}

type Mark = Rect & Readonly<{ look: 'band' | 'cell'; state: 'hover' | 'locked' }>;

/** Row, column and cell of what is locked and of what is hovered. */
export function drawSelection(svg: Svg, layout: MatrixLayout, hover: Cell | null, locked: Cell | null): void {
  const marks = [...marksOf(layout, locked, 'locked'), ...marksOf(layout, hover, 'hover')];
  svg
    .select('.fig-marks')
    .selectAll<SVGGElement, Mark>('g')
    .data(marks)
    .join((enter) => {
      const mark = enter.append('g');
      mark.append('rect').attr('class', 'fig-mark-halo');
      mark.append('rect').attr('class', 'fig-mark-line');
      return mark;
    })
    .attr('class', (mark) => `fig-mark fig-mark-${mark.look} fig-mark-${mark.state}`)
    .each(function (mark) {
      select(this)
        .selectChildren('rect')
        .attr('x', mark.x)
        .attr('y', mark.y)
        .attr('width', mark.width)
        .attr('height', mark.height);
    });
}

function marksOf(layout: MatrixLayout, cell: Cell | null, state: Mark['state']): Mark[] {
  if (cell === null) return [];
  const mark = (part: Cell, look: Mark['look']): Mark => ({
    ...atLeast(cellRect(layout, part), LEAST_BAND),
    look,
    state,
  });
  const marks: Mark[] = [];
  if (cell.query !== null) marks.push(mark({ query: cell.query, key: null }, 'band'));
  if (cell.key !== null) marks.push(mark({ query: null, key: cell.key }, 'band'));
  if (cell.query !== null && cell.key !== null) marks.push(mark(cell, 'cell'));
  return marks;
}
