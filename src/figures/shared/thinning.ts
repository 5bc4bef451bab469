const STEPS = [1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1000, 1024];

/** Every how many tokens a label fits, if labels need `spacing` pixels and tokens stand `cell` pixels apart. */
export function labelStep(cell: number, spacing: number): number {
  const needed = Math.max(1, Math.ceil(spacing / cell - 1e-9));
  return STEPS.find((step) => step >= needed) ?? needed;
}

/**
 * Which of `count` labels to show so that no two are closer than `spacing`. The pinned ones (hovered, locked) come
 * first, in their order of importance, and push out regular ones that they would cover.
 */
export function visibleLabels(
  count: number,
  cell: number,
  spacing: number,
  pinned: readonly (number | null)[] = [],
): number[] {
  // Each has its place.
  if (cell >= spacing) return Array.from({ length: count }, (_, index) => index);
  const shown: number[] = [];
  const fits = (index: number): boolean =>
    shown.every((other) => Math.abs(other - index) * cell >= spacing - 1e-9 && other !== index);
  for (const index of pinned) {
    if (index !== null && index >= 0 && index < count && fits(index)) shown.push(index);
  }
  const step = labelStep(cell, spacing);
  const blockers = [...shown];
  for (let index = 0; index < count; index += step) {
    if (blockers.every((other) => other !== index && Math.abs(other - index) * cell >= spacing - 1e-9)) {
      shown.push(index);
    }
  }
  return shown.sort((a, b) => a - b);
}
