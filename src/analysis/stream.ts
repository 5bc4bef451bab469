/**
 * Lengths of vectors, and the cosines of their angles to reference vectors at the same position.
 * @param states one array [position, dModel] for each point of the stream
 * @param last [position, dModel]: what they are compared with
 * @returns both [point, position], row-major; the cosine with or of a vector of length 0 is 0
 */
export function streamStatistics(
  states: readonly Float32Array[],
  last: Float32Array,
  length: number,
): { readonly norms: Float32Array; readonly cosines: Float32Array } {
  const norms = new Float32Array(states.length * length);
  const cosines = new Float32Array(states.length * length);
  states.forEach((state, point) => {
    const width = state.length / length;
    for (let position = 0; position < length; position += 1) {
      let square = 0;
      let squareOfLast = 0;
      let product = 0;
      for (let index = position * width; index < (position + 1) * width; index += 1) {
        const value = state[index] ?? 0;
        const other = last[index] ?? 0;
        square += value * value;
        squareOfLast += other * other;
        product += value * other;
      }
      const lengths = Math.sqrt(square) * Math.sqrt(squareOfLast);
      norms[point * length + position] = Math.sqrt(square);
      cosines[point * length + position] = lengths === 0 ? 0 : product / lengths;
    }
  });
  return { norms, cosines };
}
