import { describe, expect, it } from 'vitest';
import { type AxisTokens, behaviourOf, behaviourText, headBehaviour } from './headBehaviour';

const SEP = 9;
const text = (ids: readonly number[], padding: readonly number[] = []): AxisTokens => ({
  ids,
  isPadding: (position) => padding.includes(position),
  isSeparator: (position) => ids[position] === SEP,
});
const self = (ids: readonly number[], padding: readonly number[] = []) =>
  behaviourText(text(ids, padding), text(ids, padding), true);

/** [query, key] of a head that puts all of each row on one key. */
function reading(nQueries: number, nKeys: number, keyOf: (query: number) => number): Float32Array {
  const weights = new Float32Array(nQueries * nKeys);
  for (let query = 0; query < nQueries; query += 1) weights[query * nKeys + keyOf(query)] = 1;
  return weights;
}

const causalMask = (n: number): Uint8Array =>
  Uint8Array.from({ length: n * n }, (_, cell) => (cell % n > Math.floor(cell / n) ? 1 : 0));

describe('a head', () => {
  const ids = [1, 2, 3, 4, 1, 2, 3, 4];
  const n = ids.length;

  it('that reads the token before is a previous-token head and nothing else', () => {
    const scores = headBehaviour(
      reading(n, n, (query) => Math.max(0, query - 1)),
      causalMask(n),
      self(ids),
    );
    expect(scores.previous).toBe(1);
    expect(scores.sharpest).toBe(1);
    expect(scores.entropy).toBeCloseTo(0);
    // Only the second token's previous one is the first.
    expect(scores.first).toBeCloseTo(1 / (n - 1));
    expect(scores.same).toBe(0);
    expect(scores.induction).toBe(0);
    expect(behaviourOf(scores)).toBe('previous');
  });

  it('that reads what followed the same token earlier is an induction head', () => {
    const scores = headBehaviour(
      reading(n, n, (query) => (query >= 4 ? query - 3 : 0)),
      causalMask(n),
      self(ids),
    );
    expect(scores.induction).toBe(1);
    expect(scores.same).toBe(0);
    expect(scores.first).toBeCloseTo(3 / 7);
    expect(behaviourOf(scores)).toBe('induction');
  });

  it('that reads the same token elsewhere is a same-token head; in a text without repeats nobody can say', () => {
    const weights = reading(n, n, (query) => (query + 4) % n);
    expect(headBehaviour(weights, null, self(ids))).toMatchObject({ same: 1, self: 0 });
    const distinct = headBehaviour(weights, null, self([1, 2, 3, 4, 5, 6, 7, 8]));
    expect(distinct).toMatchObject({ same: null, induction: null });
  });

  it('that reads the token after is a next-token head; a causal one cannot be', () => {
    const after = reading(n, n, (query) => Math.min(n - 1, query + 1));
    expect(headBehaviour(after, null, self(ids)).next).toBe(1);
    const causal = reading(n, n, (query) => query);
    expect(headBehaviour(causal, causalMask(n), self(ids)).next).toBeNull();
  });

  it('that is causal is judged only by tokens that stood earlier', () => {
    // 1 2 3 4 1 2 3 4: only the second four have an earlier place of the same token.
    const weights = reading(n, n, (query) => (query >= 4 ? query - 4 : 0));
    expect(headBehaviour(weights, causalMask(n), self(ids)).same).toBe(1);
  });

  it('that rests on separators has their whole weight as its score; without separators it has none', () => {
    const ids = [5, 1, SEP, 2, SEP];
    const weights = new Float32Array(25).fill(0);
    for (let query = 0; query < 5; query += 1) {
      weights[query * 5 + 2] = 0.25;
      weights[query * 5 + 4] = 0.5;
      weights[query * 5] = 0.25;
    }
    const scores = headBehaviour(weights, null, self(ids));
    expect(scores.separator).toBeCloseTo(0.75);
    expect(behaviourOf(scores)).toBe('separator');
    expect(headBehaviour(weights, null, self([5, 1, 2, 3, 4])).separator).toBeNull();
  });

  it('with even weights has an entropy of 1 and no name', () => {
    const n = 6;
    const mask = causalMask(n);
    const weights = Float32Array.from({ length: n * n }, (_, cell) =>
      mask[cell] === 1 ? 0 : 1 / (Math.floor(cell / n) + 1),
    );
    const scores = headBehaviour(weights, mask, self([1, 2, 3, 4, 5, 6]));
    expect(scores.entropy).toBeCloseTo(1, 6);
    expect(behaviourOf(scores)).toBeNull();
  });

  it('is not judged by a row that may read one token only, nor by padding', () => {
    const n = 4;
    // Rows 0 and 3 say nothing: the one has no choice, the other is padding.
    const weights = reading(n, n, (query) => (query === 3 ? 3 : Math.max(0, query - 1)));
    const scores = headBehaviour(weights, causalMask(n), self([1, 2, 3, 0], [3]));
    expect(scores.previous).toBe(1);
  });
});

describe('a cross-attention head', () => {
  const across = behaviourText(text([10, 11, 12, 13]), text([1, 2, 3, 4, SEP]), false);

  it('that goes through the source in step is diagonal', () => {
    const scores = headBehaviour(
      reading(4, 5, (query) => query),
      null,
      across,
    );
    expect(scores).toMatchObject({ diagonal: 1, previous: null, self: null, same: null });
    expect(behaviourOf(scores)).toBe('diagonal');
  });

  it('that goes through the source backwards is anti-diagonal, the end token left out', () => {
    const scores = headBehaviour(
      reading(4, 5, (query) => 3 - query),
      null,
      across,
    );
    expect(scores.antiDiagonal).toBe(1);
    expect(behaviourOf(scores)).toBe('antiDiagonal');
  });

  it('is aligned as often as its largest weight lies where the reference has it, over the words that have a counterpart', () => {
    const queries = text([20, 21, 22, 23]);
    const keys = text([30, 31, 32]);
    // The second word has two counterparts, the third none.
    const gold = [[2], [0, 1], [], [1]];
    const weights = Float32Array.of(0.3, 0.3, 0.4, 0.1, 0.8, 0.1, 1, 0, 0, 0.5, 0.3, 0.2);
    const scores = headBehaviour(weights, null, behaviourText(queries, keys, false, gold));
    expect(scores.aligned).toBeCloseTo(2 / 3);
    expect(headBehaviour(weights, null, behaviourText(queries, keys, false)).aligned).toBeNull();
    const none = behaviourText(queries, keys, false, [[], [], [], []]);
    expect(headBehaviour(weights, null, none).aligned).toBeNull();
  });
});
