import { select } from 'd3';
import type { Cell } from '../shared/selection';
import type { Stage } from '../shared/stage';
import type { Rect } from './layout';
import type { ZoomLabels } from './types';
import { isWhole, whole, type Window, zoomed } from './zoom';
import { mountGestures } from './zoomGestures';

/** Fewer tokens need no zoom: their cells are large. */
const FROM_TOKENS = 24;
const STEP = 0.6;

export interface ZoomParts {
  readonly size: () => Readonly<{ rows: number; cols: number }> | null;
  readonly window: () => Window;
  readonly setWindow: (window: Window) => void;
  /** What is pointed at: it stays where it is. */
  readonly pointed: () => Cell | null;
  /** Where the cells are drawn in the stage, in CSS pixels. */
  readonly plot: () => Rect | null;
}

export interface ZoomControls {
  /** After the window or the matrix has changed. */
  readonly show: () => void;
}

/** Ways to come closer: buttons, + − 0, the wheel with Ctrl (a pinch on a touchpad), two fingers; and dragging the part. */
export function mountZoom({ root, stage, say }: Stage, labels: ZoomLabels, parts: ZoomParts): ZoomControls {
  const bar = select(root).insert('div', '.fig-stage').attr('class', 'fig-zoom').attr('data-export', 'none');
  const by = (factor: number): void => {
    const size = parts.size();
    if (size)
      parts.setWindow(factor === 0 ? whole(size) : zoomed(parts.window(), size, factor, parts.pointed()));
    say(told());
  };
  const ways = [
    { name: labels.closer, sign: '+', factor: STEP },
    { name: labels.farther, sign: '−', factor: 1 / STEP },
    { name: labels.whole, sign: '⤢', factor: 0 },
  ];
  bar
    .selectAll('button')
    .data(ways)
    .join('button')
    .attr('type', 'button')
    .attr('aria-label', ({ name }) => name)
    .attr('title', ({ name }) => name)
    .text(({ sign }) => sign)
    .on('click', (_, { factor }) => by(factor));
  const note = bar.append('span');
  const told = (): string => {
    const size = parts.size();
    return size ? labels.shown({ ...parts.window(), nQueries: size.rows, nKeys: size.cols }) : '';
  };
  stage.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || bar.attr('hidden') !== null) return;
    const factor = { '+': STEP, '=': STEP, '-': 1 / STEP, '0': 0 }[event.key];
    if (factor === undefined) return;
    event.preventDefault();
    by(factor);
  });
  stage.addEventListener(
    'wheel',
    (event) => {
      const size = parts.size();
      // Without Ctrl the page scrolls, as everywhere.
      if (!event.ctrlKey || !size || bar.attr('hidden') !== null) return;
      event.preventDefault();
      parts.setWindow(zoomed(parts.window(), size, event.deltaY < 0 ? STEP : 1 / STEP, parts.pointed()));
    },
    { passive: false },
  );
  const isOff = (): boolean => bar.attr('hidden') !== null;
  const gestures = mountGestures(stage, parts, isOff);
  return {
    show: () => {
      const size = parts.size();
      const isSmall = !size || Math.max(size.rows, size.cols) <= FROM_TOKENS;
      bar.attr('hidden', isSmall ? '' : null);
      gestures.show();
      note.text(size && !isWhole(parts.window(), size) ? told() : '');
    },
  };
}
