import { select } from 'd3';
import { type Cell, type Hue, axisHues } from '../shared/selection';
import type { Svg } from '../shared/stage';
import { type Measure, truncate } from '../shared/text';
import { visibleLabels } from '../shared/thinning';
import { headColor, headDash } from './heads';
import {
  besideToken,
  isOneText,
  keptApart,
  LABEL_GAP,
  type LinkGroup,
  type LinksLayout,
  linkOpacity,
  linkPath,
  linkWidth,
  type Point,
  weightPlace,
} from './layout';
import type { Link } from './links';
import type { LinksData, LinksLabels } from './types';

/** How the lines of each head look. */
export type Looks = Readonly<{
  /** Of one head, the hue of its attention; null: each head has its own. */
  hue: Hue | null;
  /** How far the lines of a head are moved along their tokens. */
  lane: (head: number) => number;
}>;

export function drawLinks(
  svg: Svg,
  layout: LinksLayout,
  group: LinkGroup,
  links: readonly Link[],
  { hue, lane }: Looks,
): void {
  svg
    .select(`.fig-links-${group}`)
    .selectAll<SVGPathElement, Link>('path')
    .data(links, (link) => `${link.head}-${link.query}-${link.key}`)
    .join('path')
    .attr('class', (link) => `fig-link ${hue === null ? headDash(link.head) : `fig-stroke-${hue}`}`)
    .style('stroke', (link) => (hue === null ? headColor(link.head) : null))
    .attr('d', (link) => linkPath(layout, link, group, lane(link.head)))
    .attr('stroke-width', (link) => linkWidth(link.weight))
    .attr('stroke-opacity', (link) => linkOpacity(link.weight));
}

/** Lines of other heads step back while one is pointed at in the legend. */
export function drawPointedHead(svg: Svg, head: number | null): void {
  svg
    .selectAll<SVGPathElement, Link>('.fig-link')
    .classed('fig-link-quiet', (link) => head !== null && link.head !== head);
}

/** Names of the axes; they change with the layout only. */
export function drawTitles(
  svg: Svg,
  layout: LinksLayout,
  kind: LinksData['kind'],
  labels: LinksLabels,
): void {
  const hues = axisHues(kind);
  const { shape, query, key, width } = layout;
  const bottom = layout.height - 5;
  const titles =
    shape === 'columns'
      ? [
          { hue: hues.query, text: labels.queryAxis, x: query.edge - LABEL_GAP, y: 13, anchor: 'end' },
          { hue: hues.key, text: labels.keyAxis, x: key.edge + LABEL_GAP, y: 13, anchor: 'start' },
        ]
      : [
          {
            hue: hues.query,
            text: isOneText(layout) ? labels.above : labels.queryAxis,
            x: 0,
            y: 13,
            anchor: 'start',
          },
          {
            hue: hues.key,
            text: isOneText(layout) ? labels.below : labels.keyAxis,
            x: 0,
            y: isOneText(layout) ? bottom : Math.min(bottom, endOfLines(layout) + 18),
            anchor: 'start',
          },
        ];
  svg
    .select('.fig-titles')
    .selectAll<SVGTextElement, (typeof titles)[number]>('text')
    .data(titles)
    .join('text')
    .attr('class', (title) => `fig-axis-title fig-fill-${title.hue}`)
    .attr('text-anchor', (title) => title.anchor)
    .attr('x', (title) => title.x)
    .attr('y', (title) => title.y)
    .text((title) => title.text)
    .each(function (title) {
      // On a narrow screen a title may be longer than its column: it then begins at the edge instead of being cut.
      const edge = title.anchor === 'end' ? 0 : width;
      const room = Math.abs(title.x - edge);
      if (shape !== 'columns' || this.getComputedTextLength() <= room) return;
      select(this)
        .attr('x', edge)
        .attr('text-anchor', title.anchor === 'end' ? 'start' : 'end');
    });
}

/** Below the labels and the weights of the lower line. */
function endOfLines(layout: LinksLayout): number {
  return weightPlace(layout, { head: 0, query: 0, key: 0, weight: 0 }, 'reads').y + 4;
}

type Texts = Readonly<{ query: readonly string[]; key: readonly string[] }>;

/** For another layout or other tokens: `drawTokens` leaves those where they are that it has drawn. */
export function clearTokens(svg: Svg): void {
  for (const name of ['query', 'key'])
    svg.selectAll(`.fig-${name}-dots > *, .fig-${name}-labels > *`).remove();
}

