import { describe, expect, it } from 'vitest';
import { walk } from './walk';

const at = (id: string, x: number, y: number) => ({ id, x, y, width: 10, height: 10 });
const encoder = at('encoder self', 0, 100);
const decoder = at('decoder self', 100, 100);
const cross = at('cross', 100, 50);
const boxes = [encoder, decoder, cross];

describe('arrow keys', () => {
  it('lead to the nearest block on their side', () => {
    expect(walk(boxes, decoder, 'ArrowUp')).toBe(cross);
    expect(walk(boxes, decoder, 'ArrowLeft')).toBe(encoder);
    expect(walk(boxes, encoder, 'ArrowRight')).toBe(decoder);
  });

  it('lead nowhere at the edge, and other keys do not walk', () => {
    expect(walk(boxes, encoder, 'ArrowDown')).toBeNull();
    expect(walk(boxes, encoder, 'Tab')).toBeNull();
  });
});
