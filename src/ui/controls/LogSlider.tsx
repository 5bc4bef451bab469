import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { type SliderScale, fractionOf, snap, stepped, valueAt } from './sliderScale';
import styles from './slider.module.css';

export interface SliderTick {
  readonly value: number;
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly scale: SliderScale;
  readonly value: number;
  readonly valueText: string;
  readonly ticks: readonly SliderTick[];
  readonly describedBy?: string | undefined;
  readonly onChange: (value: number) => void;
  /** While a pointer holds the thumb: the page shows what the change does. */
  readonly onDrag: (isDragging: boolean) => void;
}

const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 4,
  PageDown: -4,
  Home: -Infinity,
  End: Infinity,
};

/**
 * A slider over values that are spaced by the logarithm. React Aria's slider, like the native one, is linear, so the
 * track is ours; the thumb holds a native range input in the variable's own unit, which is what the keyboard, screen
 * readers (TalkBack moves nothing else) and tests use.
 */
export function LogSlider({ label, scale, value, valueText, ticks, describedBy, onChange, onDrag }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const change = (next: number) => {
    if (next !== value) onChange(next);
  };
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    change(valueAt(scale, Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))));
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    input.current?.focus({ preventScroll: true });
    onDrag(true);
    follow(event);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = KEY_STEPS[event.key];
    if (steps === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    change(stepped(scale, value, Math.max(-1e6, Math.min(1e6, steps))));
  };
  const onNativeChange = (next: number) => {
    change(Math.abs(next - value) === 1 ? stepped(scale, value, next - value) : snap(scale, next));
  };
  const position = `${fractionOf(scale, value) * 100}%`;
  return (
    <div
      className={styles.track}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onLostPointerCapture={() => onDrag(false)}
    >
      <div className={styles.rail} />
      <div className={styles.fill} style={{ width: position }} />
      {ticks.map((tick) => (
        <span
          key={tick.value}
          className={styles.tick}
          data-below={tick.value <= value}
          style={{ left: `${fractionOf(scale, tick.value) * 100}%` }}
          title={tick.label}
        />
      ))}
      <div className={styles.thumb} style={{ left: position }}>
        <input
          ref={input}
          type="range"
          className={styles.input}
          min={Math.min(scale.min, value)}
          max={Math.max(scale.max, value)}
          step={1}
          value={value}
          aria-label={label}
          aria-valuetext={valueText}
          aria-describedby={describedBy}
          onKeyDown={onKeyDown}
          onChange={(event) => onNativeChange(event.currentTarget.valueAsNumber)}
        />
      </div>
    </div>
  );
}
