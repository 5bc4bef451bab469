import { type Selection, select } from 'd3';
import { currentPalette } from '../shared/color';
import type { Cell } from '../shared/selection';
import type { Svg } from '../shared/stage';
import { type Measure, truncate } from '../shared/text';
import { visibleLabels } from '../shared/thinning';
import { type HeatLayout, heatRect, LABEL_GAP, LABEL_LINE, type Rect } from './layout';
import { heatColor, heatTicks } from './scale';
import type { HeatItem, HeatMapData, HeatMapLabels, HeatScale } from './types';

const LEAST_BAND = 4;

/** The titles of the axes, which change with the layout only. */
export function drawTitles(svg: Svg, layout: HeatLayout, labels: HeatMapLabels): void {
  const { plot, barBand } = layout;
  const titles = [
    { text: labels.rowAxis, anchor: 'end', place: `translate(13,${plot.y}) rotate(-90)` },
    { text: labels.columnAxis, anchor: 'start', place: `translate(${plot.x},13)` },
    ...(barBand.width > 0
      ? [{ text: labels.bars, anchor: 'end', place: `translate(${barBand.x + barBand.width},13)` }]
      : []),
  ];
  svg
    .select('.fig-titles')
    .selectAll<SVGTextElement, (typeof titles)[number]>('text')
    .data(titles)
    .join('text')
    .attr('class', 'fig-axis-title fig-heat-title')
    .attr('text-anchor', (title) => title.anchor)
    .attr('transform', (title) => title.place)
    .text((title) => title.text);
}

/** The labels of rows and columns. Those of `cells` (most important first) are always among them, and stand out. */
export function drawLabels(
  svg: Svg,
  layout: HeatLayout,
  { rows, cols }: Pick<HeatMapData, 'rows' | 'cols'>,
  cells: readonly Cell[],
  measure: Measure,
): void {
  const { plot, cellWidth, cellHeight, columnAngle } = layout;
  const [pinnedRows, pinnedCols] = [cells.map(({ query }) => query), cells.map(({ key }) => key)];
  const classOf = (item: HeatItem | undefined): string =>
    item?.hue === undefined ? 'fig-label' : `fig-label fig-heat-hued fig-fill-${item.hue}`;
  svg
    .select('.fig-row-labels')
    .selectAll<SVGTextElement, number>('text')
    .data(visibleLabels(rows.length, cellHeight, LABEL_LINE, pinnedRows), (index) => index)
    .join('text')
    .attr('class', (index) => classOf(rows[index]))
    .classed('fig-label-active', (index) => pinnedRows.includes(index))
    .attr('text-anchor', 'end')
    .attr('dy', '0.35em')
    .attr('x', plot.x - LABEL_GAP)
    .attr('y', (index) => plot.y + (index + 0.5) * cellHeight)
    .text((index) => truncate(rows[index]?.text ?? '', layout.rowRoom, measure));
  svg
    .select('.fig-column-labels')
    .selectAll<SVGTextElement, number>('text')
    .data(visibleLabels(cols.length, cellWidth, layout.columnSpacing, pinnedCols), (index) => index)
    .join('text')
    .attr('class', (index) => classOf(cols[index]))
    .classed('fig-label-active', (index) => pinnedCols.includes(index))
    .attr('text-anchor', columnAngle === 0 ? 'middle' : 'start')
    .attr('dy', columnAngle === 0 ? null : '0.35em')
    .attr('transform', (index) => {
      const x = plot.x + (index + 0.5) * cellWidth;
      return `translate(${x},${plot.y - LABEL_GAP}) rotate(${-columnAngle})`;
    })
    .text((index) => truncate(cols[index]?.text ?? '', layout.columnRoom, measure));
}

/** Bars beside the rows, from 0 to the end that is written over them. */
export function drawBars(svg: Svg, layout: HeatLayout, { bars }: HeatMapData, labels: HeatMapLabels): void {
  const { barBand, cellHeight, plot } = layout;
  const values = bars ? Array.from(bars.values) : [];
  const high = bars?.high || 1;
  const thickness = Math.max(0.5, Math.min(cellHeight * 0.55, 12));
  const root = svg.select('.fig-heat-bars');
  root
    .selectAll<SVGRectElement, number>('rect')
    .data(values)
    .join('rect')
    .attr('class', 'fig-heat-bar')
    .attr('x', barBand.x)
    .attr('y', (_, row) => barBand.y + (row + 0.5) * cellHeight - thickness / 2)
    .attr('width', (value) => Math.max(0, Math.min(1, value / high)) * barBand.width)
    .attr('height', thickness)
    .attr('data-bar', (value) => value);
  const ticks = bars ? [0, high] : [];
  const unseen = values.flatMap((value, row) =>
    bars?.writesZero && (value / high) * barBand.width < 0.5 ? [{ value, row }] : [],
  );
  root
    .selectAll<SVGTextElement, (typeof unseen)[number]>('text.fig-heat-zero')
    .data(unseen)
    .join('text')
    .attr('class', 'fig-label fig-heat-zero')
    .attr('dy', '0.35em')
    .attr('x', barBand.x)
    .attr('y', ({ row }) => barBand.y + (row + 0.5) * cellHeight)
    .text(({ value }) => labels.bar(value));
  root
    .selectAll<SVGTextElement, number>('text.fig-heat-tick')
    .data(ticks)
    .join('text')
    .attr('class', 'fig-label fig-heat-tick')
    .attr('text-anchor', (_, end) => (end === 0 ? 'start' : 'end'))
    .attr('x', (_, end) => barBand.x + end * barBand.width)
    .attr('y', plot.y - LABEL_GAP)
    .text(labels.bar);
}