/** Labels and dots. Those of `pinned` (most important first) are always among them. */
export function drawTokens(
  svg: Svg,
  layout: LinksLayout,
  kind: LinksData['kind'],
  texts: Texts,
  pinned: Readonly<{
    active: readonly Cell[];
    partners: Readonly<Record<'query' | 'key', readonly number[]>>;
  }>,
  measure: Measure,
): Readonly<Record<'query' | 'key', readonly number[]>> {
  const hues = axisHues(kind);
  const isOne = isOneText(layout);
  const drawn = { query: [] as readonly number[], key: [] as readonly number[] };
  for (const name of ['query', 'key'] as const) {
    const axis = layout[name];
    const active = pinned.active
      .flatMap((cell) => (isOne ? [cell.query, cell.key] : [cell[name]]))
      .filter((index) => index !== null);
    const partners = isOne ? [...pinned.partners.key, ...pinned.partners.query] : pinned.partners[name];
    // The partners come strongest first, so that in a crowded place the strongest keep their labels.
    const shown = visibleLabels(axis.middles.length, axis.step, axis.spacing, [...active, ...partners]);
    drawn[name] = shown;
    drawLabels(svg, axis, name, isOne && name === 'key' ? [] : shown, active, texts[name], measure);
    svg
      .select(`.fig-${name}-dots`)
      .selectAll<SVGCircleElement, number>('circle')
      .data(shown, (index) => index)
      .join((enter) =>
        enter
          .append('circle')
          .attr('class', `fig-fill-${hues[name]}`)
          .attr('cx', (index) => besideToken(axis, index, 5).x)
          .attr('cy', (index) => besideToken(axis, index, 5).y),
      )
      .attr('r', (index) => (active.includes(index) ? 4 : 2.5));
  }
  return drawn;
}

function drawLabels(
  svg: Svg,
  axis: LinksLayout['query'],
  name: 'query' | 'key',
  shown: readonly number[],
  active: readonly number[],
  texts: readonly string[],
  measure: Measure,
): void {
  const { runs, side, isTurned, room } = axis;
  const isColumn = runs === 'down';
  const begins = side > 0 ? 'start' : 'end';
  // Upright labels read upwards: what stands below its edge ends there.
  const anchor = isColumn ? begins : isTurned ? (side > 0 ? 'end' : 'start') : 'middle';
  const lying = side > 0 ? '0.75em' : '0em';
  svg
    .select(`.fig-${name}-labels`)
    .selectAll<SVGTextElement, number>('text')
    .data(shown, (index) => index)
    .join((enter) =>
      enter
        .append('text')
        .attr('class', 'fig-label')
        .attr('text-anchor', anchor)
        .attr('dy', isColumn || isTurned ? '0.35em' : lying)
        .attr('transform', (index) => {
          const { x, y } = besideToken(axis, index, LABEL_GAP);
          return `translate(${x},${y})${isTurned ? ' rotate(-90)' : ''}`;
        })
        .text((index) => truncate(texts[index] ?? '', room, measure)),
    )
    .classed('fig-label-active', (index) => active.includes(index));
}

type WeightLabel = Point & Readonly<{ text: string; width: number }>;

/** The weights of the lines of the token pointed at, the strongest of those that have room. */
export function drawWeights(
  svg: Svg,
  layout: LinksLayout,
  links: Readonly<Record<'reads' | 'readers', readonly Link[]>>,
  shown: Readonly<Record<'query' | 'key', readonly number[]>>,
  write: Readonly<{ text: (link: Link) => string; measure: Measure }>,
): void {
  const axis = layout.query;
  const anchor = (group: 'reads' | 'readers'): string => {
    if (axis.runs === 'right') return 'middle';
    return group === 'reads' ? 'start' : 'end';
  };
  const taken: WeightLabel[] = [];
  for (const group of ['reads', 'readers'] as const) {
    const end = group === 'reads' ? 'key' : 'query';
    const told = new Set<number>();
    const all = links[group]
      .filter((link) => {
        // Several heads link two tokens: the strongest of them, which comes first, is told.
        const isFirst = !told.has(link[end]);
        told.add(link[end]);
        return isFirst && shown[end].includes(link[end]);
      })
      .map((link) => {
        const text = write.text(link);
        return { ...weightPlace(layout, link, group), text, width: write.measure(text) };
      });
    const labels = keptApart([...taken, ...all]).slice(taken.length);
    taken.push(...labels);
    svg
      .select(`.fig-${group}-weights`)
      .selectAll<SVGTextElement, WeightLabel>('text')
      .data(labels)
      .join('text')
      .attr('class', 'fig-weight')
      .attr('text-anchor', anchor(group))
      .attr('dy', axis.runs === 'down' ? '0.35em' : null)
      .attr('x', ({ x }) => x)
      .attr('y', ({ y }) => y)
      .text(({ text }) => text);
  }
}

/** A ring round the locked tokens, in the colour of what is selected. */
export function drawLock(svg: Svg, layout: LinksLayout, locked: Cell | null): void {
  const rings = (['query', 'key'] as const).flatMap((name) => {
    const index = locked?.[name] ?? null;
    return index === null ? [] : [besideToken(layout[name], index, 5)];
  });
  svg
    .select('.fig-marks')
    .selectAll<SVGCircleElement, (typeof rings)[number]>('circle')
    .data(rings)
    .join('circle')
    .attr('class', 'fig-lock-ring')
    .attr('r', 7)
    .attr('cx', (ring) => ring.x)
    .attr('cy', (ring) => ring.y);
}
