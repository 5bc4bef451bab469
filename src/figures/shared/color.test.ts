import { lab, rgb } from 'd3';
import { describe, expect, it } from 'vitest';
import { paletteNames } from '../../shared/palettes';
import { INVALID_RGB, TABLE_SIZE, attentionColor, attentionTable, scalePosition } from './color';

/** What full deuteranopia and protanopia make of linear RGB (Machado, Oliveira and Fernandes 2009, table 1). */
const COLOR_BLIND = {
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
} as const;

function seenWith(matrix: readonly number[], css: string): string {
  const { r, g, b } = rgb(css);
  const linear = [r, g, b].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((row) => {
    const sum = linear.reduce((all, value, c) => all + value * (matrix[row * 3 + c] ?? 0), 0);
    const share = Math.min(1, Math.max(0, sum));
    return 255 * (share <= 0.0031308 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055);
  });
  return rgb(red, green, blue).toString();
}

/** Lightness at 51 weights; positive steps where the palette grows lighter with the weight. */
function lightness(of: (weight: number) => string): number[] {
  return Array.from({ length: 51 }, (_, step) => lab(of(step / 50)).l);
}

function goesOneWay(values: readonly number[]): boolean {
  const sign = Math.sign((values.at(-1) ?? 0) - (values[0] ?? 0));
  return values.every((value, step) => step === 0 || sign * (value - (values[step - 1] ?? 0)) > 0);
}

describe.each(paletteNames)('the attention scale in the palette %s', (palette) => {
  const color = (weight: number): string => attentionColor(weight, 'linear', palette);

  it('changes lightness with every step of the weight, one way, over a wide range', () => {
    const values = lightness(color);
    expect(goesOneWay(values)).toBe(true);
    expect(Math.abs((values.at(-1) ?? 0) - (values[0] ?? 0))).toBeGreaterThan(65);
  });

  it.each(Object.entries(COLOR_BLIND))('keeps its order for readers with %s', (_, matrix) => {
    expect(goesOneWay(lightness((weight) => seenWith(matrix, color(weight))))).toBe(true);
  });

  it('does not contain the colour of a weight that is not a number', () => {
    expect(color(Number.NaN)).toBe(`rgb(${INVALID_RGB.join(', ')})`);
    for (let step = 0; step <= 100; step++) {
      const { r, g, b } = rgb(color(step / 100));
      const distance = [r, g, b].reduce((sum, value, c) => sum + Math.abs(value - (INVALID_RGB[c] ?? 0)), 0);
      expect(distance).toBeGreaterThan(60);
    }
  });
});

describe('the attention scale', () => {
  it('has the domain 0..1 whatever the data', () => {
    expect(attentionColor(1.7)).toBe(attentionColor(1));
    expect(attentionColor(-0.2)).toBe(attentionColor(0));
    expect(scalePosition(0.25)).toBe(0.25);
  });

  it('on the square-root scale places 0.25 in the middle and keeps the ends', () => {
    expect([0, 0.25, 1].map((weight) => scalePosition(weight, 'sqrt'))).toEqual([0, 0.5, 1]);
    expect(attentionColor(0.25, 'sqrt')).toBe(attentionColor(0.5));
  });

  it('is the same when cells are painted in bulk', () => {
    const { r, g, b } = rgb(attentionColor(1));
    expect([...attentionTable.subarray((TABLE_SIZE - 1) * 4, TABLE_SIZE * 4)]).toEqual([r, g, b, 255]);
  });
});
