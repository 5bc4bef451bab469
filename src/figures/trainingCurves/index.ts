import { select } from 'd3';
import '../figures.css';
import './trainingCurves.css';
import type { Figure } from '../shared/figure';
import { oncePerFrame } from '../shared/frame';
import { observeSize } from '../shared/size';
import { present } from '../shared/stage';
import { drawLegend, drawPlots, drawRulers, drawTable, readingAt } from './draw';
import { type CurvesLayout, curvesLayout, moveMarker, nearestSnapshot } from './layout';
import { curvesTable } from './table';
import type { CurvesData, CurvesOptions } from './types';

export type { CurvePoint, CurvesData, CurveSeries, CurvesLabels, CurvesOptions } from './types';
export type TrainingCurves = Figure<CurvesData>;

/** A table for screen readers need not be new at every step. */
const TABLE_EVERY = 2000;
const LAYERS = ['plots', 'steps', 'rulers'];

/**
 * Loss and accuracy against steps. Hover reads the values of a step; a click, a drag or the arrow keys move the marker
 * to a snapshot.
 */
export function mountTrainingCurves(element: HTMLElement, options: CurvesOptions): TrainingCurves {
  const { labels, onMove } = options;
  const root = select(element).append('div').attr('class', 'fig fig-curves');
  const legend = root.append('div').attr('class', 'fig-curves-legend');
  const stage = root
    .append('div')
    .attr('class', 'fig-curves-stage')
    .attr('tabindex', '0')
    .attr('role', onMove ? 'slider' : 'img')
    .attr('aria-label', onMove ? labels.marker : labels.figure);
  const svg = stage.append('svg').attr('class', 'fig-overlay').attr('aria-hidden', 'true');
  for (const layer of LAYERS) svg.append('g').attr('class', `fig-curves-${layer}`);
  const readout = root.append('p').attr('class', 'fig-readout').attr('aria-hidden', 'true');
  const hidden = root.append('div').attr('class', 'fig-hidden');
  const table = hidden.append('table');
  table.append('caption');
  table.append('thead').append('tr');
  table.append('tbody');
  const node = present(stage.node());
  const picture = select(present(svg.node()));

  let data: CurvesData | null = null;
  let layout: CurvesLayout | null = null;
  let hovered: number | null = null;
  let isDragging = false;
  let tableDrawn = -Infinity;

  const frame = oncePerFrame(() => {
    if (data === null) return;
    if (layout === null) {
      layout = curvesLayout(data, size.current());
      drawPlots(picture, layout, labels);
      drawLegend(select(present(legend.node())), data.series, labels);
      if (performance.now() - tableDrawn > TABLE_EVERY) {
        tableDrawn = performance.now();
        drawTable(select(present(table.node())), data, labels);
      }
    }
    drawRulers(picture, layout, data.marker, hovered);
    const isEmpty = data.series.every(({ points }) => points.length === 0);
    const step = hovered ?? data.marker;
    const text = isEmpty ? labels.empty : step === null ? labels.hint : readingAt(data, step, labels);
    readout.text(text).classed('fig-readout-hint', isEmpty || step === null);
    if (onMove) {
      const at = data.marker ?? data.snapshots.at(-1) ?? 0;
      stage
        .attr('aria-valuemin', data.snapshots[0] ?? 0)
        .attr('aria-valuemax', data.snapshots.at(-1) ?? 0)
        .attr('aria-valuenow', at)
        .attr('aria-valuetext', isEmpty ? labels.empty : readingAt(data, at, labels));
    }
  });

  const stepUnder = (event: PointerEvent): number | null =>
    layout && Math.round(layout.stepAt(event.clientX - node.getBoundingClientRect().left));
  const moveTo = (step: number | null): void => {
    if (step !== null && step !== data?.marker) onMove?.(step);
  };
  const drag = (event: PointerEvent): void => {
    const step = stepUnder(event);
    if (data !== null && step !== null) moveTo(nearestSnapshot(data.snapshots, step));
  };
  node.addEventListener('pointermove', (event) => {
    hovered = stepUnder(event);
    if (isDragging) drag(event);
    frame.request();
  });
  node.addEventListener('pointerleave', () => {
    hovered = null;
    frame.request();
  });
  node.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !onMove) return;
    isDragging = true;
    node.setPointerCapture(event.pointerId);
    drag(event);
  });
  node.addEventListener('lostpointercapture', () => {
    isDragging = false;
  });
  node.addEventListener('keydown', (event) => {
    if (data === null || !onMove || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = moveMarker(data.snapshots, data.marker, event.key);
    if (step === null) return;
    event.preventDefault();
    moveTo(step);
  });

  const size = observeSize(node, () => {
    layout = null;
    frame.request();
  });
  return {
    update(next) {
      if (data?.series !== next.series) layout = null;
      data = next;
      frame.request();
    },
    table: () => curvesTable(data, labels),
    destroy() {
      frame.cancel();
      size.stop();
      root.remove();
    },
  };
}
