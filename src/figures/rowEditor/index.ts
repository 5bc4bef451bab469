import { select } from 'd3';
import '../figures.css';
import './rowEditor.css';
import type { Figure } from '../shared/figure';
import { oncePerFrame } from '../shared/frame';
import { interact } from '../shared/interaction';
import type { Cell } from '../shared/selection';
import { observeWidth } from '../shared/size';
import { buildStage } from '../shared/stage';
import { createMeasure, type Measure, visibleToken } from '../shared/text';
import { observeTheme, readTheme } from '../shared/theme';
import { drawAxes, drawBars, drawPointed, drawRowLegend } from './draw';
import { barFacts, refusalOf } from './facts';
import { columnRect, keyAt, type RowLayout, rowLayout } from './layout';
import { type Asked, createSetting } from './setting';
import { rowTable } from './table';
import type { RowEditorData, RowEditorOptions } from './types';

export type { BarFacts, Refusal, RowEditorData, RowEditorLabels, RowEditorOptions } from './types';
export type RowEditor = Figure<RowEditorData>;

const LAYERS = [
  'row-pointed',
  'row-axis',
  'row-hidden',
  'row-bars',
  'row-before',
  'row-knobs',
  'row-digits',
  'titles',
  'key-labels',
  'marks',
];

/**
 * One row of an attention as bars, one a key, whose tops can be dragged. Bars are what the model computed, knobs what
 * was asked of it, dashes what it computes without any change. Hover previews, a click locks, Escape frees, ← → walk,
 * ↑ ↓ set. The figure owns everything below `element`.
 */
export function mountRowEditor(element: HTMLElement, { labels, ...options }: RowEditorOptions): RowEditor {
  const parts = buildStage(element, { className: 'fig-row', name: labels.figure, layers: LAYERS });
  const { stage, svg } = parts;
  // Where a finger sets weights; beside it, it scrolls as everywhere.
  const grip = select(stage).append('div').attr('class', 'fig-row-grip').attr('data-export', 'none');
  let measure: Measure = createMeasure(readTheme(parts.root).labelFont);
  let data: RowEditorData | null = null;
  /** Null when the columns must be laid out anew. */
  let layout: RowLayout | null = null;
  let walkedTo: number | null = null;

  const frame = oncePerFrame(() => {
    if (data === null) return;
    layout ??= layOut(data);
    drawBars(svg, layout, data, setting.asked(), labels);
    const { preview, locked } = interaction.pointed();
    const [previewed, pinned] = [keyOf(preview), keyOf(locked)];
    const key = previewed ?? pinned;
    drawPointed(svg, layout, data, previewed, pinned, measure);
    grip.classed('fig-row-refused', previewed !== null && refusalOf(data, previewed) !== null);
    parts.setReadout(key === null ? labels.hint : labels.bar(barFacts(data, key)), key === null);
    parts.setSummary(summaryOf(data));
    if (walkedTo !== null) reveal(layout, walkedTo);
    walkedTo = null;
  });

  const layOut = (shown: RowEditorData): RowLayout => {
    const keyTexts = shown.keyTokens.map(({ text }) => visibleToken(text));
    const next = rowLayout({ width: size.current().width, keyTexts, measure });
    drawAxes(svg, next, shown.kind, labels);
    drawRowLegend(parts.legend, shown.kind, labels);
    grip
      .style('left', `${next.plot.x}px`)
      .style('top', `${next.plot.y}px`)
      .style('width', `${next.plot.width}px`)
      .style('height', `${next.plot.height}px`);
    return next;
  };

  /** The key of a cell of this row. */
  const keyOf = (cell: Cell | null): number | null =>
    cell === null || (cell.query !== null && cell.query !== data?.query) ? null : cell.key;

  const summaryOf = (shown: RowEditorData): string => {
    const all = shown.keyTokens.map((_, key) => barFacts(shown, key));
    return labels.summary({
      queryText: visibleToken(shown.queryTokens[shown.query]?.text ?? ''),
      nKeys: all.length,
      nMasked: all.filter(({ refusal }) => refusal === 'masked').length,
      nSet: all.filter(({ set }) => set !== null).length,
    });
  };

  const say = (key: number, asked: Asked | null): void => {
    if (!data) return;
    const facts = barFacts(data, key);
    parts.say(asked ? labels.setTo({ keyText: facts.keyText, weight: asked.weight }) : labels.bar(facts));
  };

  const at = (x: number, y: number): Cell | null => {
    const key = layout && keyAt(layout, x + stage.scrollLeft, y);
    return data === null || key === null ? null : { query: data.query, key };
  };

  // It listens before the grammar does, so that it can keep something for itself.
  const setting = createSetting(
    {
      ...{ stage, say },
      data: () => data,
      layout: () => layout,
      under: (event) => {
        const box = stage.getBoundingClientRect();
        return keyOf(at(event.clientX - box.left, event.clientY - box.top));
      },
      focused: () => {
        const { preview, locked } = interaction.pointed();
        return keyOf(preview) ?? keyOf(locked);
      },
      redraw: frame.request,
    },
    options,
  );
  const interaction = interact(stage, {
    at,
    walk: (from, key) => {
      if (data === null || !/^(?:Arrow|Home$|End$)/.test(key)) return null;
      const next = walkRow(keyOf(from), key, data.keyTokens.length);
      walkedTo = next;
      return { query: data.query, key: next };
    },
    current: () => data,
    say: (cell) => {
      const key = keyOf(cell);
      if (key !== null) say(key, null);
    },
    redraw: frame.request,
    onHover: options.onHover,
    onLock: options.onLock,
  });
  const reveal = (drawn: RowLayout, key: number): void => {
    const { x, width } = columnRect(drawn, key);
    const { scrollLeft, clientWidth } = stage;
    if (x < scrollLeft) stage.scrollLeft = x;
    else if (x + width > scrollLeft + clientWidth) stage.scrollLeft = x + width - clientWidth;
  };
  const relayout = (): void => {
    layout = null;
    frame.request();
  };
  const size = observeWidth(stage, relayout);
  const stopTheme = observeTheme(() => {
    measure = createMeasure(readTheme(parts.root).labelFont);
    relayout();
  });
  return {
    update(next) {
      if (data?.keyTokens !== next.keyTokens || data.kind !== next.kind) layout = null;
      data = next;
      frame.request();
    },
    table: () => rowTable(data, labels),
    destroy() {
      setting.stop();
      frame.cancel();
      size.stop();
      stopTheme();
      parts.root.remove();
    },
  };
}

/** Where a key of the keyboard leads along the row; an arrow from nowhere leads to its first key. */
function walkRow(from: number | null, key: string, nKeys: number): number {
  if (key === 'End') return nKeys - 1;
  if (from === null || key === 'Home') return 0;
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  return Math.max(0, Math.min(nKeys - 1, from + step));
}
