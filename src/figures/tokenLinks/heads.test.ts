import { lab } from 'd3';
import { describe, expect, it } from 'vitest';
import { HEAD_HUES, headColor, headDash, isolated, toggled } from './heads';

/** WCAG 2.2, contrast of a colour of this relative luminance against another. */
function contrast(a: string, b: string): number {
  const luminance = (color: string): number => {
    const channel = (at: number): number => {
      const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  };
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['light', '#ffffff', '#f6f5f2'],
  ['dark', '#1b1d20', '#131416'],
] as const)('the hues of heads on %s surfaces', (theme, ...surfaces) => {
  const hues = HEAD_HUES.map((hue) => hue[theme]);

  it('stand out 3 : 1, as lines must', () => {
    for (const hue of hues)
      for (const surface of surfaces) expect(contrast(hue, surface), hue).toBeGreaterThanOrEqual(3);
  });

  it('are far from one another', () => {
    for (const [index, hue] of hues.entries()) {
      for (const other of hues.slice(index + 1)) {
        const [one, two] = [lab(hue), lab(other)];
        expect(Math.hypot(one.l - two.l, one.a - two.a, one.b - two.b), `${hue} ${other}`).toBeGreaterThan(
          24,
        );
      }
    }
  });
});

describe('heads beyond the hues', () => {
  it('take them again with another dash, so that no two of 32 look the same', () => {
    const looks = Array.from({ length: 32 }, (_, head) => `${headColor(head)} ${headDash(head)}`);
    expect(new Set(looks).size).toBe(32);
    expect(headColor(8)).toBe(headColor(0));
  });
});

describe('switching heads', () => {
  it('hides one and shows it again', () => {
    const hidden = toggled([], 2);
    expect(hidden).toEqual([2]);
    expect(toggled(hidden, 2)).toEqual([]);
  });

  it('shows one alone, and all again when it is alone', () => {
    const alone = isolated([1], 2, [0, 1, 2]);
    expect(alone).toEqual([0, 1]);
    expect(isolated(alone, 2, [0, 1, 2])).toEqual([]);
    expect(isolated(alone, 0, [0, 1, 2])).toEqual([1, 2]);
  });
});
