import { select } from 'd3';
import '../figures.css';
import type { Figure } from '../shared/figure';
import { oncePerFrame } from '../shared/frame';
import { interact } from '../shared/interaction';
import { type Cell, axisHues } from '../shared/selection';
import { observeSize } from '../shared/size';
import { buildStage } from '../shared/stage';
import { createMeasure, visibleToken } from '../shared/text';
import { observeTheme, readTheme } from '../shared/theme';
import { drawLinks, drawLock, drawTitles, drawTokens } from './draw';
import { tokenAt, walkTokens } from './hit';
import { type LinksLayout, linksLayout } from './layout';
import { type Link, type Links, linksOf, strongestLinks } from './links';
import { linksTable } from './table';
import type { LinkFacts, LinksData, LinksOptions } from './types';

export type { LinkFacts, LinksData, LinksLabels, LinksOptions } from './types';
export type TokenLinks = Figure<LinksData>;

const TOKEN_LAYERS = ['query', 'key'].flatMap((axis) => [
  `${axis}-dots`,
  `${axis}-labels`,
  `${axis}-weights`,
]);
const LAYERS = ['links-all', 'links-readers', 'links-reads', 'titles', 'marks', ...TOKEN_LAYERS];

/**
 * One head's attention as lines from queries on the left to keys on the right, stronger where the weight is larger.
 * Pointing at a query shows what it reads (solid), pointing at a key who reads it (dashed).
 */
export function mountTokenLinks(element: HTMLElement, options: LinksOptions): TokenLinks {
  const { labels, threshold = 0.05, focusThreshold = 0.01 } = options;
  const parts = buildStage(element, { className: 'fig-token-links', name: labels.figure, layers: LAYERS });
  const { svg } = parts;
  let measure = createMeasure(readTheme(parts.root).labelFont);
  let data: LinksData | null = null;
  /** Null when tokens or weights or the size have changed; hovering leaves it as it is. */
  let drawn: Readonly<{ layout: LinksLayout; all: Links; queryTexts: string[]; keyTexts: string[] }> | null =
    null;

  const frame = oncePerFrame(() => {
    if (data === null) return;
    drawn ??= drawAll(data);
    const { layout } = drawn;
    const { preview, locked } = interaction.pointed();
    const cell = preview ?? locked;
    const { reads, readers } = linksOf(data, cell ?? { query: null, key: null }, focusThreshold);
    const hue = axisHues(data.kind).frame;
    drawLinks(svg, layout, 'reads', reads.shown, hue);
    drawLinks(svg, layout, 'readers', readers.shown, hue);
    svg.classed('fig-focused', cell !== null);
    const weights = (links: readonly Link[], end: 'query' | 'key'): Map<number, string> =>
      new Map(links.map((link) => [link[end], labels.weight(link.weight)]));
    const partners = { query: weights(readers.shown, 'query'), key: weights(reads.shown, 'key') };
    const pinned = [preview, locked].filter((pin) => pin !== null);
    drawTokens(svg, layout, { ...drawn, kind: data.kind }, pinned, partners, measure);
    drawLock(svg, layout, locked);
    parts.setReadout(sentence(data, cell), cell === null);
    const selected = locked && facts(data, locked);
    parts.setSummary(labels.summary({ rows: data.rows, cols: data.cols, kind: data.kind, selected }));
    const said =
      cell === null
        ? { threshold, shown: drawn.all.shown.length, total: drawn.all.total }
        : { threshold: focusThreshold, ...sum(reads, readers) };
    drawLegend(labels.drawn(said));
  });

  const drawAll = (shown: LinksData): NonNullable<typeof drawn> => {
    const queryTexts = shown.queryTokens.map((token) => visibleToken(token.text));
    const keyTexts = shown.keyTokens.map((token) => visibleToken(token.text));
    const { width, height } = size.current();
    const { rows, cols } = shown;
    const layout = linksLayout({ width, height, rows, cols, queryTexts, keyTexts, measure });
    const all = strongestLinks(shown, threshold);
    drawTitles(svg, layout, shown.kind, labels);
    drawLinks(svg, layout, 'all', all.shown, axisHues(shown.kind).frame);
    return { layout, all, queryTexts, keyTexts };
  };
  const legend = select(parts.legend);
  for (const look of ['reads', 'readers'] as const) {
    const item = legend.append('span').attr('class', 'fig-legend-item');
    const line = item.append('svg').attr('class', `fig-links-${look}`).attr('width', 28).attr('height', 12);
    line
      .attr('aria-hidden', 'true')
      .append('path')
      .attr('class', 'fig-link')
      .attr('stroke-width', 2)
      .attr('d', 'M0,6H28');
    item.append('span').text(look === 'reads' ? labels.reads : labels.readBy);
  }
  const note = legend.append('span').attr('class', 'fig-legend-note');
  const drawLegend = (text: string): void => {
    note.text(text);
  };

  const facts = (shown: LinksData, cell: Cell): LinkFacts | null => {
    const axis = cell.query === null ? 'key' : 'query';
    const index = cell[axis];
    if (index === null) return null;
    const { reads, readers } = linksOf(shown, cell, focusThreshold);
    const text = (of: 'query' | 'key', at: number): string =>
      visibleToken((of === 'query' ? shown.queryTokens : shown.keyTokens)[at]?.text ?? '');
    const other = axis === 'query' ? 'key' : 'query';
    const links = (axis === 'query' ? reads : readers).shown.map((link) => ({
      index: link[other],
      text: text(other, link[other]),
      weight: link.weight,
    }));
    return { axis, index, text: text(axis, index), links };
  };
  const sentence = (shown: LinksData, cell: Cell | null): string => {
    const about = cell && facts(shown, cell);
    return about === null ? labels.hint : labels.token(about);
  };

  const relayout = (): void => {
    drawn = null;
    frame.request();
  };
  const interaction = interact(parts.stage, {
    at: (x, y) => drawn && tokenAt(drawn.layout, x, y),
    walk: (from, key) => data && walkTokens(from, key, data.rows, data.cols),
    current: () => data,
    say: (cell) => data && parts.say(sentence(data, cell)),
    redraw: frame.request,
    onHover: options.onHover,
    onLock: options.onLock,
  });
  const size = observeSize(parts.stage, relayout);
  const stopTheme = observeTheme(() => {
    measure = createMeasure(readTheme(parts.root).labelFont);
    relayout();
  });
  return {
    update(next) {
      if (data === null || !sameLinks(data, next)) drawn = null;
      data = next;
      frame.request();
    },
    table() {
      if (data === null) return { caption: labels.figure, columns: [], rows: [] };
      const { locked } = interaction.pointed();
      const all = drawn?.all ?? strongestLinks(data, threshold);
      if (locked === null) return linksTable(data, all.shown, labels);
      const { reads, readers } = linksOf(data, locked, focusThreshold);
      return linksTable(data, [...reads.shown, ...readers.shown], labels);
    },
    destroy() {
      frame.cancel();
      size.stop();
      stopTheme();
      parts.root.remove();
    },
  };
}

function sum(a: Links, b: Links): { shown: number; total: number } {
  return { shown: a.shown.length + b.shown.length, total: a.total + b.total };
}

function sameLinks(a: LinksData, b: LinksData): boolean {
  const same = (field: keyof LinksData): boolean => a[field] === b[field];
  return (['weights', 'masked', 'rows', 'cols', 'queryTokens', 'keyTokens', 'kind'] as const).every(same);
}
