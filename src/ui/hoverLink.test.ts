import { describe, expect, it } from 'vitest';
import { cellOfToken, hoveredPosition, lockedPosition } from './hoverLink';

describe('one hover links strips and figures', () => {
  it('in cross-attention, queries are decoder tokens and keys are encoder tokens', () => {
    const hover = { stack: null, query: 3, key: 5 };
    expect(hoveredPosition(hover, 'cross', 'decoder')).toBe(3);
    expect(hoveredPosition(hover, 'cross', 'encoder')).toBe(5);
  });

  it('a token of a strip belongs to its own stack only', () => {
    const hover = { stack: 'encoder', query: 2, key: null } as const;
    expect(hoveredPosition(hover, 'cross', 'encoder')).toBe(2);
    expect(hoveredPosition(hover, 'cross', 'decoder')).toBeNull();
  });

  it('a decoder figure marks no encoder token', () => {
    expect(hoveredPosition({ stack: null, query: 1, key: 0 }, 'decoderSelf', 'encoder')).toBeNull();
  });

  it('an encoder token is a key of cross-attention, a query of its own self-attention, nothing to the decoder', () => {
    expect(cellOfToken('cross', 'encoder', 4)).toEqual({ query: null, key: 4 });
    expect(cellOfToken('encoderSelf', 'encoder', 4)).toEqual({ query: 4, key: null });
    expect(cellOfToken('decoderSelf', 'encoder', 4)).toBeNull();
  });

  it('a lock shows in the strip as well', () => {
    const selection = { kind: 'cross', layer: 0, head: 0, query: null, key: 6 } as const;
    expect(lockedPosition(selection, 'encoder')).toBe(6);
    expect(lockedPosition(selection, 'decoder')).toBeNull();
  });
});
