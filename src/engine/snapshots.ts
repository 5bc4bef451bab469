/** Weights as they were at some steps of a training, on the host. */
export interface Snapshots {
  /** Whether a snapshot of this step belongs to the schedule. */
  wants(step: number): boolean;
  add(step: number, values: Float32Array): void;
  at(step: number): Float32Array | null;
  /** In order. */
  steps(): readonly number[];
}

/** Bytes that one training's snapshots may take. */
const LIMIT = 96 * 2 ** 20;
const MOST = 120;
const FIRST_INTERVAL = 10;

/**
 * Keeps the first steps one by one, then every tenth; when there are too many, every second of the later ones goes and
 * the interval doubles. So the beginning, in which most happens, stays dense.
 */
export function createSnapshots(): Snapshots {
  const kept = new Map<number, Float32Array>();
  let interval = FIRST_INTERVAL;

  const isEarly = (step: number): boolean => step <= 8 && Math.log2(Math.max(1, step)) % 1 === 0;

  const thin = (newest: number): void => {
    let bytes = [...kept.values()].reduce((sum, values) => sum + values.byteLength, 0);
    while ((kept.size > MOST || bytes > LIMIT) && kept.size > 2) {
      interval *= 2;
      for (const [step, values] of kept) {
        if (step === newest || step === 0 || step % interval === 0) continue;
        if (isEarly(step) && bytes <= LIMIT) continue;
        kept.delete(step);
        bytes -= values.byteLength;
      }
      if (interval > 2 ** 20) return;
    }
  };

  return {
    wants: (step) => isEarly(step) || step % interval === 0,
    add: (step, values) => {
      kept.set(step, values);
      thin(step);
    },
    at: (step) => kept.get(step) ?? null,
    steps: () => [...kept.keys()].sort((a, b) => a - b),
  };
}
