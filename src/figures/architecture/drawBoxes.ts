import type { BaseType, Selection } from 'd3';
import type { Svg } from './draw';
import { maskPath } from './maskIcon';
import { sourcesOf } from './sources';
import type { ArchitectureData, ArchitectureOptions, Box, BoxText } from './types';

type Boxes = Selection<SVGGElement, Box, BaseType, unknown>;

/** Blocks that open a figure. */
export const isPickable = ({ node }: Pick<Box, 'node'>): boolean => node.mask !== null;

export function drawBoxes(
  svg: Svg,
  boxes: readonly Box[],
  { graph, selected, marks }: Pick<ArchitectureData, 'graph' | 'selected' | 'marks'>,
  { labels, onPick }: ArchitectureOptions,
  duration: number,
): void {
  const picks = (box: Box): boolean => onPick !== undefined && isPickable(box);
  const joined = svg
    .select<SVGGElement>('.arch-boxes')
    .selectAll<SVGGElement, Box>('g.arch-box')
    .data(boxes, ({ node }) => node.id)
    .join(
      (enter) => {
        const group = enter.append('g').attr('opacity', 0).attr('transform', place);
        group.append('title');
        group.append('rect').attr('class', 'arch-body').call(size);
        group.append('rect').attr('class', 'arch-track');
        group.append('rect').attr('class', 'arch-share');
        group.append('path').attr('class', 'arch-icon');
        group.append('path').attr('class', 'arch-plus');
        return group;
      },
      (update) => update,
      (exit) =>
        exit
          .attr('role', null)
          .attr('tabindex', null)
          .transition('move')
          .duration(duration / 2)
          .attr('opacity', 0)
          .remove(),
    )
    .attr('class', (box) => `arch-box arch-kind-${box.node.kind} arch-hue-${box.node.hue}`)
    .classed('arch-pickable', picks)
    .classed('arch-marked', ({ node }) => marks?.has(node.id) ?? false)
    .classed('arch-bypassed', ({ node }) => node.bypassed)
    .classed('arch-selected', ({ node }) => node.id === selected)
    .attr('role', (box) => (picks(box) ? 'button' : 'img'))
    .attr('data-node', ({ node }) => node.id)
    .attr('aria-pressed', (box) => (picks(box) ? String(box.node.id === selected) : null))
    // What is seen comes first in the name, so that it can be spoken to pick the block (WCAG 2.5.3).
    .attr('aria-label', ({ node, texts }) =>
      [
        texts.map(({ text }) => text).join(' '),
        marks?.get(node.id),
        labels.describe(node),
        ...sourcesOf(graph, node.id).map(labels.source),
      ]
        .filter(Boolean)
        .join('\n'),
    );
  joined.select('title').text(({ node }) => labels.describe(node));
  joined.transition('move').duration(duration).attr('opacity', 1).attr('transform', place);
  joined
    .select<SVGRectElement>('.arch-body')
    .attr('rx', (box) => (box.width === box.height ? box.width / 2 : box.height < 30 ? 5 : 7))
    .transition('move')
    .duration(duration)
    .call(size);
  joined
    .select('.arch-icon')
    .attr('d', ({ node, icon }) => (icon && node.mask ? maskPath(node.mask, icon.width) : null))
    .attr('transform', ({ icon }) => (icon ? `translate(${icon.x}, ${icon.y})` : null));
  joined
    .select('.arch-plus')
    .attr('d', ({ node }) => (node.kind === 'add' || node.kind === 'sum' ? 'M4,8H12M8,4V12' : null));
  drawBars(joined, duration);
  drawTexts(joined, duration);
  drawMarks(joined, marks);
}

const place = (box: Box): string => `translate(${box.x}, ${box.y})`;

/** Width and height of a block's body, set at once or as the end of a movement. */
function size(body: { attr(name: string, value: (box: Box) => number): unknown }): void {
  body.attr('width', (box: Box) => box.width);
  body.attr('height', (box: Box) => box.height);
}

function drawBars(joined: Boxes, duration: number): void {
  const at = (name: 'x' | 'y' | 'width' | 'height') => (box: Box) => box.bar?.[name] ?? 0;
  const shared = ({ bar, node }: Box): number => (bar ? Math.max(1, bar.width * node.share) : 0);
  for (const [bar, width] of [
    ['.arch-track', at('width')],
    ['.arch-share', shared],
  ] as const) {
    joined
      .select(bar)
      .attr('x', at('x'))
      .attr('height', at('height'))
      .attr('rx', 1)
      .transition('move')
      .duration(duration)
      .attr('y', at('y'))
      .attr('width', width);
  }
}

function drawTexts(joined: Boxes, duration: number): void {
  const texts = joined
    .selectAll<SVGTextElement, BoxText>('text:not(.arch-mark)')
    .data(
      (box) => box.texts,
      (text) => text.role,
    )
    .join((enter) =>
      enter
        .append('text')
        .attr('x', ({ x }) => x)
        .attr('y', ({ y }) => y),
    )
    .attr('class', ({ role }) => `arch-${role}`)
    .attr('text-anchor', ({ anchor }) => anchor)
    // A space, so that name and number are two words to those who read them as one text.
    .text(({ role, text }) => (role === 'name' ? `${text} ` : text));
  texts
    .transition('move')
    .duration(duration)
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y);
}

/** A word on the upper border of a block, at its beginning: shapes stand at the right of the wires that leave it. */
function drawMarks(joined: Boxes, marks: ArchitectureData['marks']): void {
  joined
    .selectAll<SVGTextElement, string>('text.arch-mark')
    .data(({ node }) => [marks?.get(node.id) ?? []].flat())
    .join((enter) => enter.append('text').attr('class', 'arch-mark'))
    .text((word) => word);
  joined
    .select<SVGTextElement>('text.arch-mark')
    .attr('text-anchor', ({ width, height }) => (height === width ? 'end' : 'start'))
    .attr('x', ({ width, height }) => (height === width ? -3 : 4))
    .attr('y', ({ width, height }) => (height === width ? height / 2 + 4 : 3));
}
