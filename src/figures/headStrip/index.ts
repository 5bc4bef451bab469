import { select } from 'd3';
import '../figures.css';
import type { Figure } from '../shared/figure';
import { oncePerFrame } from '../shared/frame';
import { createGridPainter } from '../shared/paintGrid';
import { observeSize } from '../shared/size';
import { present } from '../shared/stage';
import { type Theme, observeTheme, readTheme } from '../shared/theme';
import { drawButtons, drawPressed, drawThumb, layersOf } from './draw';
import { moveFocus } from './hit';
import { type StripLayout, stripLayout } from './layout';
import { stripTable } from './table';
import type { HeadMap, HeadRef, HeadStripData, HeadStripOptions } from './types';

export type { HeadMap, HeadRef, HeadStripData, HeadStripOptions } from './types';
export type HeadStrip = Figure<HeadStripData>;

/** Most of all: each frame with new pictures also costs the browser its own work on all of them. */
const FRAME_BUDGET_MS = 24;
/** A short word or a percentage has room. */
const NOTE_WIDTH = 60;

/**
 * The heads of one layer, or of all, as small maps to pick from. Every map is a button; one of them is the tab stop and
 * arrow keys move among them.
 */
export function mountHeadStrip(element: HTMLElement, options: HeadStripOptions): HeadStrip {
  const root = select(element).append('div').attr('class', 'fig fig-strip');
  root.attr('role', 'group').attr('aria-label', options.labels.figure);
  root.append('div').attr('class', 'fig-strip-header').attr('aria-hidden', 'true');
  root.append('div').attr('class', 'fig-strip-rows');
  const node = present(root.node());
  const paint = createGridPainter();
  let theme: Theme = readTheme(node);
  let data: HeadStripData | null = null;
  let layout: StripLayout | null = null;
  let focused: HeadRef | null = null;
  /** Buttons whose picture is out of date. A hundred maps take longer to paint than a frame lasts. */
  let unpainted: HTMLButtonElement[] = [];
  /** Which head is selected and which is the tab stop are as drawn. */
  let isPressed = false;
  const buttonsOf = (): HTMLButtonElement[] =>
    root.selectAll<HTMLButtonElement, HeadMap>('button.fig-head').nodes();

  const frame = oncePerFrame(() => {
    if (data === null) return;
    const started = performance.now();
    layout ??= drawMaps(data);
    if (!isPressed) drawPressed(root, data.selectedHead, tabStop(data));
    isPressed = true;
    while (unpainted.length > 0 && performance.now() - started < FRAME_BUDGET_MS) {
      const button = unpainted.shift();
      if (button?.isConnected)
        drawThumb(button, data.masked, layout, theme, paint, options.scale ?? 'linear');
    }
    if (unpainted.length > 0) frame.request();
  });
  const drawMaps = (shown: HeadStripData): StripLayout => {
    const layers = layersOf(shown.maps, shown.flat);
    const next = stripLayout({
      width: size.current().width,
      headsPerLayer: layers.map((layer) => layer.maps.length),
      rows: shown.maps[0]?.rows ?? 0,
      cols: shown.maps[0]?.cols ?? 0,
      leastWidth: shown.maps.some(({ note }) => note !== undefined) ? NOTE_WIDTH : 0,
    });
    drawButtons(root, layers, next, options.labels);
    isPressed = false;
    // Those still waiting come first again, so that none is starved when maps change with every frame.
    unpainted = Array.from(new Set([...unpainted, ...buttonsOf()]));
    return next;
  };
  const tabStop = ({ maps, selectedHead }: HeadStripData): number =>
    Math.max(0, indexOf(maps, focused) ?? indexOf(maps, selectedHead) ?? 0);
  const relayout = (): void => {
    layout = null;
    frame.request();
  };

  const repress = (): void => {
    isPressed = false;
    frame.request();
  };

  /** Listeners stand on the root, so that a hundred buttons need none of their own. */
  const mapAt = (event: Event): HeadMap | null => {
    const button = event.target instanceof Element ? event.target.closest('button.fig-head') : null;
    return button === null ? null : select<Element, HeadMap>(button).datum();
  };
  let hovered: HeadMap | null = null;
  const hover = (map: HeadMap | null): void => {
    if (map?.layer === hovered?.layer && map?.head === hovered?.head) return;
    hovered = map;
    options.onHover?.(map && { layer: map.layer, head: map.head });
  };
  node.addEventListener('click', (event) => {
    const map = mapAt(event);
    if (map !== null) options.onPick?.({ layer: map.layer, head: map.head });
  });
  node.addEventListener('pointerover', (event) => hover(mapAt(event)));
  node.addEventListener('pointerleave', () => hover(null));
  node.addEventListener('focusin', (event) => {
    const map = mapAt(event);
    focused = map && { layer: map.layer, head: map.head };
    hover(map);
    repress();
  });
  node.addEventListener('focusout', () => {
    focused = null;
    hover(null);
    repress();
  });
  node.addEventListener('keydown', (event) => {
    const from = data && indexOf(data.maps, mapAt(event));
    if (data === null || from === null || layout === null || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const heads = layersOf(data.maps, data.flat).map((layer) => layer.maps.length);
    const to = moveFocus(from, event.key, heads, layout.columns);
    if (to === null) return;
    event.preventDefault();
    buttonsOf()[to]?.focus();
  });

  const size = observeSize(node, relayout);
  const stopTheme = observeTheme(() => {
    theme = readTheme(node);
    relayout();
  });
  return {
    update(next) {
      if (data?.maps !== next.maps || data.masked !== next.masked) layout = null;
      data = next;
      repress();
    },
    table: () => stripTable(data, options.labels),
    destroy() {
      frame.cancel();
      size.stop();
      stopTheme();
      root.remove();
    },
  };
}

function indexOf(maps: readonly HeadMap[], head: HeadRef | null): number | null {
  if (head === null) return null;
  const index = maps.findIndex((map) => map.layer === head.layer && map.head === head.head);
  return index < 0 ? null : index;
}
