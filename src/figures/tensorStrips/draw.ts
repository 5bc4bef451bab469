import { select } from 'd3';
import { heatColor } from '../heatMap/scale';
import type { HeatScale } from '../heatMap/types';
import type { Cell } from '../shared/selection';
import type { Svg } from '../shared/stage';
import { type Measure, truncate } from '../shared/text';
import { dimensionSpan, type StripPlace, type StripsLayout } from './layout';
import type { Strip, TensorStripsLabels } from './types';

const SCALE_WIDTH = 48;
const SCALE_STEPS = 24;
const SCALE_HEIGHT = 8;
const PAD = 5;
const LEAST_MARK = 4;

/** Small values are seen too, by the square root of the magnitude. */
export const scaleOf = ({ values }: Strip): HeatScale => ({
  kind: 'diverging',
  limit: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  root: true,
});

type Drawn = Readonly<{
  strip: Strip;
  place: StripPlace;
  scale: HeatScale;
  ticks: readonly [string, string];
}>;

/** Words, scale and cells of every strip. */
export function drawStrips(
  svg: Svg,
  strips: readonly Strip[],
  layout: StripsLayout,
  labels: TensorStripsLabels,
  measure: Measure,
): void {
  const drawn = strips.flatMap((strip, index): Drawn[] => {
    const place = layout.strips[index];
    const scale = scaleOf(strip);
    const limit = scale.kind === 'diverging' ? scale.limit : 0;
    return place ? [{ strip, place, scale, ticks: [labels.tick(-limit), labels.tick(limit)] }] : [];
  });
  drawWords(svg, drawn, layout, measure);
  drawScales(svg, drawn, layout, measure);
  drawCells(svg, drawn, layout);
}

type Word = Readonly<{ text: string; x: number; y: number; look: string }>;

function drawWords(svg: Svg, drawn: readonly Drawn[], layout: StripsLayout, measure: Measure): void {
  const words = drawn.flatMap(({ strip, place, ticks }): Word[] => {
    const room = layout.width - scaleRoom(ticks, measure) - PAD;
    const name = truncate(strip.name, room, measure);
    const shapeX = 1 + measure(name) * 1.05 + 8;
    const hue = strip.hue === undefined ? '' : ` fig-fill-${strip.hue}`;
    return [
      ...(strip.heading !== null && place.headingY !== null
        ? [{ text: strip.heading, x: 1, y: place.headingY, look: `fig-strip-heading${hue}` }]
        : []),
      { text: name, x: 1, y: place.nameY, look: 'fig-label fig-strip-name' },
      {
        text: truncate(`[${strip.shape}]`, Math.max(0, room - shapeX), measure),
        x: shapeX,
        y: place.nameY,
        look: 'fig-label',
      },
      {
        text: truncate(strip.formula, layout.width, measure),
        x: 1,
        y: place.formulaY,
        look: 'fig-label',
      },
    ];
  });
  svg
    .select('.fig-strip-words')
    .selectAll<SVGTextElement, Word>('text')
    .data(words)
    .join('text')
    .attr('class', (word) => word.look)
    .attr('x', (word) => word.x)
    .attr('y', (word) => word.y)
    .attr('dy', '0.35em')
    .text((word) => word.text);
}

const scaleRoom = (ticks: Drawn['ticks'], measure: Measure): number =>
  SCALE_WIDTH + ticks.reduce((sum, tick) => sum + measure(tick) + PAD, 0);

/** The scale of a strip with its two ends; 0 is in the middle. */
function drawScales(svg: Svg, drawn: readonly Drawn[], layout: StripsLayout, measure: Measure): void {
  svg
    .select('.fig-strip-scales')
    .selectAll<SVGGElement, Drawn>('g')
    .data(drawn)
    .join((enter) => {
      const scale = enter.append('g');
      scale.append('text').attr('text-anchor', 'end');
      scale.append('text').attr('text-anchor', 'end');
      return scale;
    })
    .each(function ({ place, scale, ticks }) {
      const [low, high] = ticks;
      const limit = scale.kind === 'diverging' ? scale.limit : 0;
      const end = layout.width - measure(high) - PAD;
      const step = SCALE_WIDTH / SCALE_STEPS;
      select(this)
        .selectAll<SVGTextElement, unknown>('text')
        .data([
          { text: low, x: end - SCALE_WIDTH - PAD },
          { text: high, x: layout.width },
        ])
        .attr('class', 'fig-label')
        .attr('x', (tick) => tick.x)
        .attr('y', place.nameY)
        .attr('dy', '0.35em')
        .text((tick) => tick.text);
      select(this)
        .selectAll<SVGRectElement, number>('rect')
        .data(Array.from({ length: SCALE_STEPS }, (_, index) => index))
        .join('rect')
        .attr('x', (index) => end - SCALE_WIDTH + index * step)
        .attr('y', place.nameY - SCALE_HEIGHT / 2)
        .attr('width', step + 0.05)
        .attr('height', SCALE_HEIGHT)
        .attr('fill', (index) =>
          heatColor(((2 * index) / (SCALE_STEPS - 1) - 1) * limit, { kind: 'diverging', limit }),
        );
    });
}

