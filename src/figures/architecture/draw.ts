import type { Selection } from 'd3';
import { drawBoxes } from './drawBoxes';
import { drawFrames } from './drawFrames';
import { shapeText } from './wireLabels';
import type { ArchitectureData, ArchitectureOptions, Layout, Point, Wire, WireLabel } from './types';

export type Svg = Selection<SVGSVGElement, unknown, null, undefined>;

export const LAYERS = ['frames', 'wires', 'labels', 'tags', 'boxes', 'steps'] as const;

/** Draws a layout: what stays moves to its new place, what is new fades in, what is gone fades out. */
export function draw(
  svg: Svg,
  layout: Layout,
  data: ArchitectureData,
  options: ArchitectureOptions,
  duration: number,
): void {
  svg
    .attr('width', layout.width)
    .attr('height', layout.height)
    .attr('viewBox', `0 0 ${layout.width} ${layout.height}`);
  drawFrames(svg, layout.frames, options, duration);
  drawWires(svg, layout.wires, options, duration);
  drawLabels(svg, layout.labels, duration);
  drawBoxes(svg, layout.boxes, data, options, duration);
}

function drawWires(
  svg: Svg,
  wires: readonly Wire[],
  { labels }: ArchitectureOptions,
  duration: number,
): void {
  const joined = svg
    .select<SVGGElement>('.arch-wires')
    .selectAll<SVGGElement, Wire>('g')
    .data(wires, ({ edge }) => edge.id)
    .join(
      (enter) => {
        const group = enter.append('g').attr('opacity', 0);
        group.append('path').attr('class', 'arch-hit').append('title');
        group
          .append('path')
          .attr('class', 'arch-line')
          .attr('d', (wire) => linePath(wire.points));
        group
          .append('path')
          .attr('class', 'arch-arrow')
          .attr('d', (wire) => arrowPath(wire.points));
        return group;
      },
      (update) => update,
      (exit) =>
        exit
          .transition('move')
          .duration(duration / 2)
          .attr('opacity', 0)
          .remove(),
    )
    .attr('class', ({ edge }) => `arch-wire arch-${edge.role} arch-hue-${edge.hue}`);
  joined.select('.arch-hit').attr('d', (wire) => linePath(wire.points));
  joined.select('title').text(({ edge }) => labels.wire(edge));
  const moved = joined.transition('move').duration(duration);
  moved.attr('opacity', 1);
  moved.select('.arch-line').attr('d', (wire) => linePath(wire.points));
  moved.select('.arch-arrow').attr('d', (wire) => arrowPath(wire.points));
}

const CORNER = 5;

/**
 * A line with rounded corners that stops where its arrow begins. Always of as many pieces as the longest wire has, so
 * that one wire can become another without a jump.
 */
export function linePath(points: readonly Point[]): string {
  const [first] = points;
  const last = points.at(-1);
  const before = points.at(-2);
  if (!first || !last || !before) return '';
  const parts = [`M${pair(first)}`];
  for (let index = 1; index < points.length - 1; index += 1) {
    const [previous, corner, next] = [points[index - 1], points[index], points[index + 1]];
    if (!previous || !corner || !next) continue;
    const radius = Math.min(CORNER, distance(previous, corner) / 2, distance(corner, next) / 2);
    parts.push(
      `L${pair(towards(corner, previous, radius))}Q${pair(corner)} ${pair(towards(corner, next, radius))}`,
    );
  }
  const end = towards(last, before, Math.min(3, distance(last, before) / 2));
  for (let missing = points.length - 2; missing < 4; missing += 1)
    parts.push(`L${pair(end)}Q${pair(end)} ${pair(end)}`);
  return `${parts.join('')}L${pair(end)}`;
}

function arrowPath(points: readonly Point[]): string {
  const last = points.at(-1);
  const before = points.at(-2);
  if (!last || !before) return '';
  const length = Math.min(5.5, distance(last, before));
  const base = towards(last, before, length);
  const [dx, dy] = [(last[0] - base[0]) / length, (last[1] - base[1]) / length];
  const wing = (side: number): Point => [base[0] - side * dy * 3, base[1] + side * dx * 3];
  return `M${pair(last)}L${pair(wing(1))}L${pair(wing(-1))}Z`;
}

const pair = ([x, y]: Point): string => `${x.toFixed(2)},${y.toFixed(2)}`;
const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

function towards(from: Point, to: Point, length: number): Point {
  const all = distance(from, to) || 1;
  return [from[0] + ((to[0] - from[0]) * length) / all, from[1] + ((to[1] - from[1]) * length) / all];
}

function drawLabels(svg: Svg, wireLabels: readonly WireLabel[], duration: number): void {
  const joined = svg
    .select<SVGGElement>('.arch-labels')
    .selectAll<SVGTextElement, WireLabel>('text')
    .data(wireLabels, ({ id }) => id)
    .join(
      (enter) => {
        const text = enter.append('text').attr('opacity', 0);
        for (const part of ['letter', 'shape', 'note']) text.append('tspan').attr('class', `arch-${part}`);
        return text.attr('x', ({ x }) => x).attr('y', baseline);
      },
      (update) => update,
      (exit) =>
        exit
          .transition('move')
          .duration(duration / 2)
          .attr('opacity', 0)
          .remove(),
    )
    .attr('class', ({ edge }) => `arch-label arch-hue-${edge.hue}`)
    .attr('text-anchor', ({ anchor }) => anchor);
  joined.select('.arch-letter').text(({ letter }) => letter);
  joined
    .select('.arch-shape')
    .attr('dx', ({ letter, text }) => (letter && text ? 5 : null))
    .text(({ text, edge }) => (text ? shapeText(edge.shape) : ''));
  joined
    .select('.arch-note')
    .attr('dx', ({ note }) => (note ? 6 : null))
    .text(({ note }) => note);
  joined
    .transition('move')
    .duration(duration)
    .attr('opacity', 1)
    .attr('x', ({ x }) => x)
    .attr('y', baseline);
}

const baseline = ({ y }: WireLabel): number => y + 4;
