import { describe, expect, it } from 'vitest';
import type { Cell } from '../shared/selection';
import { walkTokens } from './hit';

type Step = (from: Cell | null, key: string) => Cell | null;
const query = (index: number): Cell => ({ query: index, key: null });
const key = (index: number): Cell => ({ query: null, key: index });
const both = (index: number): Cell => ({ query: index, key: index });

describe('walking two columns with the keyboard', () => {
  const walk: Step = (from, pressed) => walkTokens('columns', from, pressed, 7, 9);

  it('goes along a column, and to the other one at the same height', () => {
    expect(walk(null, 'ArrowDown')).toEqual(query(0));
    expect(walk(query(2), 'ArrowDown')).toEqual(query(3));
    expect(walk(query(2), 'ArrowRight')).toEqual(key(2));
  });

  it('stops at the end of each column', () => {
    expect(walk(key(8), 'ArrowLeft')).toEqual(query(6));
    expect(walk(key(0), 'End')).toEqual(key(8));
    expect(walk(query(6), 'ArrowDown')).toEqual(query(6));
  });
});

describe('walking two lines', () => {
  const walk: Step = (from, pressed) => walkTokens('lines', from, pressed, 7, 9);

  it('goes along a line, and down to what is read', () => {
    expect(walk(query(2), 'ArrowRight')).toEqual(query(3));
    expect(walk(query(2), 'ArrowDown')).toEqual(key(2));
    expect(walk(key(8), 'ArrowUp')).toEqual(query(6));
    expect(walk(key(8), 'ArrowRight')).toEqual(key(8));
  });
});

describe('walking one line', () => {
  const walk: Step = (from, pressed) => walkTokens('arcs', from, pressed, 7, 7);

  it('goes from token to token, each with what it reads and who reads it', () => {
    expect(walk(null, 'ArrowRight')).toEqual(both(0));
    expect(walk(both(2), 'ArrowRight')).toEqual(both(3));
    expect(walk(both(2), 'End')).toEqual(both(6));
  });

  it('goes up to what the token reads alone, down to who reads it, and back to both', () => {
    expect(walk(both(2), 'ArrowUp')).toEqual(query(2));
    expect(walk(query(2), 'ArrowDown')).toEqual(both(2));
    expect(walk(both(2), 'ArrowDown')).toEqual(key(2));
    expect(walk(key(2), 'ArrowUp')).toEqual(both(2));
    expect(walk(query(2), 'ArrowRight')).toEqual(query(3));
  });

  it('leaves other keys alone', () => {
    expect(walk(both(2), 'Tab')).toBeNull();
  });
});
