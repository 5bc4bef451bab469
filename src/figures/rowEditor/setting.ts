import { weightAt } from '../shared/selection';
import { refusalOf } from './facts';
import { draggedWeight, type RowLayout, steppedWeight } from './layout';
import type { RowEditorData, RowEditorOptions } from './types';

/** A pointer that moved less has clicked. */
const SLACK = 3;

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
/** Beside Shift. */
const WIDER = 10;

export type Asked = Readonly<{ key: number; weight: number }>;

interface Drag {
  readonly pointerId: number;
  readonly key: number;
  readonly startY: number;
  readonly startWeight: number;
  /** Until the pointer has left its slack it may be a click. */
  readonly isUnderWay: boolean;
}

interface SettingParts {
  readonly stage: HTMLElement;
  readonly data: () => RowEditorData | null;
  readonly layout: () => RowLayout | null;
  /** The key under a pointer. */
  readonly under: (event: MouseEvent) => number | null;
  /** The key that the keyboard is on. */
  readonly focused: () => number | null;
  /** Speaks of a key: of the weight that it was given, or of why it was not. */
  readonly say: (key: number, asked: Asked | null) => void;
  readonly redraw: () => void;
}

export interface Setting {
  /** What is being set, before the model has computed it; null: nothing. */
  readonly asked: () => Asked | null;
  readonly stop: () => void;
}

/**
 * Weights set by hand: a bar that is dragged up or down by pointer, pen or finger, from wherever in its column it is
 * taken, and ↑ ↓ (Shift or Page: ten times as far) for the bar that the keyboard is on. A drag, and a key that is held
 * down, is one change. A click without a move is left to the grammar that figures share.
 */
export function createSetting(
  { stage, data, layout, under, focused, say, redraw }: SettingParts,
  { onSet, onHold }: Pick<RowEditorOptions, 'onSet' | 'onHold'>,
): Setting {
  let drag: Drag | null = null;
  let last: Asked | null = null;
  let isHeld = false;
  /** The click that ends a drag locks nothing. */
  let hasDragged = false;

  const hold = (isWanted: boolean): void => {
    if (isHeld === isWanted) return;
    isHeld = isWanted;
    onHold?.(isWanted);
  };
  const set = (key: number, weight: number): void => {
    last = { key, weight };
    onSet(key, weight);
    redraw();
  };
  /** What was asked for last, as long as it is what the owner has. */
  const pending = (): Asked | null => {
    const isStill = last !== null && data()?.set[last.key] === last.weight;
    return isStill || drag?.isUnderWay ? last : null;
  };
  const weightOf = (shown: RowEditorData, key: number): number => {
    const asked = pending();
    return asked?.key === key ? asked.weight : weightAt(shown, shown.query, key);
  };
  const end = (): void => {
    if (drag?.isUnderWay && last) say(last.key, last);
    drag = null;
    hold(false);
    redraw();
  };
  const listen = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
  ): void => stage.addEventListener(name, listener, { capture: true });

  listen('pointerdown', (event) => {
    hasDragged = false;
    const shown = data();
    const key = under(event);
    if (!shown || key === null || !event.isPrimary || event.button !== 0) return;
    if (refusalOf(shown, key) !== null) return;
    drag = {
      pointerId: event.pointerId,
      key,
      startY: event.clientY,
      startWeight: weightOf(shown, key),
      isUnderWay: false,
    };
  });
  listen('pointermove', (event) => {
    const drawn = layout();
    if (!drag || !drawn || event.pointerId !== drag.pointerId) return;
    const down = event.clientY - drag.startY;
    if (!drag.isUnderWay) {
      if (Math.abs(down) < SLACK) return;
      drag = { ...drag, isUnderWay: true };
      hasDragged = true;
      stage.setPointerCapture(event.pointerId);
      stage.focus({ preventScroll: true });
      hold(true);
    }
    event.stopImmediatePropagation();
    event.preventDefault();
    const weight = draggedWeight(drawn, drag.startWeight, down);
    if (last?.key !== drag.key || last.weight !== weight) set(drag.key, weight);
  });
  // Cancelled is what a finger scrolls sideways.
  for (const name of ['pointerup', 'pointercancel'] as const) {
    listen(name, ({ pointerId }) => {
      if (pointerId === drag?.pointerId) end();
    });
  }
  listen('click', (event) => {
    if (hasDragged) event.stopImmediatePropagation();
    hasDragged = false;
  });
  listen('keydown', (event) => {
    const step = STEPS[event.key];
    const [shown, key] = [data(), focused()];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || !shown || key === null)
      return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (refusalOf(shown, key) !== null) {
      say(key, null);
      return;
    }
    const isFar = event.shiftKey && Math.abs(step) === 1;
    const weight = steppedWeight(weightOf(shown, key), isFar ? step * WIDER : step);
    hold(true);
    set(key, weight);
    say(key, { key, weight });
  });
  listen('keyup', (event) => {
    if (event.key in STEPS) hold(false);
  });
  listen('blur', () => hold(false));

  return {
    asked: pending,
    stop: () => hold(false),
  };
}
