import '../figures.css';
import './scatter.css';
import type { Figure } from '../shared/figure';
import { oncePerFrame } from '../shared/frame';
import { interact } from '../shared/interaction';
import { observeSize } from '../shared/size';
import { buildStage } from '../shared/stage';
import { createMeasure, type Measure } from '../shared/text';
import { observeTheme, readTheme } from '../shared/theme';
import { drawAxes, drawPointLabels, drawPoints, drawRings, drawScatterLegend } from './draw';
import { pointAt, type ScatterLayout, scatterLayout, walkPoints } from './layout';
import { scatterTable } from './table';
import type { ScatterData, ScatterOptions } from './types';

export type { ScatterData, ScatterLabels, ScatterOptions, ScatterPoint } from './types';
export type Scatter = Figure<ScatterData>;

/** How far from a point the pointer still means it. */
const REACH = 14;
const LAYERS = ['scatter-grid', 'scatter-ticks', 'titles', 'scatter-points', 'scatter-labels', 'marks'];

/**
 * Points in a plane, some of them marked with their texts. Hover previews the nearest, a click locks, Escape frees,
 * arrow keys walk over the marked ones. The figure owns everything below `element`.
 */
export function mountScatter(element: HTMLElement, { labels, ...options }: ScatterOptions): Scatter {
  const parts = buildStage(element, { className: 'fig-scatter', name: labels.figure, layers: LAYERS });
  let measure: Measure = createMeasure(readTheme(parts.root).labelFont);
  let data: ScatterData | null = null;
  let layout: ScatterLayout | null = null;

  const frame = oncePerFrame(() => {
    if (data === null) return;
    layout ??= drawAnew(data);
    const { preview, locked } = interaction.pointed();
    const [hovered, held] = [preview?.query ?? null, locked?.query ?? null];
    drawPointLabels(
      parts.svg,
      layout,
      data,
      [hovered, held].flatMap((index) => index ?? []),
      measure,
    );
    drawRings(parts.svg, layout, hovered, held);
    const pointed = hovered ?? held;
    parts.setReadout(said(data, pointed), pointed === null);
    parts.setSummary(labels.summary({ nMarked: data.nMarked, all: data.points.length }));
  });

  const drawAnew = (shown: ScatterData): ScatterLayout => {
    const { width, height } = size.current();
    const next = scatterLayout(shown.points, width, height);
    drawAxes(parts.svg, next, labels);
    drawPoints(parts.svg, next, shown);
    drawScatterLegend(parts.legend, shown, labels);
    return next;
  };

  const said = (shown: ScatterData, index: number | null): string => {
    const point = index === null ? undefined : shown.points[index];
    return point ? labels.point(point) : labels.hint;
  };

  const relayout = (): void => {
    layout = null;
    frame.request();
  };
  const interaction = interact(parts.stage, {
    at: (x, y) => {
      const query = layout && data && pointAt(layout, data.nMarked, x, y, REACH);
      return query === null ? null : { query, key: null };
    },
    walk: (from, key) => {
      const query = data && walkPoints(from?.query ?? null, key, data.nMarked);
      return query === null ? null : { query, key: null };
    },
    current: () => data && { selection: data.selection, rows: data.points.length, cols: 0 },
    say: (cell) => data && parts.say(said(data, cell.query)),
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
      if (
        data === null ||
        data.points !== next.points ||
        data.nMarked !== next.nMarked ||
        data.hue !== next.hue
      ) {
        layout = null;
      }
      data = next;
      frame.request();
    },
    table: () => scatterTable(data, labels),
    destroy() {
      frame.cancel();
      size.stop();
      stopTheme();
      parts.root.remove();
    },
  };
}
