/** For each token of a text its place in another text; null: it has none there. */
export type Alignment = readonly (number | null)[];

/**
 * The same tokens of two texts, in order: a longest common subsequence (Hunt and McIlroy 1976). Models that split a text
 * in the same way differ by special tokens only; where they split it differently, what is the same is still found.
 */
export function alignTokens(first: readonly string[], second: readonly string[]): Alignment {
  let start = 0;
  while (start < Math.min(first.length, second.length) && first[start] === second[start]) start += 1;
  let [endOfFirst, endOfSecond] = [first.length, second.length];
  while (endOfFirst > start && endOfSecond > start && first[endOfFirst - 1] === second[endOfSecond - 1]) {
    endOfFirst -= 1;
    endOfSecond -= 1;
  }
  const middle = common(first.slice(start, endOfFirst), second.slice(start, endOfSecond));
  return first.map((_, index) => {
    if (index < start) return index;
    if (index >= endOfFirst) return index - endOfFirst + endOfSecond;
    const place = middle[index - start] ?? null;
    return place === null ? null : place + start;
  });
}

function common(first: readonly string[], second: readonly string[]): Alignment {
  const width = second.length + 1;
  // Length of the longest subsequence that the rest of both texts has in common, from each pair of places on.
  const lengths = new Uint16Array((first.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = first.length - 1; i >= 0; i -= 1) {
    for (let j = second.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        first[i] === second[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let j = 0;
  return first.map((token, i) => {
    // What the rest loses without this token is found further on.
    while (second[j] !== token && at(i, j) > at(i + 1, j)) j += 1;
    if (j >= second.length || second[j] !== token) return null;
    j += 1;
    return j - 1;
  });
}
