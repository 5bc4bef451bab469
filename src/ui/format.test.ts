import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCompact,
  formatDelta,
  formatFixed,
  formatMilliseconds,
  formatPercent,
  formatRatio,
  formatScore,
  formatSigned,
  formatSignedPercent,
  formatSignificant,
} from './format';

describe('numbers on the page', () => {
  it('write model sizes with K, M and B', () => {
    expect([999, 1234, 1_234_567, 7_240_000_000].map(formatCompact)).toEqual([
      '999',
      '1.23K',
      '1.23M',
      '7.24B',
    ]);
  });

  it('show the direction of a change', () => {
    expect([1500, -300, 0].map(formatDelta)).toEqual(['+1.5K', '−300', '±0']);
  });

  it('show no more digits of a time than can be trusted', () => {
    expect([0.123, 4.56, 149.6, 1607, 12_345].map(formatMilliseconds)).toEqual([
      '0.12 ms',
      '4.6 ms',
      '150 ms',
      '1.61 s',
      '12.3 s',
    ]);
  });

  it('never show a small probability as zero', () => {
    expect([0, 0.00001, 0.0123, 0.5].map(formatPercent)).toEqual(['0 %', '< 0.01 %', '1.23 %', '50.0 %']);
  });

  it('bound a difference that is too small for its digits on the side on which it is', () => {
    expect([0.00001, -0.00001, 0.0123, -0.5, 0].map(formatSignedPercent)).toEqual([
      '< +0.01 %',
      '> −0.01 %',
      '+1.23 %',
      '−50.0 %',
      '±0 %',
    ]);
  });

  it('give no sign to what is written as zero', () => {
    expect([-0.0004, -0, -1.5].map((value) => formatFixed(value, 3))).toEqual(['0.000', '0.000', '−1.500']);
    expect([-0.001, -3.9].map(formatScore)).toEqual(['0.00', '−3.90']);
    expect(formatSigned(-0.0001, (size) => size.toFixed(3))).toBe('±0.000');
  });

  it('part the thousands of a ratio, and write powers of ten for what is very small', () => {
    expect([1.2345, 3_420_000, 0.0123].map(formatRatio)).toEqual(['1.23', '3,420,000', '0.0123']);
    expect([3.028e-8, 0, 0.01234, -12].map((value) => formatSignificant(value, 3))).toEqual([
      '3.03 × 10⁻⁸',
      '0',
      '0.0123',
      '−12',
    ]);
  });

  it('count bytes in powers of 1024', () => {
    expect([512, 1536, 5 * 1024 ** 2].map(formatBytes)).toEqual(['512 B', '1.50 KiB', '5.00 MiB']);
  });
});
