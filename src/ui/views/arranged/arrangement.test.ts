import { describe, expect, it } from 'vitest';
import type { ShownText, ShownToken } from '../../../state/types';
import { loadAllMerges } from '../../../text/merges';
import { bytePairs } from '../../../text/tokenization';
import { createTokenizer } from '../../../text/tokenizer';
import { bothMasked, linesOf } from './arrangement';

const pairs = createTokenizer(600, 'decoder-only', await loadAllMerges());

function shown(text: string): ShownText {
  const tokens = pairs.encode(text).map(({ id, text: own, display, special }): ShownToken => ({
    id,
    text: own,
    display,
    special,
    padding: false,
    masked: false,
    unknown: false,
    generated: false,
    segment: null,
  }));
  return { tokens, nTokens: tokens.length, cut: null };
}

describe('the lines of an arranged map', () => {
  it('by word are written as one reads them, though the words are split into bytes', () => {
    const lines = linesOf(shown('Die Grüße, 猫!'), bytePairs, {
      unit: 'word',
      isSorted: false,
      hides: false,
    });
    expect(lines.map(({ text }) => text)).toEqual(['Die', 'Grüße', ',', '猫', '!']);
    expect(lines[1]?.positions.length).toBeGreaterThan(1);
  });

  it('from A to Z are in the order of what is read, without the space before it', () => {
    const lines = linesOf(shown('we bake. A cake'), bytePairs, {
      unit: 'sentence',
      isSorted: true,
      hides: false,
    });
    expect(lines.map(({ text }) => text)).toEqual(['A cake', 'we bake.']);
  });

  it('are without special tokens and padding if these are hidden, but with words that are unknown', () => {
    const { tokens, ...rest } = shown('we bake');
    const [one] = tokens;
    if (!one) throw new Error('a token expected');
    const special = { ...one, special: true };
    const all = [special, ...tokens, { ...special, unknown: true }, { ...special, padding: true }];
    const how = { unit: 'token', isSorted: false, hides: true } as const;
    const positions = linesOf({ ...rest, tokens: all }, bytePairs, how).map((line) => line.positions[0]);
    expect(positions).toEqual(Array.from({ length: tokens.length + 1 }, (_, index) => index + 1));
  });
});

describe('two maps that are compared', () => {
  it('are masked where both are: a layer with a window sees less than one without', () => {
    expect([...bothMasked(Uint8Array.of(0, 1, 1, 0), Uint8Array.of(0, 0, 1, 1))]).toEqual([0, 0, 1, 0]);
  });
});
