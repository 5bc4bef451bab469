import '../figures.css';
import './tokenLinks.css';
import type { Figure } from '../shared/figure';
import { oncePerFrame } from '../shared/frame';
import { interact } from '../shared/interaction';
import { axisHues } from '../shared/selection';
import { observeSize } from '../shared/size';
import { buildStage } from '../shared/stage';
import { createMeasure, visibleToken } from '../shared/text';
import { observeTheme, readTheme } from '../shared/theme';
import { markUnknownWords } from '../shared/unknownWords';
import {
  clearTokens,
  drawLinks,
  drawLock,
  drawPointedHead,
  drawTitles,
  drawTokens,
  drawWeights,
  type Looks,
} from './draw';
import { createFoundLinks } from './found';
import { tokenAt, walkTokens } from './hit';
import { laneOf, type LinksLayout, linksLayout, WEIGHT_GAP } from './layout';
import { mountLegend } from './legend';
import { drawnFacts, headGrid, type HeadGrid, type Link, type Links, linksOf, merged } from './links';
import { factsOf, sentenceOf } from './readout';
import { linksTable } from './table';
import type { LinksData, LinksOptions } from './types';

export type {
  DrawnFacts,
  HeadWeights,
  LinkFacts,
  LinksData,
  LinksLabels,
  LinksOptions,
  LinksShape,
} from './types';
export type TokenLinks = Figure<LinksData>;

const TOKEN_LAYERS = ['query', 'key'].flatMap((axis) => [`${axis}-dots`, `${axis}-labels`]);
const LAYERS = [
  ...['links-all', 'links-readers', 'links-reads', 'titles', 'marks'],
  ...TOKEN_LAYERS,
  ...['reads-weights', 'readers-weights'],
];

/**
 * The attention of one head, or of all heads of a layer in hues of their own, as lines from queries to keys, stronger
 * where the weight is larger; in two columns or over the text. Pointing at a query shows what it reads (solid), pointing
 * at a key who reads it (dashed).
 */
