import { select } from 'd3';
import '../figures.css';
import { isPooled } from '../shared/cells';
import type { Figure } from '../shared/figure';
import type { Cell } from '../shared/selection';
import { oncePerFrame } from '../shared/frame';
import { interact } from '../shared/interaction';
import { drawLegend } from '../shared/legend';
import { createGridPainter } from '../shared/paintGrid';
import { observeSize } from '../shared/size';
import { buildStage, present } from '../shared/stage';
import { type Measure, createMeasure, visibleToken } from '../shared/text';
import { type Theme, observeTheme, readTheme } from '../shared/theme';
import { markUnknownWords } from '../shared/unknownWords';
import { drawFrame, drawLabels, drawSelection } from './draw';
import type { MatrixExtension } from './extension';
import { cellAt, walk } from './hit';
import { leastHeight, type MatrixInput, type MatrixLayout, matrixLayout } from './layout';
import { readout, summary } from './readout';
import { matrixTable } from './table';
import type { MatrixData, MatrixOptions } from './types';
import { cellOfPart, cellOfWhole, including, partOf, whole, type Window } from './zoom';
import { mountZoom } from './zoomControls';

export type { CellFacts, MatrixData, MatrixLabels, MatrixOptions, SummaryFacts, TokenFacts } from './types';
export type AttentionMatrix = Figure<MatrixData>;

/** Cells at least this wide are parted by a clear line. */
const GAP_FROM = 9;
const LAYERS = ['frame', 'titles', 'query-labels', 'key-labels', 'overlay', 'marks'];

/**
 * One head's attention as a matrix: queries down, keys to the right, cells on a canvas, everything else in SVG. Hover
 * previews, a click locks, Escape frees, arrow keys walk. The figure owns everything below `element`.
 */
export function mountAttentionMatrix(element: HTMLElement, options: MatrixOptions): AttentionMatrix {
  return mountMatrix<MatrixData>(element, options, null);
}

