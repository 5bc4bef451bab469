import { lab } from 'd3';
import { describe, expect, it } from 'vitest';
import { INVALID_RGB, TABLE_SIZE, attentionColor, attentionTable, scalePosition } from './color';

describe('the attention scale', () => {
  it('grows lighter with every step of the weight', () => {
    const lightness = Array.from({ length: 101 }, (_, step) => lab(attentionColor(step / 100)).l);
    for (let step = 1; step < lightness.length; step++) {
      expect(lightness[step]).toBeGreaterThan(lightness[step - 1] ?? Infinity);
    }
    expect((lightness[100] ?? 0) - (lightness[0] ?? 0)).toBeGreaterThan(70);
  });

  it('has the domain 0..1 whatever the data', () => {
    expect(attentionColor(1.7)).toBe(attentionColor(1));
    expect(attentionColor(-0.2)).toBe(attentionColor(0));
    expect(scalePosition(0.25)).toBe(0.25);
  });

  it('on the square-root scale places 0.25 in the middle and keeps the ends', () => {
    expect([0, 0.25, 1].map((weight) => scalePosition(weight, 'sqrt'))).toEqual([0, 0.5, 1]);
    expect(attentionColor(0.25, 'sqrt')).toBe(attentionColor(0.5));
  });

  it('paints a weight that is not a number in a colour which the scale does not contain', () => {
    expect(attentionColor(Number.NaN)).toBe(`rgb(${INVALID_RGB.join(', ')})`);
    for (let step = 0; step < TABLE_SIZE; step++) {
      const distance = INVALID_RGB.reduce(
        (sum, value, c) => sum + Math.abs(value - (attentionTable[step * 4 + c] ?? 0)),
        0,
      );
      expect(distance).toBeGreaterThan(60);
    }
  });
});
