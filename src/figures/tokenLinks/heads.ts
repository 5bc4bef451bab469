/**
 * A hue for each of eight heads, on light and on dark surfaces: those of Okabe and Ito (2008, jfly.uni-koeln.de/color),
 * darkened or lightened until a line stands out 3 : 1, their yellow and black replaced by what does so on both. More
 * heads take them again with a dash of their own. The number of a head stands wherever its hue does.
 */
export const HEAD_HUES: readonly Readonly<{ light: string; dark: string }>[] = [
  { light: '#0072b2', dark: '#5cb0f5' },
  { light: '#d55e00', dark: '#ff8a45' },
  { light: '#008f68', dark: '#2ecc9b' },
  { light: '#b8477f', dark: '#f29ac6' },
  { light: '#8f6a00', dark: '#e8c84a' },
  { light: '#6244b8', dark: '#b49cff' },
  { light: '#0098a6', dark: '#8fe6ff' },
  { light: '#5a5a5a', dark: '#d0d0d0' },
];
const DASHES = ['', 'fig-dash-1', 'fig-dash-2', 'fig-dash-3'];

export function headColor(head: number): string {
  const { light = '', dark = '' } = HEAD_HUES[head % HEAD_HUES.length] ?? {};
  return `light-dark(${light}, ${dark})`;
}

/** The class of the dash by which heads of one hue differ; empty for the first eight. */
export function headDash(head: number): string {
  return DASHES[Math.floor(head / HEAD_HUES.length) % DASHES.length] ?? '';
}

/** Heads that are not drawn, after one of them was switched. */
export function toggled(hidden: readonly number[], head: number): readonly number[] {
  return hidden.includes(head) ? hidden.filter((other) => other !== head) : [...hidden, head];
}

/** One head alone; of one that is alone already, all again. */
export function isolated(
  hidden: readonly number[],
  head: number,
  heads: readonly number[],
): readonly number[] {
  const others = heads.filter((other) => other !== head);
  const isAlone = !hidden.includes(head) && others.every((other) => hidden.includes(other));
  return isAlone ? [] : others;
}
