import { select } from 'd3';
import '../figures.css';
import './heatMap.css';
import { walk } from '../attentionMatrix/hit';
import type { Figure } from '../shared/figure';
import { oncePerFrame } from '../shared/frame';
import { interact } from '../shared/interaction';
import type { Cell } from '../shared/selection';
import { observeWidth } from '../shared/size';
import { buildStage, present } from '../shared/stage';
import { createMeasure, type Measure } from '../shared/text';
import { observeTheme, readTheme } from '../shared/theme';
import { drawCells, isThinned } from './cells';
import { drawBars, drawHeatLegend, drawLabels, drawMarks, drawTitles } from './draw';
import { heatCellAt, type HeatLayout, heatLayout } from './layout';
import { heatTable } from './table';
import type { HeatMapData, HeatMapOptions } from './types';

export type {
  HeatCellFacts,
  HeatItem,
  HeatLineFacts,
  HeatMapData,
  HeatMapLabels,
  HeatMapOptions,
  HeatScale,
} from './types';
export type HeatMap = Figure<HeatMapData>;

const LAYERS = [
  'heat-cells',
  'heat-zeros',
  'heat-corners',
  'heat-texts',
  'titles',
  'row-labels',
  'column-labels',
  'heat-bars',
  'marks',
];

/**
 * Values by row and column as colours, with words in the cells where there is room and perhaps a bar for each row. Any
 * values: the scale, sequential or parted at 0, comes with the data and stands in the legend with its ends. Hover
 * previews, a click locks, Escape frees, arrow keys walk. The figure owns everything below `element`.
 */
export function mountHeatMap(element: HTMLElement, { labels, ...options }: HeatMapOptions): HeatMap {
  const parts = buildStage(element, { className: 'fig-heat', name: labels.figure, layers: LAYERS });
  const canvas = present(select(parts.stage).insert('canvas', 'svg').attr('class', 'fig-cells').node());
  let measure: Measure = createMeasure(readTheme(parts.root).labelFont);
  let data: HeatMapData | null = null;
  /** Null when the cells must be laid out and painted again; hovering leaves it as it is. */
  let layout: HeatLayout | null = null;
  let wasWalked = false;

  const frame = oncePerFrame(() => {
    if (data === null) return;
    layout ??= drawAnew(data);
    const { preview, locked } = interaction.pointed();
    const cell = preview ?? locked;
    drawLabels(
      parts.svg,
      layout,
      data,
      [preview, locked].flatMap((pinned) => pinned ?? []),
      measure,
    );
    drawMarks(parts.svg, layout, preview, locked);
    parts.setReadout(said(data, cell), cell === null);
    const selected = locked && said(data, locked);
    parts.setSummary(labels.summary({ rows: data.rows.length, cols: data.cols.length, selected }));
    if (wasWalked)
      parts.svg.select<SVGElement>('.fig-mark-hover').node()?.scrollIntoView({ block: 'nearest' });
    wasWalked = false;
  });

  const drawAnew = (shown: HeatMapData): HeatLayout => {
    const next = heatLayout({
      width: size.current().width,
      rowTexts: shown.rows.map(({ text }) => text),
      colTexts: shown.cols.map(({ text }) => text),
      hasTexts: shown.texts !== null,
      hasBars: shown.bars !== null,
      measure,
    });
    select(parts.stage).style('height', `${next.height}px`);
    drawCells(parts.svg, canvas, shown, next, measure);
    drawTitles(parts.svg, next, labels);
    drawBars(parts.svg, next, shown, labels);
    drawHeatLegend(parts.legend, shown.scale, {
      title: labels.legend,
      tick: labels.tick,
      notes: [...labels.notes, ...(isThinned(next, devicePixelRatio) ? [labels.pooled] : [])],
    });
    return next;
  };

  const said = (shown: HeatMapData, cell: Cell | null): string => {
    if (cell === null) return labels.hint;
    const { query, key } = cell;
    const nameOf = (axis: 'rows' | 'cols', index: number): string => {
      const item = shown[axis][index];
      return item?.name ?? item?.text ?? '';
    };
    if (query !== null && key !== null) {
      const index = query * shown.cols.length + key;
      const value = shown.absent?.[index] === 1 ? null : (shown.values[index] ?? Number.NaN);
      const [rowName, colName] = [nameOf('rows', query), nameOf('cols', key)];
      return labels.cell({
        row: query,
        col: key,
        rowName,
        colName,
        value,
        text: shown.texts?.[index] ?? null,
        marked: shown.marked?.[index] === 1,
      });
    }
    const axis = query === null ? 'column' : 'row';
    const index = query ?? key ?? 0;
    const bar = axis === 'row' ? (shown.bars?.values[index] ?? null) : null;
    return labels.line({ axis, index, name: nameOf(axis === 'row' ? 'rows' : 'cols', index), bar });
  };

  const relayout = (): void => {
    layout = null;
    frame.request();
  };
  const interaction = interact(parts.stage, {
    at: (x, y) => layout && heatCellAt(layout, x, y),
    walk: (from, key) => {
      const next = data && walk(from, key, data.rows.length, data.cols.length);
      wasWalked = next !== null;
      return next;
    },
    current: () => data && { selection: data.selection, rows: data.rows.length, cols: data.cols.length },
    say: (cell) => data && parts.say(said(data, cell)),
    redraw: frame.request,
    onHover: options.onHover,
    onLock: options.onLock,
  });
  const size = observeWidth(parts.stage, relayout);
  const stopTheme = observeTheme(() => {
    measure = createMeasure(readTheme(parts.root).labelFont);
    relayout();
  });
  return {
    update(next) {
      if (data === null || !sameCells(data, next)) layout = null;
      data = next;
      frame.request();
    },
    table: () => heatTable(data, labels),
    destroy() {
      frame.cancel();
      size.stop();
      stopTheme();
      parts.root.remove();
    },
  };
}

/** By identity, so that a new selection over the same cells costs no painting. */
function sameCells(a: HeatMapData, b: HeatMapData): boolean {
  return (['rows', 'cols', 'values', 'absent', 'marked', 'texts', 'bars', 'scale'] as const).every(
    (field) => a[field] === b[field],
  );
}
