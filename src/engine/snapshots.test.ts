import { describe, expect, it } from 'vitest';
import { createSnapshots } from './snapshots';

const record = (untilStep: number, size: number) => {
  const snapshots = createSnapshots();
  snapshots.add(0, new Float32Array(size));
  for (let step = 1; step <= untilStep; step += 1) {
    if (snapshots.wants(step)) snapshots.add(step, new Float32Array(size).fill(step));
  }
  return snapshots;
};

describe('the snapshots of a training', () => {
  it('begin densely and go on every tenth step', () => {
    expect(record(40, 4).steps()).toEqual([0, 1, 2, 4, 8, 10, 20, 30, 40]);
  });

  it('hold what was there at their step', () => {
    const snapshots = record(40, 4);
    expect(snapshots.at(20)).toEqual(new Float32Array(4).fill(20));
    expect(snapshots.at(21)).toBeNull();
  });

  it('never become more than a time slider can show, and keep the beginning and the newest', () => {
    const steps = record(50_000, 4).steps();
    expect(steps.length).toBeLessThanOrEqual(121);
    expect(steps).toContain(0);
    expect(steps).toContain(8);
    expect(steps.at(-1)).toBeGreaterThan(49_000);
  });

  it('of a large model are fewer, so that they fit into the tab', () => {
    const size = 2 ** 21;
    const steps = record(2000, size).steps();
    expect(steps.length * size * 4).toBeLessThanOrEqual(110 * 2 ** 20);
    expect(steps).toContain(0);
  });
});
