import { line, type Selection, transition } from 'd3';
import type { GraphNode } from '../../model/graph/types';
import { createMeasure, truncate, type Measure } from '../shared/text';
import type { Box, Frame, Layout, Wire, WireLabel } from './layout';
import { maskPath } from './maskIcon';
import type { ArchitectureData, ArchitectureOptions } from './types';

type Svg = Selection<SVGSVGElement, unknown, null, undefined>;

const DURATION = 450;
/** One for all parts of a change, so that they arrive together. */
type Motion = ReturnType<typeof transition>;
const ICON = 11;
let measureName: Measure | null = null;
let measureDetail: Measure | null = null;

/** Draws a layout into the figure's groups: what stays moves, what is new fades in, what is gone fades out. */
export function draw(
  svg: Svg,
  geometry: Layout,
  { graph, selected }: ArchitectureData,
  options: ArchitectureOptions,
  animated: boolean,
): void {
  svg
    .attr('width', geometry.width)
    .attr('height', geometry.height)
    .attr('viewBox', `0 0 ${geometry.width} ${geometry.height}`);
  const motion = transition().duration(animated ? DURATION : 0);
  drawFrames(svg, geometry.frames, options, motion);
  drawWires(svg, geometry.wires, motion);
  drawLabels(svg, geometry.labels, options, motion);
  drawBoxes(svg, geometry.boxes, graph.totalParameters, selected, options, motion);
}

function drawFrames(
  svg: Svg,
  frames: readonly Frame[],
  { labels }: ArchitectureOptions,
  motion: Motion,
): void {
  const joined = svg
    .select<SVGGElement>('g.frames')
    .selectAll<SVGGElement, Frame>('g')
    .data(frames, (frame) => frame.stack)
    .join(
      (enter) => {
        const group = enter.append('g').attr('class', (frame) => `frame hue-${frame.stack}`);
        group.append('rect').attr('rx', 12);
        group.append('text').attr('class', 'repeated');
        group.attr('opacity', 0);
        return group;
      },
      (update) => update,
      (exit) => exit.transition(motion).attr('opacity', 0).remove(),
    );
  joined.transition(motion).attr('opacity', 1);
  joined
    .select('rect')
    .transition(motion)
    .attr('x', (frame) => frame.x)
    .attr('y', (frame) => frame.y)
    .attr('width', (frame) => frame.width)
    .attr('height', (frame) => frame.height);
  joined
    .select<SVGTextElement>('text')
    .text((frame) => `${labels.stack[frame.stack]}  ${labels.repeated(frame.layers)}`)
    .attr('text-anchor', 'start')
    .transition(motion)
    .attr('x', (frame) => frame.x + 2)
    .attr('y', (frame) => frame.y - 6);
}

const path = line<readonly [number, number]>(
  ([x]) => x,
  ([, y]) => y,
);

function drawWires(svg: Svg, wires: readonly Wire[], motion: Motion): void {
  svg
    .select<SVGGElement>('g.wires')
    .selectAll<SVGPathElement, Wire>('path')
    .data(wires, (wire) => wire.edge.id)
    .join(
      (enter) =>
        enter
          .append('path')
          .attr('opacity', 0)
          .attr('d', (wire) => path([...wire.points])),
      (update) => update,
      (exit) => exit.transition(motion).attr('opacity', 0).remove(),
    )
    .attr('class', ({ edge, hue }) => `wire wire-${edge.kind} hue-${hue}`)
    .transition(motion)
    .attr('opacity', 1)
    .attr('d', (wire) => withArrow(wire));
}

/** The wire and, in the same path, a small head where it arrives. */
function withArrow({ points }: Wire): string {
  const stem = path([...points]) ?? '';
  const end = points.at(-1);
  const before = points.at(-2);
  if (!end || !before) return stem;
  const angle = Math.atan2(end[1] - before[1], end[0] - before[0]);
  const wing = (turn: number): string =>
    `${end[0] - 5 * Math.cos(angle + turn)},${end[1] - 5 * Math.sin(angle + turn)}`;
  return `${stem}M${wing(0.5)}L${end[0]},${end[1]}L${wing(-0.5)}`;
}

function drawLabels(
  svg: Svg,
  wireLabels: readonly WireLabel[],
  { labels }: ArchitectureOptions,
  motion: Motion,
): void {
  const joined = svg
    .select<SVGGElement>('g.labels')
    .selectAll<SVGTextElement, WireLabel>('text')
    .data(wireLabels, (label) => label.id)
    .join(
      (enter) => {
        const text = enter.append('text').attr('opacity', 0);
        text.append('tspan');
        text.append('title');
        return text.attr('x', (label) => label.x).attr('y', (label) => label.y);
      },
      (update) => update,
      (exit) => exit.transition(motion).attr('opacity', 0).remove(),
    )
    .attr('class', (label) => `shape hue-${label.hue}`)
    .attr('text-anchor', (label) => label.anchor);
  joined.select('tspan').text((label) => label.text);
  joined.select('title').text((label) => labels.shape(label.shape));
  joined
    .transition(motion)
    .attr('opacity', 1)
    .attr('x', (label) => label.x)
    .attr('y', (label) => label.y);
}

