import { type Selection, select } from 'd3';
import { axisHues } from '../shared/selection';
import type { Svg } from '../shared/stage';
import { type Measure, truncate, visibleToken } from '../shared/text';
import { visibleLabels } from '../shared/thinning';
import { barFacts } from './facts';
import { columnRect, heightOf, LABEL_GAP, middleOf, type Rect, type RowLayout } from './layout';
import type { BarFacts, RowEditorData, RowEditorLabels } from './types';

const TICKS = [0, 0.25, 0.5, 0.75, 1];
const HATCH = 6;
/** Weights that differ by less stand at the same height. */
const SAME = 0.002;
/** Smaller weights are no whole per cent: the readout has them. */
const DIGITS_FROM = 0.005;
/** Marks this much above a bar would run through the digits on it. */
const NEAR = 0.18;

/** The axis of weights and the titles; they change with the layout only. */
export function drawAxes(
  svg: Svg,
  layout: RowLayout,
  kind: RowEditorData['kind'],
  labels: RowEditorLabels,
): void {
  const { plot, width, height } = layout;
  svg.attr('width', width).attr('height', height);
  const ticks = svg
    .select('.fig-row-axis')
    .selectAll<SVGGElement, number>('g')
    .data(TICKS)
    .join((enter) => {
      const tick = enter.append('g');
      tick.append('line');
      tick.append('text').attr('class', 'fig-label').attr('text-anchor', 'end').attr('dy', '0.35em');
      return tick;
    })
    .attr('transform', (weight) => `translate(0,${heightOf(layout, weight)})`);
  ticks
    .select('line')
    .attr('class', (weight) => (weight === 0 ? 'fig-row-base' : 'fig-row-grid'))
    .attr('x1', plot.x)
    .attr('x2', plot.x + plot.width);
  ticks
    .select('text')
    .attr('x', plot.x - LABEL_GAP)
    .text((weight) => (weight % 0.5 === 0 ? labels.tick(weight) : ''));
  const titles = [
    { text: labels.weightAxis, x: 0, y: 26, look: '' },
    { text: labels.keyAxis, x: plot.x, y: 12, look: `fig-fill-${axisHues(kind).key}` },
  ];
  svg
    .select('.fig-titles')
    .selectAll<SVGTextElement, (typeof titles)[number]>('text')
    .data(titles)
    .join('text')
    .attr('class', ({ look }) => `fig-axis-title fig-row-title ${look}`)
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .text(({ text }) => text);
}

/** The bars, what they were before, and where they were set. @param asked what is being set, before it is computed */
export function drawBars(
  svg: Svg,
  layout: RowLayout,
  data: RowEditorData,
  asked: Readonly<{ key: number; weight: number }> | null,
  labels: RowEditorLabels,
): void {
  const all = data.keyTokens.map((_, key) => barFacts(data, key));
  drawMasked(svg, layout, all);
  const shown = all.filter(({ refusal }) => refusal !== 'masked');
  const left = (key: number, width: number): number => middleOf(layout, key) - width / 2;
  const { barWidth, plot } = layout;
  const base = plot.y + plot.height;
  svg
    .select('.fig-row-bars')
    .selectAll<SVGRectElement, BarFacts>('rect')
    .data(shown, ({ key }) => key)
    .join('rect')
    .attr('class', `fig-fill-${axisHues(data.kind).frame}`)
    .attr('data-key', ({ key }) => key)
    .attr('data-weight', ({ weight }) => weight)
    .attr('x', ({ key }) => left(key, barWidth))
    .attr('width', barWidth)
    .attr('y', ({ weight }) => Math.min(base - 1, heightOf(layout, weight)))
    .attr('height', ({ weight }) => Math.max(1, base - heightOf(layout, weight)));
  const ghostWidth = Math.min(layout.column - 2, barWidth + 8);
  svg
    .select('.fig-row-before')
    .selectAll<SVGPathElement, BarFacts>('path')
    .data(
      shown.filter(({ before }) => before !== null),
      ({ key }) => key,
    )
    .join('path')
    .attr('data-before', ({ before }) => before)
    .attr(
      'd',
      ({ key, before }) => `M${left(key, ghostWidth)},${heightOf(layout, before ?? 0)}h${ghostWidth}`,
    );
  svg
    .select('.fig-row-digits')
    .selectAll<SVGTextElement, BarFacts>('text')
    .data(layout.hasDigits ? shown.filter(({ weight }) => weight >= DIGITS_FROM) : [], ({ key }) => key)
    .join('text')
    .attr('class', 'fig-label')
    .attr('text-anchor', 'middle')
    .attr('x', ({ key }) => middleOf(layout, key))
    .attr('y', (facts) => heightOf(layout, digitsAt(facts)) - 12)
    .text(({ weight }) => labels.tick(weight));
  drawKnobs(svg, layout, shown, asked);
}

/** Digits stand above the marks that are just over the bar. */
function digitsAt({ weight, before, set }: BarFacts): number {
  return [before, set]
    .filter((mark) => mark !== null)
    .toSorted((a, b) => a - b)
    .reduce((top, mark) => (mark > top && mark - top < NEAR ? mark : top), weight);
}

