import { select } from 'd3';
import type { Svg } from '../shared/stage';
import { type Measure, visibleToken } from '../shared/text';
import { placeLabels, type ScatterLayout } from './layout';
import type { ScatterData, ScatterLabels } from './types';

const MARKED = 5;
const OTHER = 2.2;

const shortNumber = (value: number): string => String(Number(value.toPrecision(6))).replace('-', '−');

/** Axes with ticks, their titles, and lines through 0. */
export function drawAxes(svg: Svg, layout: ScatterLayout, labels: ScatterLabels): void {
  const { left, right, top, bottom, xTicks, yTicks } = layout;
  const lines = [
    ...xTicks.map(({ value, at }) => ({ value, x1: at, x2: at, y1: top, y2: bottom })),
    ...yTicks.map(({ value, at }) => ({ value, x1: left, x2: right, y1: at, y2: at })),
  ];
  svg
    .select('.fig-scatter-grid')
    .selectAll<SVGLineElement, (typeof lines)[number]>('line')
    .data(lines)
    .join('line')
    .attr('class', ({ value }) => (value === 0 ? 'fig-scatter-zero' : 'fig-scatter-line'))
    .attr('x1', (line) => line.x1)
    .attr('x2', (line) => line.x2)
    .attr('y1', (line) => line.y1)
    .attr('y2', (line) => line.y2);
  const texts = [
    ...xTicks.map(({ value, at }) => ({ value, x: at, y: bottom + 14, anchor: 'middle' })),
    ...yTicks.map(({ value, at }) => ({ value, x: left - 6, y: at + 4, anchor: 'end' })),
  ];
  svg
    .select('.fig-scatter-ticks')
    .selectAll<SVGTextElement, (typeof texts)[number]>('text')
    .data(texts)
    .join('text')
    .attr('class', 'fig-label')
    .attr('x', (tick) => tick.x)
    .attr('y', (tick) => tick.y)
    .attr('text-anchor', (tick) => tick.anchor)
    .text((tick) => shortNumber(tick.value));
  const titles = [
    { text: labels.xAxis, place: `translate(${right},${bottom + 32})`, anchor: 'end' },
    { text: labels.yAxis, place: `translate(${left + 12},${top}) rotate(-90)`, anchor: 'end' },
  ];
  svg
    .select('.fig-titles')
    .selectAll<SVGTextElement, (typeof titles)[number]>('text')
    .data(titles)
    .join('text')
    .attr('class', 'fig-axis-title fig-scatter-title')
    .attr('text-anchor', (title) => title.anchor)
    .attr('transform', (title) => title.place)
    .text((title) => title.text);
}

/** All points; the marked ones larger, in their hue, with a ring, and above the others. */
export function drawPoints(svg: Svg, layout: ScatterLayout, { points, nMarked, hue }: ScatterData): void {
  const order = points.map((_, index) => points.length - 1 - index);
  svg
    .select('.fig-scatter-points')
    .selectAll<SVGCircleElement, number>('circle')
    .data(order, (index) => index)
    .join('circle')
    .attr('class', (index) => (index < nMarked ? `fig-scatter-marked fig-fill-${hue}` : 'fig-scatter-other'))
    .attr('r', (index) => (index < nMarked ? MARKED : OTHER))
    .attr('cx', (index) => layout.xs[index] ?? 0)
    .attr('cy', (index) => layout.ys[index] ?? 0)
    .attr('data-id', (index) => points[index]?.id ?? null)
    .attr('data-x', (index) => points[index]?.x ?? null)
    .attr('data-y', (index) => points[index]?.y ?? null)
    .order();
}

/** The texts of marked points, and of what is pointed at; those that would cover others are left out. */
export function drawPointLabels(
  svg: Svg,
  layout: ScatterLayout,
  { points, nMarked }: ScatterData,
  pinned: readonly number[],
  measure: Measure,
): void {
  const texts = points.map(({ text }) => visibleToken(text));
  const order = [...new Set([...pinned, ...Array.from({ length: nMarked }, (_, index) => index)])];
  const placed = placeLabels(layout, texts, order, measure);
  svg
    .select('.fig-scatter-labels')
    .selectAll<SVGTextElement, (typeof placed)[number]>('text')
    .data(placed, (label) => label.index)
    .join('text')
    .attr('class', 'fig-label')
    .classed('fig-label-active', (label) => pinned.includes(label.index))
    .attr('x', (label) => label.x)
    .attr('y', (label) => label.y)
    .attr('dy', '0.35em')
    .attr('text-anchor', (label) => label.anchor)
    .text((label) => texts[label.index] ?? '');
}

/** Rings around what is locked and what is hovered. */
export function drawRings(
  svg: Svg,
  layout: ScatterLayout,
  hover: number | null,
  locked: number | null,
): void {
  const rings = [
    ...(locked === null ? [] : [{ index: locked, name: 'fig-lock-ring' }]),
    ...(hover === null || hover === locked ? [] : [{ index: hover, name: 'fig-scatter-hover' }]),
  ];
  svg
    .select('.fig-marks')
    .selectAll<SVGCircleElement, (typeof rings)[number]>('circle')
    .data(rings)
    .join('circle')
    .attr('class', (ring) => ring.name)
    .attr('r', MARKED + 3)
    .attr('cx', (ring) => layout.xs[ring.index] ?? 0)
    .attr('cy', (ring) => layout.ys[ring.index] ?? 0);
}

/** What the two kinds of points are. */
export function drawScatterLegend(container: HTMLElement, { hue }: ScatterData, labels: ScatterLabels): void {
  const root = select(container).classed('fig-legend', true);
  const items = [
    { text: labels.marked, r: MARKED, name: `fig-scatter-marked fig-fill-${hue}` },
    { text: labels.others, r: OTHER, name: 'fig-scatter-other' },
  ];
  const shown = root
    .selectAll<HTMLSpanElement, (typeof items)[number]>('span.fig-legend-item')
    .data(items)
    .join((enter) => {
      const item = enter.append('span').attr('class', 'fig-legend-item');
      item.append('svg').attr('width', 14).attr('height', 14).attr('aria-hidden', 'true').append('circle');
      item.append('span');
      return item;
    });
  shown
    .select('circle')
    .attr('class', (item) => item.name)
    .attr('r', (item) => item.r)
    .attr('cx', 7)
    .attr('cy', 7);
  shown.select('span').text((item) => item.text);
}