export function mountTokenLinks(element: HTMLElement, options: LinksOptions): TokenLinks {
  const { labels, threshold = 0.05, focusThreshold = 0.01 } = options;
  const parts = buildStage(element, { className: 'fig-token-links', name: labels.figure, layers: LAYERS });
  const { svg } = parts;
  let measure = createMeasure(readTheme(parts.root).labelFont);
  let data: LinksData | null = null;
  let grids: readonly HeadGrid[] = [];
  const found = createFoundLinks(threshold);
  /** Null when tokens or the size have changed; hovering leaves it as it is. */
  let placed: Readonly<{ layout: LinksLayout; query: string[]; key: string[] }> | null = null;
  /** The quiet whole as it is drawn; null when heads, weights or places have changed. */
  let whole: Links | null = null;
  let pointedHead: number | null = null;

  const hidden = (): readonly number[] => (grids.length > 1 ? data?.hidden : null) ?? [];
  const visible = (): readonly HeadGrid[] => grids.filter(({ head }) => !hidden().includes(head));
  const allLinks = (): Links => merged(visible().map(found.of));
  const looks = (shown: LinksData, layout: LinksLayout): Looks => {
    if (shown.heads.length === 1) return { hue: axisHues(shown.kind).frame, lane: () => 0 };
    // A head keeps its lane while others are hidden.
    const slots = new Map(shown.heads.map(({ head }, slot) => [head, slot]));
    return { hue: null, lane: (head) => laneOf(layout, slots.get(head) ?? 0, slots.size) };
  };

  const frame = oncePerFrame(() => {
    if (data === null) return;
    placed ??= place(data);
    const { layout } = placed;
    const isFound = found.search(grids);
    if (!isFound) frame.request();
    else if (whole === null) {
      whole = allLinks();
      drawLinks(svg, layout, 'all', whole.shown, looks(data, layout));
      legend.toggles(factsOfHeads(whole));
    }
    drawFocus(data, layout);
  });

  /** What is pointed at or locked, over the whole. */
  const drawFocus = (shown: LinksData, layout: LinksLayout): void => {
    const { preview, locked } = interaction.pointed();
    const cell = preview ?? locked;
    const { reads, readers } = linksOf(visible(), cell ?? { query: null, key: null }, focusThreshold);
    drawLinks(svg, layout, 'reads', reads.shown, looks(shown, layout));
    drawLinks(svg, layout, 'readers', readers.shown, looks(shown, layout));
    svg.classed('fig-focused', cell !== null);
    if (shown.heads.length > 1) drawPointedHead(svg, pointedHead);
    const pinned = {
      active: [preview, locked].filter((pin) => pin !== null),
      partners: { query: readers.shown.map(({ query }) => query), key: reads.shown.map(({ key }) => key) },
    };
    const texts = placed ?? { query: [], key: [] };
    const tokens = drawTokens(svg, layout, shown.kind, texts, pinned, measure);
    markUnknownWords(svg, { query: shown.queryTokens, key: shown.keyTokens });
    const text = (link: Link): string => weightText(shown, link);
    drawWeights(svg, layout, { reads: reads.shown, readers: readers.shown }, tokens, { text, measure });
    drawLock(svg, layout, locked);
    parts.setReadout(sentenceOf(factsOf(shown, visible(), cell, focusThreshold), labels), cell === null);
    const selected = factsOf(shown, visible(), locked, focusThreshold);
    parts.setSummary(labels.summary({ rows: shown.rows, cols: shown.cols, kind: shown.kind, selected }));
    const note =
      cell !== null
        ? labels.drawn({ threshold: focusThreshold, ...drawnFacts(focusOf(reads, readers)) })
        : whole && labels.drawn({ threshold, ...drawnFacts(whole) });
    if (note !== null) legend.note(layout.shape === 'wrapped' ? labels.wrapped(note) : note);
  };

  /** That of one of several heads has the head's number beside it. */
  const weightText = (shown: LinksData, { weight, head }: Pick<Link, 'weight' | 'head'>): string =>
    shown.heads.length > 1 ? labels.headWeight(weight, head) : labels.weight(weight);

  const place = (shown: LinksData): NonNullable<typeof placed> => {
    const query = shown.queryTokens.map((token) => visibleToken(token.text));
    const key = shown.keyTokens.map((token) => visibleToken(token.text));
    const weightRoom = WEIGHT_GAP + measure(weightText(shown, { weight: 1, head: shown.heads.length - 1 }));
    const texts = { queryTexts: query, keyTexts: key, measure, weightRoom };
    const { rows, cols } = shown;
    const layout = linksLayout({ ...size.current(), rows, cols, ...texts }, shown.shape, shown.kind);
    parts.stage.style.minHeight = layout.needed > 0 ? `${Math.ceil(layout.needed)}px` : '';
    parts.root.classList.toggle('fig-wrapped', layout.shape === 'wrapped');
    drawTitles(svg, layout, shown.kind, labels);
    clearTokens(svg);
    return { layout, query, key };
  };

  const factsOfHeads = ({ shown }: Links) =>
    new Map(
      visible().map((grid) => {
        const { total, mass } = found.of(grid);
        return [
          grid.head,
          drawnFacts({ shown: shown.filter(({ head }) => head === grid.head), total, mass }),
        ];
      }),
    );

  const relayout = (): void => {
    placed = null;
    whole = null;
    frame.request();
  };
  const legend = mountLegend(parts.legend, labels, {
    hidden,
    heads: () => grids.map(({ head }) => head),
    onHide: (next) => options.onHide?.(next),
    onPoint: (head) => {
      pointedHead = head;
      frame.request();
    },
    say: parts.say,
  });
  const interaction = interact(parts.stage, {
    at: (x, y) => placed && tokenAt(placed.layout, x, y),
    walk: (from, key) => data && placed && walkTokens(placed.layout.shape, from, key, data.rows, data.cols),
    current: () => data,
    say: (cell) => data && parts.say(sentenceOf(factsOf(data, visible(), cell, focusThreshold), labels)),
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
      if (data === null || !sameLinks(data, next)) {
        placed = null;
        whole = null;
      }
      if (data?.heads !== next.heads || data.masked !== next.masked) found.forget();
      if (data?.hidden !== next.hidden) whole = null;
      parts.root.classList.toggle('fig-several', next.heads.length > 1);
      data = next;
      grids = next.heads.map((head) => headGrid(next, head));
      frame.request();
    },
    table() {
      if (data === null) return { caption: labels.figure, columns: [], rows: [] };
      const { locked } = interaction.pointed();
      if (locked === null) return linksTable(data, allLinks().shown, labels);
      const { reads, readers } = linksOf(visible(), locked, focusThreshold);
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

/** Reads and readers of a cell together. */
function focusOf(reads: Links, readers: Links): Links {
  return merged([reads, readers], Infinity);
}

function sameLinks(a: LinksData, b: LinksData): boolean {
  const same = (field: keyof LinksData): boolean => a[field] === b[field];
  return (['heads', 'masked', 'rows', 'cols', 'queryTokens', 'keyTokens', 'kind', 'shape'] as const).every(
    same,
  );
}