const isPickable = (node: GraphNode): boolean =>
  node.kind === 'selfAttention' || node.kind === 'crossAttention';

function hueOf(node: GraphNode): string {
  return node.kind === 'crossAttention' ? 'cross' : node.stack;
}

function drawBoxes(
  svg: Svg,
  boxes: readonly Box[],
  total: number,
  selected: string | null,
  { labels, onPick }: ArchitectureOptions,
  motion: Motion,
): void {
  measureName ??= createMeasure('600 12px system-ui, sans-serif');
  measureDetail ??= createMeasure('11px system-ui, sans-serif');
  const joined = svg
    .select<SVGGElement>('g.boxes')
    .selectAll<SVGGElement, Box>('g.box')
    .data(boxes, (box) => box.node.id)
    .join(
      (enter) => {
        const group = enter.append('g').attr('opacity', 0).attr('transform', place);
        group.append('rect').attr('class', 'body');
        group.append('rect').attr('class', 'share-track');
        group.append('rect').attr('class', 'share');
        group.append('path').attr('class', 'icon');
        // The title names the group in full; what is seen may be shortened, so it is not read out as well.
        group.append('text').attr('class', 'name').attr('aria-hidden', 'true');
        group.append('text').attr('class', 'detail').attr('aria-hidden', 'true');
        group.append('title');
        return group;
      },
      (update) => update,
      (exit) => exit.transition(motion).attr('opacity', 0).remove(),
    )
    .attr(
      'class',
      ({ node }) => `box box-${node.kind} hue-${hueOf(node)}${isPickable(node) ? ' pickable' : ''}`,
    )
    .attr('role', ({ node }) => (isPickable(node) ? 'button' : 'img'))
    .attr('tabindex', ({ node }) => (isPickable(node) ? 0 : null))
    .attr('aria-pressed', ({ node }) => (isPickable(node) ? node.id === selected : null))
    .classed('selected', ({ node }) => node.id === selected)
    .on('click', (_, { node }) => {
      if (isPickable(node)) onPick?.(node.id);
    })
    .on('keydown', (event: KeyboardEvent, { node }) => {
      if (!isPickable(node) || (event.key !== 'Enter' && event.key !== ' ')) return;
      event.preventDefault();
      onPick?.(node.id);
    });
  joined.transition(motion).attr('opacity', 1).attr('transform', place);
  joined
    .select('rect.body')
    .attr('rx', (box) => (box.node.kind === 'add' ? box.width / 2 : 7))
    .transition(motion)
    .attr('width', (box) => box.width)
    .attr('height', (box) => box.height);
  joined.select('title').text(({ node }) => labels.describe(node, total));
  drawTexts(joined, labels);
  drawShare(joined, total, motion);
  joined
    .select('path.icon')
    .attr('transform', (box) => `translate(8, ${box.height / 2})`)
    .attr('d', ({ node }) => (node.mask && isPickable(node) ? maskPath(node.mask, ICON) : null));
}

const place = (box: Box): string => `translate(${box.x}, ${box.y})`;

type Boxes = Selection<SVGGElement, Box, SVGGElement, unknown>;

function drawTexts(joined: Boxes, labels: ArchitectureOptions['labels']): void {
  const room = (box: Box): number => box.width - 8;
  const isTall = (box: Box): boolean => box.height >= 30;
  const iconRoom = (box: Box): number => (isPickable(box.node) ? ICON + 4 : 0);
  joined
    .select<SVGTextElement>('text.name')
    .attr('text-anchor', 'middle')
    .attr('x', (box) => box.width / 2)
    .attr('y', (box) => (isTall(box) ? box.height / 2 - 4 : box.height / 2 + 4))
    .text((box) =>
      box.node.kind === 'add'
        ? '+'
        : truncate(labels.name(box.node), room(box), measureName ?? ((text) => text.length * 7)),
    );
  joined
    .select<SVGTextElement>('text.detail')
    .attr('text-anchor', 'middle')
    .attr('x', (box) => (box.width + iconRoom(box)) / 2)
    .attr('y', (box) => box.height / 2 + 9)
    .text((box) =>
      isTall(box)
        ? truncate(labels.detail(box.node), box.width - 12, measureDetail ?? ((text) => text.length * 6))
        : '',
    );
}

/** A thin bar at the foot of a block: its part of all parameters. */
function drawShare(joined: Boxes, total: number, motion: Motion): void {
  const hasBar = (box: Box): boolean => box.node.parameters > 0 && box.height >= 30;
  const width = (box: Box): number => Math.max(0, box.width - 16);
  for (const name of ['share-track', 'share']) {
    joined
      .select(`rect.${name}`)
      .attr('x', 8)
      .attr('y', (box) => box.height - 5)
      .attr('height', 2)
      .attr('rx', 1)
      .attr('display', (box) => (hasBar(box) ? null : 'none'));
  }
  joined.select('rect.share-track').attr('width', width);
  joined
    .select('rect.share')
    .transition(motion)
    .attr('width', (box) => Math.max(1.5, (width(box) * box.node.parameters) / Math.max(1, total)));
}
