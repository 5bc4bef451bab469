import { describe, expect, it } from 'vitest';
import { createFillGap } from './fillGap';
import { answerOf, examplesOf } from './testing';

const SYMBOLS = ['a', 'b', 'c', 'd'];
const task = createFillGap({ length: 6, nSymbols: SYMBOLS.length });

describe('fillGap', () => {
  it('hides one word of the first half of a palindrome', () => {
    for (const example of examplesOf(task, 'encoder-decoder', 'train', 200)) {
      const shown = example.encoder?.words.slice(0, -1) ?? [];
      const full = shown.map((word) => (word === '_' ? (answerOf(example)[0] ?? '') : word));
      expect(full).toEqual(full.toReversed());
      expect(shown.filter((word) => word === '_')).toHaveLength(1);
      expect(shown.indexOf('_')).toBeLessThan(3);
    }
  });

  it('counts in a decoder-only model the one position that comes before the gap', () => {
    for (const { decoder, targets } of examplesOf(task, 'decoder-only', 'train', 200)) {
      if (targets.kind !== 'tokens') throw new Error('words are wanted');
      const counted = targets.words.flatMap((word, position) => (word === null ? [] : [position]));
      expect(counted).toEqual([(decoder?.words.indexOf('_') ?? 0) - 1]);
    }
  });

  it('masks only the gap for an encoder-only model', () => {
    for (const { encoder, targets } of examplesOf(task, 'encoder-only', 'train', 200)) {
      if (targets.kind !== 'tokens') throw new Error('words are wanted');
      const counted = targets.words.map((word) => word !== null);
      expect(counted).toEqual(encoder?.words.map((word) => word === '[MASK]'));
    }
  });

  // The 3 · 4³ examples of this size are so few that 20,000 draws have each of them many times.
  it.each(['train', 'test'] as const)(
    'has each hidden word equally often after each beginning: %s',
    (split) => {
      const endings = new Map<string, Map<string, Set<string>>>();
      const all = new Set<string>();
      for (const example of examplesOf(task, 'decoder-only', split, 20_000)) {
        const words = example.decoder?.words ?? [];
        const seen = words.slice(0, words.indexOf('_')).join(' ');
        const hidden = answerOf(example)[0] ?? '';
        const ofBeginning = endings.get(seen) ?? new Map<string, Set<string>>();
        const ofHidden = ofBeginning.get(hidden) ?? new Set<string>();
        endings.set(seen, ofBeginning.set(hidden, ofHidden.add(words.join(' '))));
        all.add(words.join(' ') + hidden);
      }
      for (const ofBeginning of endings.values()) {
        expect([...ofBeginning.keys()].sort()).toEqual(SYMBOLS);
        expect(new Set([...ofBeginning.values()].map((texts) => texts.size)).size).toBe(1);
      }
      expect(all.size % SYMBOLS.length).toBe(0);
    },
  );

  it('has as many examples in both splits together as there are', () => {
    const all = (['train', 'test'] as const).flatMap((split) =>
      examplesOf(task, 'decoder-only', split, 20_000).map((example) =>
        [...(example.decoder?.words ?? []), ...answerOf(example)].join(' '),
      ),
    );
    // Three gaps, and four letters at each of three places; the mirror image shows the hidden one.
    expect(new Set(all).size).toBe(3 * 4 ** 3);
  });

  it('leaves a causal model nothing but the uniform guess', () => {
    const limits = task.limits('decoder-only');
    expect(limits).toEqual({ lossFloor: Math.log(4), accuracyCeiling: 1 / 4, chance: 1 / 4 });
  });
});