type Mark = Rect & Readonly<{ look: 'band' | 'cell'; state: 'hover' | 'locked' }>;

/** Row, column and cell of what is locked and of what is hovered. */
export function drawMarks(svg: Svg, layout: HeatLayout, hover: Cell | null, locked: Cell | null): void {
  svg
    .select('.fig-marks')
    .selectAll<SVGGElement, Mark>('g')
    .data([...marksOf(layout, locked, 'locked'), ...marksOf(layout, hover, 'hover')])
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

function marksOf(layout: HeatLayout, cell: Cell | null, state: Mark['state']): Mark[] {
  if (cell === null) return [];
  const mark = (part: Cell, look: Mark['look']): Mark => {
    const rect = heatRect(layout, part);
    const [width, height] = [Math.max(rect.width, LEAST_BAND), Math.max(rect.height, LEAST_BAND)];
    return {
      x: rect.x - (width - rect.width) / 2,
      y: rect.y - (height - rect.height) / 2,
      width,
      height,
      look,
      state,
    };
  };
  const marks: Mark[] = [];
  if (cell.query !== null && cell.key !== null) marks.push(mark(cell, 'cell'));
  else marks.push(mark(cell, 'band'));
  return marks;
}

const STEPS = 256;
const SIGNED_STEPS = 65;
const drawn = new WeakMap<HTMLElement, string>();

/** The legend: what the values are, the colours with the values at their ends, and remarks. */
export function drawHeatLegend(
  container: HTMLElement,
  scale: HeatScale,
  text: Readonly<{ title: string; notes: readonly string[]; tick: (value: number) => string }>,
): void {
  const ticks = heatTicks(scale).map(text.tick);
  const wanted = JSON.stringify([scale, text.title, text.notes, ticks, currentPalette()]);
  if (drawn.get(container) === wanted) return;
  drawn.set(container, wanted);
  const root = select(container).classed('fig-legend', true);
  root.selectChildren('*').remove();
  root.append('span').attr('class', 'fig-legend-title').text(text.title);
  const bar = root.append('span').attr('class', 'fig-legend-scale').attr('aria-hidden', 'true');
  if (scale.kind === 'sequential') bar.append('canvas').attr('class', 'fig-legend-bar').each(paintBar);
  else drawDivergingBar(bar.append('svg').attr('class', 'fig-heat-legend-bar'));
  bar
    .append('span')
    .attr('class', 'fig-legend-ticks')
    .selectAll('span')
    .data(ticks)
    .join('span')
    .style('left', (_, index) => `${index * 50}%`)
    .text((tick) => tick);
  for (const note of text.notes) root.append('span').attr('class', 'fig-legend-note').text(note);
}

/** The palette of attention weights, which pictures of a legend know how to draw. */
function paintBar(this: HTMLCanvasElement): void {
  this.width = STEPS;
  this.height = 1;
  const context = this.getContext('2d');
  if (!context) return;
  for (let step = 0; step < STEPS; step += 1) {
    context.fillStyle = heatColor(step / (STEPS - 1), { kind: 'sequential', low: 0, high: 1 });
    context.fillRect(step, 0, 1, 1);
  }
}

/** As shapes, so that a picture of the legend is one of vectors. */
function drawDivergingBar(svg: Selection<SVGSVGElement, unknown, null, undefined>): void {
  svg
    .attr('viewBox', `0 0 ${SIGNED_STEPS} 1`)
    .attr('preserveAspectRatio', 'none')
    .selectAll<SVGRectElement, number>('rect')
    .data(Array.from({ length: SIGNED_STEPS }, (_, step) => step))
    .join('rect')
    .attr('x', (step) => step)
    .attr('width', 1.05)
    .attr('height', 1)
    .attr('fill', (step) => heatColor((2 * step) / (SIGNED_STEPS - 1) - 1, { kind: 'diverging', limit: 1 }));
}
