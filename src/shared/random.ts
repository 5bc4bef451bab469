/** A source of numbers that are uniform in [0, 1). The same seed always gives the same sequence. */
export type Random = () => number;

/**
 * Seeded uniform numbers: the 32-bit generator mulberry32 (Tommy Ettinger, 2017, public domain).
 * Period 2^32; good enough for weights and sampling, never for secrets.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Standard normal numbers by the Box-Muller transform, two for each pair of uniform numbers. */
export function createNormal(random: Random): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** A 32-bit hash of small whole numbers, those of a text or of a file (FNV-1a). @param seed another makes another hash */
export function fnv1a(units: ArrayLike<number>, seed = 0): number {
  let hash = 0x811c9dc5 ^ (seed >>> 0);
  for (let index = 0; index < units.length; index += 1) {
    hash = Math.imul(hash ^ (units[index] ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

/** A seed from a text, so that every parameter has its own sequence, independent of the others. */
export function seedFrom(text: string, seed: number): number {
  return fnv1a(
    Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)),
    seed,
  );
}
