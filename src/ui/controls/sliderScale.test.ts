import { describe, expect, it } from 'vitest';
import { fractionOf, sliderScale, snap, stepped, valueAt } from './sliderScale';

const scale = sliderScale([16, 24, 32, 64, 128, 256]);

describe('a slider scale', () => {
  it('gives every doubling the same way on the track', () => {
    expect(fractionOf(scale, 32) - fractionOf(scale, 16)).toBeCloseTo(0.25);
    expect(fractionOf(scale, 256) - fractionOf(scale, 128)).toBeCloseTo(0.25);
  });

  it('keeps a value beyond its ends on the track', () => {
    expect([fractionOf(scale, 4), fractionOf(scale, 1000)]).toEqual([0, 1]);
  });

  it('finds the value under the pointer', () => {
    for (const value of scale.values) expect(valueAt(scale, fractionOf(scale, value))).toBe(value);
    expect(valueAt(scale, 0.76)).toBe(128);
  });

  it('steps from a value to its neighbours and stops at the ends', () => {
    expect(stepped(scale, 32, 1)).toBe(64);
    expect(stepped(scale, 32, -1)).toBe(24);
    expect(stepped(scale, 256, 1)).toBe(256);
    expect(stepped(scale, 16, -3)).toBe(16);
  });

  it('steps from a typed value that is not its own to the next that is', () => {
    expect(stepped(scale, 100, 1)).toBe(128);
    expect(stepped(scale, 100, -1)).toBe(64);
  });

  it('snaps a number to its nearest value', () => {
    expect([snap(scale, 100), snap(scale, 90), snap(scale, 9000)]).toEqual([128, 64, 256]);
  });
});