/** The matrix, with what another figure makes of it. */
export function mountMatrix<Data extends MatrixData>(
  element: HTMLElement,
  options: MatrixOptions,
  extension: MatrixExtension<Data> | null,
): Figure<Data> {
  const { labels, scale = 'linear' } = options;
  const parts = buildStage(element, {
    className: `fig-matrix ${extension?.className ?? ''}`,
    name: labels.figure,
    layers: [...LAYERS, ...(extension?.layers ?? [])],
  });
  const canvas = present(select(parts.stage).insert('canvas', 'svg').attr('class', 'fig-cells').node());
  const paint = createGridPainter();
  let theme: Theme = readTheme(parts.root);
  let measure: Measure = createMeasure(theme.labelFont);
  let data: Data | null = null;
  /** Null when the cells must be laid out and painted again; hovering leaves it as it is. */
  let layout: MatrixLayout | null = null;
  /** The part that is shown. */
  let window: Window = { row: 0, rows: 0, col: 0, cols: 0 };
  let part: MatrixData | null = null;

  const frame = oncePerFrame(() => {
    if (data === null) return;
    part ??= partOf(data, window);
    layout ??= drawCells(part);
    const { preview, locked } = interaction.pointed();
    const cell = preview ?? locked;
    const [previewed, pinned] = [cellOfPart(window, preview), cellOfPart(window, locked)];
    const texts = { query: textsOf(part.queryTokens), key: textsOf(part.keyTokens) };
    drawLabels(
      parts.svg,
      layout,
      texts,
      [previewed, pinned].filter((one) => one !== null),
      measure,
    );
    markUnknownWords(parts.svg, { query: part.queryTokens, key: part.keyTokens });
    drawSelection(parts.svg, layout, previewed, pinned);
    extension?.draw(data, layout, window);
    parts.setReadout(told(data, cell), cell === null);
    parts.setSummary(summary(data, locked, labels));
  });

  const told = (shown: Data, cell: Cell | null): string => {
    const more = extension?.says(shown, cell) ?? '';
    if (cell === null && more !== '') return more;
    return [readout(shown, cell, labels), more].filter((text) => text !== '').join(' ');
  };

  const drawCells = (shown: MatrixData): MatrixLayout => {
    const pixelRatio = devicePixelRatio;
    const { width: roomX, height: roomY } = size.current();
    const inputOf = ({ rows, cols, queryTokens, keyTokens }: MatrixData): Omit<MatrixInput, 'height'> => ({
      ...{ width: roomX, rows, cols, measure, pixelRatio },
      queryTexts: textsOf(queryTokens),
      keyTexts: textsOf(keyTokens),
    });
    // Of the whole, so that coming closer moves nothing below.
    const least = leastHeight(inputOf(data ?? shown));
    select(parts.stage).style('min-height', `${least}px`);
    const next = matrixLayout({ ...inputOf(shown), height: Math.max(roomY, least) });
    const { plot } = next;
    const width = Math.round(plot.width * pixelRatio);
    const height = Math.round(plot.height * pixelRatio);
    const gap =
      Math.min(next.cellWidth, next.cellHeight) >= GAP_FROM ? Math.max(1, Math.round(pixelRatio)) : 0;
    paint(canvas, { grid: shown, width, height, pixelRatio, scale, theme, gap });
    select(canvas)
      .style('left', `${plot.x}px`)
      .style('top', `${plot.y}px`)
      .style('width', `${plot.width}px`)
      .style('height', `${plot.height}px`);
    drawFrame(parts.svg, next, shown.kind, labels);
    options.overlay?.(parts.svg, next, shown);
    const notes = [
      scale === 'sqrt' ? labels.sqrtScale : '',
      isPooled(shown, width, height) ? labels.pooled : '',
      (data && extension?.note(data)) ?? '',
    ];
    drawLegend(
      parts.legend,
      {
        title: labels.legend,
        masked: labels.masked,
        notes: notes.filter((note) => note !== ''),
        samples: (data && extension?.samples?.(data, next)) ?? [],
      },
      { scale, theme, showMasked: shown.masked?.includes(1) ?? false, pixelRatio },
    );
    return next;
  };

  const relayout = (): void => {
    layout = null;
    frame.request();
  };
  const at = (x: number, y: number): Cell | null => layout && cellOfWhole(window, cellAt(layout, x, y));
  // It listens before the matrix does, so that it can keep something for itself.
  extension?.start({
    ...{ parts, at },
    data: () => data,
    pointed: () => interaction.pointed(),
    redraw: frame.request,
  });
  const interaction = interact(parts.stage, {
    at,
    walk: (from, key) => {
      const next = data && walk(from, key, data.rows, data.cols);
      if (next) setWindow(including(window, next));
      return next;
    },
    current: () => data,
    say: (cell) => data && parts.say(told(data, cell)),
    redraw: frame.request,
    onHover: options.onHover,
    onLock: options.onLock,
  });
  const setWindow = (next: Window): void => {
    const isSame = (['row', 'rows', 'col', 'cols'] as const).every((field) => next[field] === window[field]);
    if (isSame) return;
    window = next;
    part = null;
    zoom?.show();
    relayout();
  };
  const zoom =
    labels.zoom &&
    mountZoom(parts, labels.zoom, {
      size: () => data,
      window: () => window,
      setWindow,
      pointed: () => {
        const { preview, locked } = interaction.pointed();
        return preview ?? locked;
      },
      plot: () => layout && layout.plot,
    });
  const size = observeSize(parts.stage, relayout);
  const stopTheme = observeTheme(() => {
    theme = readTheme(parts.root);
    measure = createMeasure(theme.labelFont);
    relayout();
  });
  return {
    update(next) {
      if (data === null || !sameCells(data, next)) {
        layout = null;
        part = null;
      }
      const isOther = data?.rows !== next.rows || data.cols !== next.cols;
      data = next;
      if (isOther) {
        window = whole(next);
        zoom?.show();
      }
      frame.request();
    },
    table: () => {
      const table = matrixTable(data, labels);
      return data && extension ? extension.table(table, data) : table;
    },
    destroy() {
      frame.cancel();
      size.stop();
      stopTheme();
      parts.root.remove();
    },
  };
}

function textsOf(tokens: MatrixData['queryTokens']): string[] {
  return tokens.map((token) => visibleToken(token.text));
}

/** By identity, so that a new selection over the same cells costs no painting. What another figure adds counts too. */
function sameCells(a: MatrixData, b: MatrixData): boolean {
  const before = new Map<string, unknown>(Object.entries(a));
  const now = Object.entries(b);
  const same = ([field, value]: [string, unknown]): boolean =>
    field === 'selection' || before.get(field) === value;
  return before.size === now.length && now.every(same);
}
