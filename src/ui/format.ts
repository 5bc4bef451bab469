const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

const integer = new Intl.NumberFormat('en');
const ratio = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** 1234567 → "1.23M": K, M and B are what both languages use for model sizes. */
export function formatCompact(value: number): string {
  return compact.format(value);
}

export function formatInteger(value: number): string {
  return integer.format(value);
}

/** A difference with its sign: "+1.2M", "−300", "±0". */
export function formatDelta(value: number): string {
  if (value === 0) return '±0';
  return `${value > 0 ? '+' : '−'}${formatCompact(Math.abs(value))}`;
}

/** Milliseconds with as many digits as can be trusted. */
export function formatMilliseconds(value: number): string {
  if (value < 1) return `${value.toFixed(2)} ms`;
  if (value < 10) return `${value.toFixed(1)} ms`;
  if (value < 999.5) return `${Math.round(value)} ms`;
  return `${(value / 1000).toFixed(value < 9950 ? 2 : 1)} s`;
}

export function formatPercent(fraction: number): string {
  const percent = fraction * 100;
  if (percent === 0) return '0 %';
  if (percent < 0.01) return '< 0.01 %';
  return `${percent < 10 ? percent.toFixed(2) : percent.toFixed(1)} %`;
}

/**
 * A difference with its sign, in a format for what is not negative. Where that says only how small it is, so is this:
 * "< +0.01 %", "> −0.01 %"; where all digits are zero, no sign is claimed: "±0.000".
 */
export function formatSigned(difference: number, format: (value: number) => string): string {
  const size = format(Math.abs(difference));
  const bound = /^< (.*)$/.exec(size)?.[1];
  if (bound !== undefined) return difference < 0 ? `> −${bound}` : `< +${bound}`;
  if (!/[1-9]/.test(size)) return `±${size}`;
  return `${difference < 0 ? '−' : '+'}${size}`;
}

export function formatSignedPercent(difference: number): string {
  return formatSigned(difference, formatPercent);
}

/** So many digits after the point, with a true minus; what is written as zero has none. */
export function formatFixed(value: number, digits: number): string {
  const size = Math.abs(value).toFixed(digits);
  return value < 0 && Number(size) !== 0 ? `−${size}` : size;
}

/** A log probability, or a score made of some. */
export function formatScore(value: number): string {
  return formatFixed(value, 2);
}

/** How many times as much, with three digits and parted thousands: "1.24", "3,420,000". */
export function formatRatio(value: number): string {
  return ratio.format(value);
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** So many digits of a number that may be very small or large: "0.0123", "3.03 × 10⁻⁸". */
export function formatSignificant(value: number, digits: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size === 0) return '0';
  if (size >= 0.001 && size < 1e6) return sign + Number(size.toPrecision(digits)).toString();
  const [mantissa = '', exponent = ''] = size.toExponential(digits - 1).split('e');
  const raised = Array.from(exponent, (digit) => (digit === '-' ? '⁻' : (RAISED[Number(digit)] ?? '')));
  return `${sign}${mantissa} × 10${raised.join('')}`;
}

/** Bytes in binary units. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit] ?? ''}`;
}