/** A knob where a weight was set, with a thread to its bar where a later setting took a share of it. */
function drawKnobs(
  svg: Svg,
  layout: RowLayout,
  shown: readonly BarFacts[],
  asked: Readonly<{ key: number; weight: number }> | null,
): void {
  const knobs = shown.flatMap(({ key, weight, set }) => {
    const at = asked?.key === key ? asked.weight : set;
    return at === null ? [] : [{ key, weight, at }];
  });
  const groups = svg
    .select('.fig-row-knobs')
    .selectAll<SVGGElement, (typeof knobs)[number]>('g')
    .data(knobs, ({ key }) => key)
    .join((enter) => {
      const knob = enter.append('g');
      knob.append('path').attr('class', 'fig-row-thread');
      knob.append('circle').attr('class', 'fig-row-knob').attr('r', 5);
      return knob;
    })
    .attr('data-set', ({ at }) => at)
    .attr('transform', ({ key, at }) => `translate(${middleOf(layout, key)},${heightOf(layout, at)})`);
  groups.select('path').attr('d', ({ weight, at }) => {
    const down = heightOf(layout, weight) - heightOf(layout, at);
    return Math.abs(weight - at) < SAME ? null : `M0,0v${down}`;
  });
}

function drawMasked(svg: Svg, layout: RowLayout, all: readonly BarFacts[]): void {
  const rects = all.filter(({ refusal }) => refusal === 'masked').map(({ key }) => columnRect(layout, key));
  const paths = [
    {
      look: 'fig-row-masked',
      path: rects.map(({ x, y, width, height }) => `M${x},${y}h${width}v${height}h${-width}Z`),
    },
    { look: 'fig-row-hatch', path: rects.map(hatch) },
  ];
  svg
    .select('.fig-row-hidden')
    .selectAll<SVGPathElement, (typeof paths)[number]>('path')
    .data(rects.length > 0 ? paths : [])
    .join('path')
    .attr('class', ({ look }) => look)
    .attr('d', ({ path }) => path.join(''));
}

/** Rising lines over a rectangle, which go on over the next one. */
export function hatch({ x, y, width, height }: Rect): string {
  const lines: string[] = [];
  const bottom = y + height;
  // A line is where x + y is the same on all of it.
  for (let sum = Math.ceil((x + y) / HATCH) * HATCH; sum < x + width + bottom; sum += HATCH) {
    const from = Math.max(x, sum - bottom);
    const to = Math.min(x + width, sum - y);
    lines.push(`M${from},${sum - from}L${to},${sum - to}`);
  }
  return lines.join('');
}

/** The tokens under the columns, and what is pointed at and locked. */
export function drawPointed(
  svg: Svg,
  layout: RowLayout,
  { keyTokens }: RowEditorData,
  previewed: number | null,
  locked: number | null,
  measure: Measure,
): void {
  const pinned = [previewed, locked];
  const texts = keyTokens.map(({ text }) => visibleToken(text));
  const { labelAngle, plot } = layout;
  svg
    .select('.fig-key-labels')
    .selectAll<SVGTextElement, number>('text')
    .data(visibleLabels(layout.nKeys, layout.column, layout.labelSpacing, pinned), (key) => key)
    .join('text')
    .attr('class', 'fig-label')
    .classed('fig-label-active', (key) => pinned.includes(key))
    .attr('text-anchor', labelAngle === 0 ? 'middle' : 'end')
    .attr('dy', labelAngle === 0 ? '0.7em' : '0.35em')
    .attr(
      'transform',
      (key) =>
        `translate(${middleOf(layout, key)},${plot.y + plot.height + LABEL_GAP}) rotate(${-labelAngle})`,
    )
    .text((key) => truncate(texts[key] ?? '', layout.labelRoom, measure));
  drawColumn(svg.select('.fig-row-pointed'), layout, previewed, 'fig-row-preview');
  drawColumn(svg.select('.fig-marks'), layout, locked, 'fig-lock-ring');
}

function drawColumn(
  group: Selection<SVGGElement, unknown, null, undefined>,
  layout: RowLayout,
  key: number | null,
  look: string,
): void {
  group
    .selectAll<SVGRectElement, Rect>('rect')
    .data(key === null ? [] : [columnRect(layout, key)])
    .join('rect')
    .attr('class', look)
    .attr('rx', 3)
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('width', ({ width }) => width)
    .attr('height', ({ height }) => height);
}

const SWATCHES = ['now', 'before', 'set', 'masked'] as const;

/** How each mark looks. */
export function drawRowLegend(
  container: HTMLElement,
  kind: RowEditorData['kind'],
  { legend }: RowEditorLabels,
): void {
  const items = select(container)
    .selectAll<HTMLSpanElement, (typeof SWATCHES)[number]>('span.fig-legend-item')
    .data(SWATCHES)
    .join((enter) => {
      const item = enter.append('span').attr('class', 'fig-legend-item');
      item
        .append('svg')
        .attr('class', 'fig-row-swatch')
        .attr('aria-hidden', 'true')
        .attr('width', 16)
        .attr('height', 12)
        .append('g')
        .each(function (mark) {
          drawSwatch(select(this), mark);
        });
      item.append('span').text((mark) => legend[mark]);
      return item;
    });
  items.select('.fig-row-swatch-bar').attr('class', `fig-row-swatch-bar fig-fill-${axisHues(kind).frame}`);
}

function drawSwatch(
  group: Selection<SVGGElement, unknown, null, undefined>,
  mark: (typeof SWATCHES)[number],
): void {
  const whole = { x: 0, y: 0, width: 16, height: 12 };
  switch (mark) {
    case 'now':
      group
        .append('rect')
        .attr('class', 'fig-row-swatch-bar')
        .attr('x', 3)
        .attr('width', 10)
        .attr('height', 12);
      break;
    case 'before':
      group.attr('class', 'fig-row-before').append('path').attr('d', 'M0,6h16');
      break;
    case 'set':
      group.append('circle').attr('class', 'fig-row-knob').attr('r', 5).attr('cx', 8).attr('cy', 6);
      break;
    case 'masked':
      group.append('path').attr('class', 'fig-row-masked').attr('d', 'M0,0h16v12h-16Z');
      group.append('path').attr('class', 'fig-row-hatch').attr('d', hatch(whole));
      break;
  }
}
