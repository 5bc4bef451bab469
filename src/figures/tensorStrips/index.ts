import { select } from 'd3';
import '../figures.css';
import './tensorStrips.css';
import type { Figure } from '../shared/figure';
import { oncePerFrame } from '../shared/frame';
import { interact } from '../shared/interaction';
import type { Cell } from '../shared/selection';
import { observeWidth } from '../shared/size';
import { buildStage } from '../shared/stage';
import { createMeasure, type Measure } from '../shared/text';
import { observeTheme, readTheme } from '../shared/theme';
import { drawStripMarks, drawStrips, drawStripsLegend } from './draw';
import { stripAt, type StripsLayout, stripsLayout, walkStrips } from './layout';
import { stripsTable } from './table';
import type { TensorStripsData, TensorStripsOptions } from './types';

export type {
  Strip,
  StripCellFacts,
  TensorStripsData,
  TensorStripsLabels,
  TensorStripsOptions,
} from './types';
export type TensorStrips = Figure<TensorStripsData>;

const LAYERS = ['strip-words', 'strip-scales', 'strip-cells', 'marks'];

/**
 * Vectors of a computation below each other, each a row of colours with its name, shape, formula and a scale of its
 * own. Hover previews an element, a click locks it, Escape frees, arrow keys walk along a vector and to the next one.
 * The figure owns everything below `element`.
 */
export function mountTensorStrips(
  element: HTMLElement,
  { labels, ...options }: TensorStripsOptions,
): TensorStrips {
  const parts = buildStage(element, { className: 'fig-strips', name: labels.figure, layers: LAYERS });
  let measure: Measure = createMeasure(readTheme(parts.root).labelFont);
  let data: TensorStripsData | null = null;
  /** Null when the strips must be laid out and painted again; hovering leaves it as it is. */
  let layout: StripsLayout | null = null;

  const frame = oncePerFrame(() => {
    if (data === null) return;
    layout ??= drawAnew(data);
    const { preview, locked } = interaction.pointed();
    drawStripMarks(parts.svg, layout, locked, [...data.linked, ...(preview ? [preview] : [])]);
    const cell = preview ?? locked;
    parts.setReadout(said(data, cell), cell === null);
    const selected = locked && said(data, locked);
    parts.setSummary(labels.summary({ strips: data.strips.length, selected }));
  });

  const drawAnew = ({ strips }: TensorStripsData): StripsLayout => {
    const inputs = strips.map(({ values, heading }) => ({
      length: values.length,
      hasHeading: heading !== null,
    }));
    const next = stripsLayout(inputs, size.current().width);
    select(parts.stage).style('height', `${next.height}px`);
    drawStrips(parts.svg, strips, next, labels, measure);
    const isPooled = next.strips.some(({ nDrawn, length }) => nDrawn < length);
    drawStripsLegend(parts.legend, [labels.legend, ...labels.notes, ...(isPooled ? [labels.pooled] : [])]);
    return next;
  };

  const said = ({ strips }: TensorStripsData, cell: Cell | null): string => {
    const strip = strips[cell?.query ?? -1];
    if (!strip || cell?.query === null || cell === null) return labels.hint;
    const value = cell.key === null ? undefined : strip.values[cell.key];
    return cell.key === null || value === undefined
      ? labels.strip(strip)
      : labels.cell({ strip: cell.query, name: strip.name, index: cell.key, value });
  };

  const relayout = (): void => {
    layout = null;
    frame.request();
  };
  const lengths = (): number[] => data?.strips.map(({ values }) => values.length) ?? [];
  const interaction = interact(parts.stage, {
    at: (x, y) => layout && stripAt(layout, x, y),
    walk: (from, key) => walkStrips(from, key, lengths()),
    current: () =>
      data && { selection: data.selection, rows: data.strips.length, cols: Math.max(0, ...lengths()) },
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
      if (data?.strips !== next.strips) layout = null;
      data = next;
      frame.request();
    },
    table: () => stripsTable(data, labels),
    destroy() {
      frame.cancel();
      size.stop();
      stopTheme();
      parts.root.remove();
    },
  };
}