interface DrawnCell {
  readonly row: number;
  readonly col: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly value: number;
  readonly color: string;
}

function drawCells(svg: Svg, drawn: readonly Drawn[], layout: StripsLayout): void {
  const cells = drawn.flatMap(({ strip, place, scale }, row) =>
    Array.from({ length: place.nDrawn }, (_, bin): DrawnCell => {
      const from = Math.floor((bin * place.length) / place.nDrawn);
      const to = Math.floor(((bin + 1) * place.length) / place.nDrawn);
      const col = strongest(strip.values, from, to);
      const { x } = dimensionSpan(layout, place, from);
      const end = dimensionSpan(layout, place, to).x;
      const value = strip.values[col] ?? Number.NaN;
      const gap = end - x >= 7 ? 1 : 0;
      return {
        ...{ row, col, x, value },
        ...{ y: place.y, width: end - x - gap, height: place.height },
        color: heatColor(value, scale),
      };
    }),
  );
  svg
    .select('.fig-strip-cells')
    .selectAll<SVGRectElement, DrawnCell>('rect')
    .data(cells)
    .join('rect')
    .attr('x', (cell) => cell.x)
    .attr('y', (cell) => cell.y)
    .attr('width', (cell) => Math.max(0.2, cell.width))
    .attr('height', (cell) => cell.height)
    .attr('fill', (cell) => cell.color)
    .attr('data-row', (cell) => cell.row)
    .attr('data-col', (cell) => cell.col)
    .attr('data-value', (cell) => cell.value);
}

/** Where a pixel shows one of several dimensions it is the largest in magnitude, or what is no number: a fault. */
function strongest(values: Float32Array, from: number, to: number): number {
  let best = from;
  for (let index = from; index < to; index += 1) {
    const size = Math.abs(values[index] ?? 0);
    if (Number.isNaN(size)) return index;
    if (size > Math.abs(values[best] ?? 0)) best = index;
  }
  return best;
}

type Mark = Readonly<{ x: number; width: number; y: number; height: number; state: 'hover' | 'locked' }>;

/** What is locked, what is linked from elsewhere and what is hovered. */
export function drawStripMarks(
  svg: Svg,
  layout: StripsLayout,
  locked: Cell | null,
  hovered: readonly Cell[],
): void {
  const mark = (cell: Cell, state: Mark['state']): Mark[] => {
    const place = layout.strips[cell.query ?? -1];
    if (!place || cell.key === null || cell.key >= place.length) return [];
    const span = dimensionSpan(layout, place, cell.key);
    const width = Math.max(LEAST_MARK, span.width);
    const x = span.x - (width - span.width) / 2;
    return [{ x, width, y: place.y, height: place.height, state }];
  };
  const marks = [
    ...(locked ? mark(locked, 'locked') : []),
    ...hovered.flatMap((cell) => mark(cell, 'hover')),
  ];
  svg
    .select('.fig-marks')
    .selectAll<SVGGElement, Mark>('g')
    .data(marks)
    .join((enter) => {
      const group = enter.append('g');
      group.append('rect').attr('class', 'fig-mark-halo');
      group.append('rect').attr('class', 'fig-mark-line');
      return group;
    })
    .attr('class', (one) => `fig-mark fig-mark-cell fig-mark-${one.state}`)
    .each(function (one) {
      select(this)
        .selectChildren('rect')
        .attr('x', one.x)
        .attr('y', one.y)
        .attr('width', one.width)
        .attr('height', one.height);
    });
}

/** What the colours mean; the numbers stand beside each strip. */
export function drawStripsLegend(legend: HTMLElement, texts: readonly string[]): void {
  select(legend)
    .selectAll<HTMLSpanElement, string>('span')
    .data(texts)
    .join('span')
    .attr('class', (_, index) => (index === 0 ? 'fig-legend-title' : 'fig-legend-note'))
    .text((text) => text);
}
