import type { Selection } from 'd3';
import type { Svg } from '../shared/stage';
import type { CurvesLayout, LaidCurve, LaidLevel, LaidPlot } from './layout';
import { pointAt, sampledSteps } from './layout';
import type { CurvesData, CurvesLabels, CurveSeries } from './types';

type PlotGroup = Selection<SVGGElement, LaidPlot, SVGGElement, unknown>;

/** Axes, levels and curves. */
export function drawPlots(svg: Svg, layout: CurvesLayout, labels: CurvesLabels): void {
  const plots: PlotGroup = svg
    .select<SVGGElement>('.fig-curves-plots')
    .selectAll<SVGGElement, LaidPlot>('g.fig-curves-plot')
    .data(layout.plots, ({ metric }) => metric)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'fig-curves-plot');
      for (const name of ['grid', 'levels', 'thin', 'bold', 'unseen'])
        group.append('g').attr('class', `fig-curves-${name}`);
      group.append('text').attr('class', 'fig-axis-title fig-curves-title');
      return group;
    });
  plots
    .select('.fig-curves-title')
    .attr('x', ({ box }) => box.x + box.width)
    .attr('y', ({ box }) => box.y - 4)
    .attr('text-anchor', 'end')
    .text(({ metric }) => labels.metric[metric]);
  drawGrid(plots, labels);
  drawLevels(plots, labels);
  drawCurves(plots);
  svg
    .select('.fig-curves-steps')
    .selectAll<SVGTextElement, { value: number; x: number }>('text')
    .data(layout.stepTicks)
    .join('text')
    .attr('class', 'fig-label')
    .attr('text-anchor', 'middle')
    .attr('x', ({ x }) => x)
    .attr('y', bottomOf(layout) + 15)
    .text(({ value }) => value);
}

export function bottomOf({ plots }: CurvesLayout): number {
  return Math.max(...plots.map(({ box }) => box.y + box.height));
}

function drawGrid(plots: PlotGroup, labels: CurvesLabels): void {
  const ticks = plots
    .select('.fig-curves-grid')
    .selectAll<SVGGElement, unknown>('g')
    .data(({ ticks: all, box, metric }) => all.map((tick) => ({ ...tick, box, metric })))
    .join((enter) => {
      const tick = enter.append('g');
      tick.append('line');
      tick.append('text').attr('class', 'fig-label').attr('text-anchor', 'end');
      return tick;
    });
  ticks
    .select('line')
    .attr('x1', ({ box }) => box.x)
    .attr('x2', ({ box }) => box.x + box.width)
    .attr('y1', ({ y }) => y)
    .attr('y2', ({ y }) => y);
  ticks
    .select('text')
    .attr('x', ({ box }) => box.x - 5)
    .attr('y', ({ y }) => y + 4)
    .text(({ value, metric }) => (metric === 'loss' ? String(value) : labels.accuracy(value)));
}

function drawLevels(plots: PlotGroup, labels: CurvesLabels): void {
  const levels = plots
    .select('.fig-curves-levels')
    .selectAll<SVGGElement, LaidLevel>('g')
    .data(({ levels: all, box }) => all.map((level) => ({ ...level, box })))
    .join((enter) => {
      const level = enter.append('g');
      level.append('line');
      level.append('text').attr('class', 'fig-label');
      return level;
    })
    .attr('class', ({ kind, hue }) => `fig-curves-${kind} fig-curves-hue-${hue}`);
  levels
    .select('line')
    .attr('x1', ({ box }) => box.x)
    .attr('x2', ({ box }) => box.x + box.width)
    .attr('y1', ({ y }) => y)
    .attr('y2', ({ y }) => y);
  levels
    .select('text')
    .attr('x', ({ box }) => box.x + box.width - 2)
    .attr('text-anchor', 'end')
    .attr('y', ({ y, box }) => (y - box.y < 14 ? y + 12 : y - 3))
    .text(({ kind }) => labels[kind]);
}

function drawCurves(plots: PlotGroup): void {
  for (const weight of ['thin', 'bold'] as const) {
    plots
      .select(`.fig-curves-${weight}`)
      .selectAll<SVGPathElement, LaidCurve>('path')
      .data(
        ({ curves }) => curves,
        ({ id }) => id,
      )
      .join('path')
      .attr('class', ({ hue }) => `fig-curves-hue-${hue}`)
      .attr('d', (curve) => curve[weight]);
  }
  plots
    .select('.fig-curves-unseen')
    .selectAll<SVGCircleElement, unknown>('circle')
    .data(({ curves }) => curves.flatMap(({ hue, unseen }) => unseen.map((point) => ({ ...point, hue }))))
    .join('circle')
    .attr('class', ({ hue }) => `fig-curves-hue-${hue}`)
    .attr('r', 2.4)
    .attr('cx', ({ x }) => x)
    .attr('cy', ({ y }) => y);
}

