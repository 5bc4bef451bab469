import { describe, expect, it } from 'vitest';
import { formatBytes, formatCompact, formatDelta, formatMilliseconds, formatPercent } from './format';

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
    expect([0.123, 4.56, 149.6, 12_345].map(formatMilliseconds)).toEqual([
      '0.12 ms',
      '4.6 ms',
      '150 ms',
      '12.3 s',
    ]);
  });

  it('never show a small probability as zero', () => {
    expect([0, 0.00001, 0.0123, 0.5].map(formatPercent)).toEqual(['0 %', '< 0.01 %', '1.23 %', '50.0 %']);
  });

  it('count bytes in powers of 1024', () => {
    expect([512, 1536, 5 * 1024 ** 2].map(formatBytes)).toEqual(['512 B', '1.50 KiB', '5.00 MiB']);
  });
});
