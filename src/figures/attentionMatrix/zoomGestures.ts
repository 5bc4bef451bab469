import { isWhole, panned, pinched, type Place, type Window } from './zoom';
import type { ZoomParts } from './zoomControls';

/** A pointer that moves less than this while it is down clicks. */
const DRAG_FROM = 5;
/** Fingers nearer than this are measured as if they were so far apart: their distance is a divisor. */
const LEAST_SPREAD = 24;

type Point = Readonly<{ x: number; y: number }>;
type Pinch = Readonly<{ window: Window; spread: number; place: Place }>;

/**
 * Two fingers bring a part closer and move it; one finger or the mouse moves it. While the whole matrix is shown, one
 * finger scrolls the page, as everywhere.
 */
export function mountGestures(
  stage: HTMLElement,
  parts: ZoomParts,
  isOff: () => boolean,
): { readonly show: () => void } {
  const fingers = new Map<number, Point>();
  let pinch: Pinch | null = null;
  let from: (Point & { readonly window: Window }) | null = null;
  let isDragged = false;

  const isAllShown = (): boolean => {
    const size = parts.size();
    return size === null || isWhole(parts.window(), size);
  };
  const drag = (event: PointerEvent): void => {
    const [size, plot] = [parts.size(), parts.plot()];
    if (!from || !size || !plot || event.buttons !== 1) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (Math.hypot(dx, dy) < DRAG_FROM && !isDragged) return;
    isDragged = true;
    const { window } = from;
    const [down, right] = [(-dy * window.rows) / plot.height, (-dx * window.cols) / plot.width];
    parts.setWindow(panned(window, size, Math.round(down), Math.round(right)));
  };
  /** How far two fingers are apart, and where their middle is in the drawn part. */
  const measured = (): { readonly spread: number; readonly place: Place } | null => {
    const [one, other] = fingers.values();
    const plot = parts.plot();
    if (!one || !other || !plot) return null;
    const box = stage.getBoundingClientRect();
    return {
      spread: Math.max(LEAST_SPREAD, Math.hypot(one.x - other.x, one.y - other.y)),
      place: {
        down: ((one.y + other.y) / 2 - box.top - plot.y) / plot.height,
        right: ((one.x + other.x) / 2 - box.left - plot.x) / plot.width,
      },
    };
  };
  const movePinch = (): void => {
    const [size, now] = [parts.size(), measured()];
    if (!pinch || !size || !now) return;
    isDragged = true;
    parts.setWindow(pinched(pinch.window, size, pinch.spread / now.spread, pinch.place, now.place));
  };

  stage.addEventListener('pointerdown', (event) => {
    if (isOff()) return;
    const at = { x: event.clientX, y: event.clientY };
    if (event.pointerType === 'touch') fingers.set(event.pointerId, at);
    if (fingers.size < 2) isDragged = false;
    const start = fingers.size === 2 ? measured() : null;
    pinch = start && { window: parts.window(), ...start };
    from = fingers.size > 1 || isAllShown() ? null : { ...at, window: parts.window() };
  });
  stage.addEventListener('pointermove', (event) => {
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pinch) movePinch();
    else drag(event);
  });
  const lift = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    pinch = null;
    from = null;
  };
  // A finger may leave the stage while it is down; its events still come here.
  for (const name of ['pointerup', 'pointercancel'] as const) stage.addEventListener(name, lift);
  // Two fingers would also scroll the page, which takes them away from the figure.
  stage.addEventListener(
    'touchmove',
    (event) => {
      if (event.touches.length > 1 && !isOff() && event.cancelable) event.preventDefault();
    },
    { passive: false },
  );
  // What was dragged was not meant to be locked.
  stage.addEventListener(
    'click',
    (event) => {
      if (isDragged) event.stopImmediatePropagation();
      isDragged = false;
    },
    { capture: true },
  );
  return {
    show: () => {
      // What the style sheet says holds for a matrix that has no zoom.
      const allowed = isAllShown() ? 'pan-x pan-y' : 'none';
      if (isOff()) stage.style.removeProperty('touch-action');
      else stage.style.setProperty('touch-action', allowed);
    },
  };
}
