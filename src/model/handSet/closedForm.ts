/**
 * Softmax over scores that are β at `nWanted` of `nVisible` keys and 0 at the others:
 * e^β / (m e^β + n - m) for a wanted key, 1 / (m e^β + n - m) for another.
 */
export function closedForm(
  sharpness: number,
  nWanted: number,
  nVisible: number,
): { readonly wanted: number; readonly other: number } {
  const raised = Math.exp(sharpness);
  const other = 1 / (nWanted * raised + nVisible - nWanted);
  return { wanted: raised * other, other };
}
