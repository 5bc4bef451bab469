import type { Selection } from 'd3';
import type { Svg } from '../shared/stage';
import { type Measure, truncate, visibleToken } from '../shared/text';
import type { BeamTreeLayout, LaidLink, LaidNode } from './layout';
import type { BeamLabels, BeamMark } from './types';
import type { ShownPart } from './window';

const MARKS: readonly BeamMark[] = ['best', 'kept', 'dropped', 'finished', 'taken'];
const PADDING = 5;

export type NodeGroups = Selection<SVGGElement, LaidNode, SVGGElement, unknown>;

/** A part of the tree; what was drawn before moves to its new place. */
export function drawTree(
  svg: Svg,
  layout: BeamTreeLayout,
  part: ShownPart,
  root: string,
  labels: BeamLabels,
  measure: Measure,
  duration: number,
): NodeGroups {
  svg.attr('width', layout.width).attr('height', layout.height);
  drawRoot(svg, layout, root);
  svg
    .select('.fig-beam-links')
    .selectAll<SVGPathElement, LaidLink>('path')
    .data(part.links, ({ index }) => index)
    .join(
      (enter) => enter.append('path').attr('d', ({ path }) => path),
      (update) =>
        update.call((moved) =>
          moved
            .transition('move')
            .duration(duration)
            .attr('d', ({ path }) => path),
        ),
    )
    .attr('class', ({ fate }) => `fig-beam-link fig-beam-${fate}`);
  const groups = svg
    .select<SVGGElement>('.fig-beam-nodes')
    .selectAll<SVGGElement, LaidNode>('g.fig-beam-node')
    .data(part.nodes, ({ node }) => node.index)
    .join(
      (enter) => enter.append('g').attr('transform', placeOf).call(appendParts),
      (update) =>
        update.call((moved) => moved.transition('move').duration(duration).attr('transform', placeOf)),
    )
    .attr('class', ({ fate }) => `fig-beam-node fig-beam-${fate}`)
    .attr('data-index', ({ node }) => node.index);
  placeBoxes(groups, layout);
  const room = layout.box.width - 2 * PADDING;
  groups.select('.fig-beam-token').text(({ node }) => truncate(visibleToken(node.text), room, measure));
  groups
    .select('.fig-beam-score')
    .text(({ node, rank, score }) =>
      score === null ? labels.number(node.logProbability) : `#${rank} ${labels.number(score)}`,
    );
  return groups;
}

function placeOf({ x, y }: LaidNode): string {
  return `translate(${x},${y})`;
}

function appendParts(nodes: Selection<SVGGElement, LaidNode, SVGGElement, unknown>): void {
  nodes.append('rect').attr('class', 'fig-beam-ring');
  nodes.append('rect').attr('class', 'fig-beam-box');
  nodes.append('rect').attr('class', 'fig-beam-inner');
  nodes.append('text').attr('class', 'fig-label fig-beam-token').attr('text-anchor', 'middle').attr('y', -3);
  nodes.append('text').attr('class', 'fig-beam-score').attr('text-anchor', 'middle').attr('y', 12);
}

/** The ring lies round the box of what is taken, the second line inside the box of what is finished. */
function placeBoxes(groups: NodeGroups, { box }: BeamTreeLayout): void {
  for (const [name, inset] of [
    ['ring', -2],
    ['box', 0],
    ['inner', 3],
  ] as const) {
    groups
      .select(`.fig-beam-${name}`)
      .attr('x', inset - box.width / 2)
      .attr('y', inset - box.height / 2)
      .attr('width', box.width - 2 * inset)
      .attr('height', box.height - 2 * inset)
      .attr('rx', 5 - inset);
  }
  groups
    .select('.fig-beam-inner')
    .attr('display', ({ node }) => (node.isFinished && node.isKept ? null : 'none'));
}

function drawRoot(svg: Svg, { root, box }: BeamTreeLayout, text: string): void {
  svg
    .select('.fig-beam-root')
    .selectAll<SVGTextElement, string>('text')
    .data([visibleToken(text)])
    .join('text')
    .attr('class', 'fig-label')
    .attr('x', root.x - box.width / 2 + PADDING)
    .attr('y', root.y + 4)
    .text((shown) => shown);
}

/** What is pointed at with the way to it, and what is taken. */
export function drawMarks(
  groups: NodeGroups,
  pointed: ReadonlySet<number>,
  current: number | null,
  taken: number | null,
): void {
  groups
    .classed('fig-beam-pointed', ({ node }) => pointed.has(node.index))
    .classed('fig-beam-current', ({ node }) => node.index === current)
    .classed('fig-beam-taken', ({ node }) => node.index === taken);
}

/** How each kind of node looks. @returns a place at its end for what is drawn of the tree */
export function drawLegend(
  legend: Selection<HTMLElement, unknown, null, undefined>,
  labels: BeamLabels,
): Selection<HTMLSpanElement, unknown, null, undefined> {
  const items = legend
    .selectAll<HTMLSpanElement, BeamMark>('span.fig-beam-key')
    .data(MARKS)
    .join('span')
    .attr('class', 'fig-beam-key');
  items
    .append('span')
    .attr('class', (mark) => `fig-beam-swatch fig-beam-swatch-${mark}`)
    .attr('aria-hidden', 'true');
  items.append('span').text((mark) => labels.legend[mark]);
  return legend.append('span').attr('class', 'fig-beam-part');
}
