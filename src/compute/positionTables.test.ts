import { describe, expect, it } from 'vitest';
import { alibiSlopes, rotaryRows, sinusoidalRows, t5Bucket } from './positionTables';

describe('sinusoidal positions', () => {
  it('alternate sine and cosine as in the 2017 paper, or come in halves', () => {
    const interleaved = sinusoidalRows([3], 4, 'interleaved');
    const expected = [Math.sin(3), Math.cos(3), Math.sin(3 / 100), Math.cos(3 / 100)];
    interleaved.forEach((value, index) => expect(value).toBeCloseTo(expected[index] ?? NaN, 6));
    const halves = sinusoidalRows([3], 4, 'halves');
    expect([...halves]).toEqual([interleaved[0], interleaved[2], interleaved[1], interleaved[3]]);
  });
});

describe('rotary positions', () => {
  const rotary = {
    kind: 'rotary',
    base: 10000,
    fraction: 1,
    pairing: 'halves',
    scaling: null,
    localBase: null,
  } as const;

  it('turn the first pair by one radian a position', () => {
    const { cos, sin } = rotaryRows(rotary, [0, 1, 2], 8);
    expect([cos[0], cos[4], cos[8]].map((value) => value?.toFixed(5))).toEqual(
      [1, Math.cos(1), Math.cos(2)].map((value) => value.toFixed(5)),
    );
    expect(sin[4]).toBeCloseTo(Math.sin(1), 6);
  });

  it('scaled linearly by 4 turn a quarter as fast', () => {
    const scaled = { ...rotary, scaling: { kind: 'linear', factor: 4 } } as const;
    expect(rotaryRows(scaled, [4], 8).cos[0]).toBeCloseTo(rotaryRows(rotary, [1], 8).cos[0] ?? NaN, 6);
  });

  it('rotate only a part of the head if the fraction says so', () => {
    expect(rotaryRows({ ...rotary, fraction: 0.25 }, [1], 16).cos).toHaveLength(2);
  });
});

describe('ALiBi', () => {
  it('has the slopes of the paper for 8 heads', () => {
    expect(alibiSlopes(8)).toEqual([1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64, 1 / 128, 1 / 256]);
  });

  it('takes every second slope of the next power of two for 6 heads', () => {
    expect(alibiSlopes(6)).toEqual([1 / 4, 1 / 16, 1 / 64, 1 / 256, 1 / 2, 1 / 8]);
  });
});

describe('T5 buckets', () => {
  it('are exact near by, logarithmic further away, and one from the maximal distance on', () => {
    const causal = [0, 1, 7, 15, 16, 127, 128, 500].map((distance) => t5Bucket(-distance, false, 32, 128));
    expect(causal).toEqual([0, 1, 7, 15, 16, 31, 31, 31]);
  });

  it('put later keys into the second half in an encoder and into bucket 0 in a decoder', () => {
    expect(t5Bucket(3, true, 32, 128)).toBe(19);
    expect(t5Bucket(-3, true, 32, 128)).toBe(3);
    expect(t5Bucket(3, false, 32, 128)).toBe(0);
  });
});
