/** A slider's scale: the values that it can take, placed by the logarithm, so that doubling is always the same way. */
export interface SliderScale {
  readonly values: readonly number[];
  readonly min: number;
  readonly max: number;
}

export function sliderScale(values: readonly number[]): SliderScale {
  return { values, min: values[0] ?? 0, max: values.at(-1) ?? 0 };
}

/** Where a value stands on the track, 0..1. */
export function fractionOf({ min, max }: SliderScale, value: number): number {
  if (max <= min) return 0;
  const clamped = Math.min(max, Math.max(min, value));
  return (Math.log(clamped) - Math.log(min)) / (Math.log(max) - Math.log(min));
}

/** The value of the scale nearest to a place on the track. */
export function valueAt(scale: SliderScale, fraction: number): number {
  return nearest(scale.values, fraction, (value) => fractionOf(scale, value));
}

/** The value of the scale nearest to any number. */
export function snap(scale: SliderScale, value: number): number {
  return nearest(scale.values, value, (candidate) => candidate);
}

/** The value some steps above (below: negative) a value, which need not be of the scale itself. */
export function stepped(scale: SliderScale, value: number, steps: number): number {
  const { values } = scale;
  const above = values.findIndex((candidate) => candidate > value);
  const upTo = above === -1 ? values.length : above;
  const isOnScale = values[upTo - 1] === value;
  const index = steps > 0 ? upTo - 1 + steps : upTo - (isOnScale ? 1 : 0) + steps;
  return values[Math.min(values.length - 1, Math.max(0, index))] ?? value;
}

function nearest(values: readonly number[], target: number, measure: (value: number) => number): number {
  let best = values[0] ?? target;
  for (const value of values) {
    if (Math.abs(measure(value) - target) < Math.abs(measure(best) - target)) best = value;
  }
  return best;
}
