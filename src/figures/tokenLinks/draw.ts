import { select } from 'd3';
import { type Cell, type Hue, axisHues } from '../shared/selection';
import type { Svg } from '../shared/stage';
import { type Measure, truncate } from '../shared/text';
import { visibleLabels } from '../shared/thinning';
import { LABEL_GAP, type LinksLayout, linkOpacity, linkPath, linkWidth, tokenY } from './layout';
import type { Link } from './links';
import type { LinksData, LinksLabels } from './types';

/** Lines drawn as what a query reads, as who reads a key, or as the quiet whole behind them. */
export type Drawn = 'all' | 'reads' | 'readers';

export function drawLinks(
  svg: Svg,
  layout: LinksLayout,
  group: Drawn,
  links: readonly Link[],
  hue: Hue,
): void {
  svg
    .select(`.fig-links-${group}`)
    .selectAll<SVGPathElement, Link>('path')
    .data(links, (link) => `${link.query}-${link.key}`)
    .join('path')
    .attr('class', `fig-link fig-stroke-${hue}`)
    .attr('d', (link) => linkPath(layout, link.query, link.key))
    .attr('stroke-width', (link) => linkWidth(link.weight))
    .attr('stroke-opacity', (link) => linkOpacity(link.weight));
}

/** Column titles; they change with the layout only. */
export function drawTitles(
  svg: Svg,
  layout: LinksLayout,
  kind: LinksData['kind'],
  labels: LinksLabels,
): void {
  const hues = axisHues(kind);
  const titles = [
    { hue: hues.query, text: labels.queryAxis, x: layout.queryX - LABEL_GAP, anchor: 'end' },
    { hue: hues.key, text: labels.keyAxis, x: layout.keyX + LABEL_GAP, anchor: 'start' },
  ];
  svg
    .select('.fig-titles')
    .selectAll<SVGTextElement, (typeof titles)[number]>('text')
    .data(titles)
    .join('text')
    .attr('class', (title) => `fig-axis-title fig-fill-${title.hue}`)
    .attr('text-anchor', (title) => title.anchor)
    .attr('x', (title) => title.x)
    .attr('y', 13)
    .text((title) => title.text)
    .each(function (title) {
      // On a narrow screen a title may be longer than its column: it then begins at the edge instead of being cut.
      const edge = title.anchor === 'end' ? 0 : layout.width;
      const room = Math.abs(title.x - edge);
      if (this.getComputedTextLength() <= room) return;
      select(this)
        .attr('x', edge)
        .attr('text-anchor', title.anchor === 'end' ? 'start' : 'end');
    });
}

/** Labels, dots and, beside the partners of the token pointed at, the weights. */
export function drawTokens(
  svg: Svg,
  layout: LinksLayout,
  data: Pick<LinksData, 'kind'> & Readonly<{ queryTexts: readonly string[]; keyTexts: readonly string[] }>,
  pinned: readonly Cell[],
  partners: Readonly<{ query: ReadonlyMap<number, string>; key: ReadonlyMap<number, string> }>,
  measure: Measure,
): void {
  const hues = axisHues(data.kind);
  const columns = [
    {
      axis: 'query',
      count: layout.rows,
      side: -1,
      x: layout.queryX,
      texts: data.queryTexts,
      room: layout.queryRoom,
    },
    { axis: 'key', count: layout.cols, side: 1, x: layout.keyX, texts: data.keyTexts, room: layout.keyRoom },
  ] as const;
  for (const { axis, count, side, x, texts, room } of columns) {
    const active = pinned.map((cell) => cell[axis]);
    const weights = partners[axis];
    // The partners come strongest first, so that in a crowded column the strongest keep their labels.
    const shown = visibleLabels(count, layout.step, layout.spacing, [...active, ...weights.keys()]);
    const anchor = side < 0 ? 'end' : 'start';
    svg
      .select(`.fig-${axis}-labels`)
      .selectAll<SVGTextElement, number>('text')
      .data(shown, (index) => index)
      .join('text')
      .attr('class', 'fig-label')
      .classed('fig-label-active', (index) => active.includes(index))
      .attr('text-anchor', anchor)
      .attr('dy', '0.35em')
      .attr('x', x + side * LABEL_GAP)
      .attr('y', (index) => tokenY(layout, index))
      .text((index) => truncate(texts[index] ?? '', room, measure));
    svg
      .select(`.fig-${axis}-dots`)
      .selectAll<SVGCircleElement, number>('circle')
      .data(shown, (index) => index)
      .join('circle')
      .attr('class', `fig-fill-${hues[axis]}`)
      .attr('r', (index) => (active.includes(index) ? 4 : 2.5))
      .attr('cx', x + side * 5)
      .attr('cy', (index) => tokenY(layout, index));
    svg
      .select(`.fig-${axis}-weights`)
      .selectAll<SVGTextElement, number>('text')
      .data(
        shown.filter((index) => weights.has(index)),
        (index) => index,
      )
      .join('text')
      .attr('class', 'fig-weight')
      .attr('text-anchor', anchor)
      .attr('dy', '0.35em')
      .attr('x', x + side * (LABEL_GAP + room + 10))
      .attr('y', (index) => tokenY(layout, index))
      .text((index) => weights.get(index) ?? '');
  }
}

/** A ring round the locked tokens, in the colour of what is selected. */
export function drawLock(svg: Svg, layout: LinksLayout, locked: Cell | null): void {
  const rings = [
    { index: locked?.query ?? null, x: layout.queryX - 5 },
    { index: locked?.key ?? null, x: layout.keyX + 5 },
  ].flatMap(({ index, x }) => (index === null ? [] : [{ x, y: tokenY(layout, index) }]));
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
