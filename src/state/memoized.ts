/** Comparing a state with the one before asks for both, for each of the models of the bench. */
const MOST_KEPT = 8;

/** Keeps the last results of a function of a few inputs that are compared by identity. */
export function memoized<Inputs extends readonly unknown[], Result>(
  compute: (...inputs: Inputs) => Result,
): (...inputs: Inputs) => Result {
  const kept: { inputs: Inputs; result: Result }[] = [];
  return (...inputs) => {
    const found = kept.find((entry) => entry.inputs.every((value, index) => value === inputs[index]));
    if (found) return found.result;
    const result = compute(...inputs);
    kept.unshift({ inputs, result });
    kept.length = Math.min(kept.length, MOST_KEPT);
    return result;
  };
}
