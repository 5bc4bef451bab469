import { describe, expect, it } from 'vitest';
import { truncate, visibleToken } from './text';

const measure = (text: string): number => Array.from(text).length * 7;

describe('token labels', () => {
  it('keep a text that fits', () => {
    expect(truncate('tired', 35, measure)).toBe('tired');
  });

  it('cut a text that does not fit, to the longest beginning that does', () => {
    expect(truncate('because', 35, measure)).toBe('beca…');
    expect(truncate('because', 0, measure)).toBe('…');
  });

  it('cut between characters, not inside one', () => {
    expect(truncate('🙂🙂🙂🙂', 21, measure)).toBe('🙂🙂…');
  });

  it('show white space, so that two tokens which differ by it look different', () => {
    expect(visibleToken(' the')).not.toBe(visibleToken('the'));
    expect(visibleToken('a\n\tb')).toBe('a⏎⇥b');
    expect(visibleToken(visibleToken(' the'))).toBe(visibleToken(' the'));
  });
});
