import { describe, expect, it } from 'vitest';
import { createRandom } from '../../shared/random';
import { drawText } from './choice';
import { encoderVocabulary } from './encoderVocabulary';
import { LONGEST_PAIR, writePair } from './pairs';
import { readings } from './reading';
import { uniqueMask } from './uniqueMask';

describe('pairs of sentences', () => {
  it('can be made in one way only, so that what is known of them is certain', () => {
    const random = createRandom(11);
    for (let sample = 0; sample < 300; sample += 1) {
      const text = drawText(writePair, random);
      const found = readings(writePair, text.words);
      expect(found).toHaveLength(1);
      expect(found[0]?.nats).toBeCloseTo(text.nats, 9);
      expect(found[0]?.result.marks).toEqual(text.result.marks);
    }
  });

  it('are as long as the longest, and no longer', () => {
    const random = createRandom(12);
    let longest = 0;
    for (let sample = 0; sample < 40_000; sample += 1) {
      longest = Math.max(longest, drawText(writePair, random).words.length);
    }
    expect(longest).toBe(LONGEST_PAIR);
  });

  it('have unique masks into which no other word of the vocabulary fits', () => {
    const random = createRandom(13);
    for (let sample = 0; sample < 40; sample += 1) {
      const { encoder, targets } = uniqueMask(random, 'test');
      const read = encoder?.words ?? [];
      const masked = read.indexOf('[MASK]');
      expect(read.lastIndexOf('[MASK]')).toBe(masked);
      const fitting = encoderVocabulary.filter((word) => {
        const text = read.map((other, place) => (place === masked ? word : other));
        return (
          readings(
            writePair,
            text.filter((other) => other !== '[CLS]' && other !== '[SEP]'),
          ).length > 0
        );
      });
      expect(targets.kind === 'tokens' && fitting).toEqual([
        targets.kind === 'tokens' ? targets.words[masked] : null,
      ]);
    }
  });
});