/** The step that the figures show, and the one that the pointer is on. */
export function drawRulers(
  svg: Svg,
  layout: CurvesLayout,
  marker: number | null,
  hovered: number | null,
): void {
  const top = layout.plots[0]?.box.y ?? 0;
  const bottom = bottomOf(layout);
  const rulers = [
    ...(hovered === null ? [] : [{ kind: 'hover', step: hovered }]),
    ...(marker === null ? [] : [{ kind: 'marker', step: marker }]),
  ];
  const groups = svg
    .select('.fig-curves-rulers')
    .selectAll<SVGGElement, (typeof rulers)[number]>('g')
    .data(rulers, ({ kind }) => kind)
    .join((enter) => {
      const ruler = enter.append('g');
      ruler.append('line');
      ruler.append('path');
      return ruler;
    })
    .attr('class', ({ kind }) => `fig-curves-${kind}`)
    .attr('transform', ({ step }) => `translate(${layout.xOf(step)},0)`);
  groups.select('line').attr('y1', top).attr('y2', bottom);
  groups.select('path').attr('d', ({ kind }) => (kind === 'marker' ? `M-5,${bottom + 1}h10l-5,-7z` : ''));
}

/** What each line is; the families where there are several. */
export function drawLegend(
  list: Selection<HTMLDivElement, unknown, null, undefined>,
  series: readonly CurveSeries[],
  labels: CurvesLabels,
): void {
  const one = series.length === 1 ? series[0] : null;
  const entries = one
    ? [
        { kind: 'thin', text: labels.training, hue: one.hue },
        { kind: 'bold', text: labels.smoothed, hue: one.hue },
        { kind: 'dot', text: labels.unseen, hue: one.hue },
      ]
    : [
        ...series.map(({ name, hue }) => ({ kind: 'bold', text: name, hue })),
        { kind: 'dot', text: labels.unseen, hue: 'plain' },
      ];
  const items = list
    .selectAll<HTMLSpanElement, (typeof entries)[number]>('span.fig-curves-key')
    .data(entries)
    .join((enter) => {
      const item = enter.append('span').attr('class', 'fig-curves-key');
      item.append('span').attr('aria-hidden', 'true');
      item.append('span');
      return item;
    });
  items
    .select('span:first-child')
    .attr('class', ({ kind, hue }) => `fig-curves-key-${kind} fig-curves-hue-${hue}`);
  items.select('span:last-child').text(({ text }) => text);
}

/** What a step was, in words. */
export function readingAt({ series }: CurvesData, step: number, labels: CurvesLabels): string {
  const values = series.flatMap(({ name, points }) => {
    const point = pointAt(points, step);
    if (!point) return [];
    return [
      labels.values({
        name: series.length > 1 ? name : '',
        loss: labels.loss(point.loss),
        accuracy: labels.accuracy(point.accuracy),
        test: point.test ? labels.accuracy(point.test.accuracy) : null,
      }),
    ];
  });
  return labels.reading(step, values);
}

/** The curves as a table of a few steps. */
export function drawTable(
  table: Selection<HTMLTableElement, unknown, null, undefined>,
  data: CurvesData,
  labels: CurvesLabels,
): void {
  const header = data.series.flatMap(({ name }) => {
    const of = data.series.length > 1 ? `${name}: ` : '';
    return [`${of}${labels.metric.loss}`, `${of}${labels.metric.accuracy}`, `${of}${labels.unseen}`];
  });
  const rows = sampledSteps(data.series).map((step) => [
    String(step),
    ...data.series.flatMap(({ points }) => {
      const point = pointAt(points, step);
      const test = points.findLast((other) => other.step <= step && other.test !== null)?.test;
      return [
        point ? labels.loss(point.loss) : '',
        point ? labels.accuracy(point.accuracy) : '',
        test ? labels.accuracy(test.accuracy) : '',
      ];
    }),
  ]);
  table.select('caption').text(labels.figure);
  table
    .select('thead tr')
    .selectAll<HTMLTableCellElement, string>('th')
    .data([labels.step, ...header])
    .join('th')
    .attr('scope', 'col')
    .text((text) => text);
  table
    .select('tbody')
    .selectAll<HTMLTableRowElement, string[]>('tr')
    .data(rows)
    .join('tr')
    .selectAll<HTMLTableCellElement, string>('td')
    .data((row) => row)
    .join('td')
    .text((text) => text);
}
