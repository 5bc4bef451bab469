/**
 * A row of attention with one weight set, by the rule of interventions and apart from how they compute it: the others
 * share the rest in proportion to what they had, or equally where that was nothing.
 */
export function edgeRow(
  row: readonly number[],
  masked: readonly boolean[],
  key: number,
  weight: number,
): readonly number[] {
  const others = row.map((value, index) => (index === key || masked[index] ? 0 : value));
  const rest = others.reduce((sum, value) => sum + value, 0);
  const nOthers = row.filter((_, index) => index !== key && !masked[index]).length;
  if (nOthers === 0) return row.map((_, index) => (index === key ? 1 : 0));
  return others.map((value, index) => {
    if (index === key) return weight;
    if (masked[index]) return 0;
    return (1 - weight) * (rest > 0 ? value / rest : 1 / nOthers);
  });
}
