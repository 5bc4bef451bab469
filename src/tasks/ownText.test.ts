import { describe, expect, it } from 'vitest';
import { createRandom } from '../shared/random';
import { createVocabulary } from '../text/vocabulary';
import { asBatch, taskWords } from './batch';
import { createOwnText, ownTokenization } from './ownText';

const text = 'the cat sat on the mat. the dog sat on the log. '.repeat(40);
const options = { text, pieces: 'characters', length: 16, nMerges: 0 } as const;
const pairs = { ...options, pieces: 'bytePairs', nMerges: 12 } as const;

describe('a text of the user', () => {
  it('is learned as the next token of a piece of it', () => {
    const { decoder, targets } = createOwnText(options).example('decoder-only', createRandom(1), 'train');
    const wanted = targets.kind === 'tokens' ? targets.words : [];
    expect(decoder?.words).toEqual(['<bos>', ...wanted.slice(0, -1)]);
    expect(text).toContain(wanted.join(''));
  });

  it('is tested on its last tenth only', () => {
    const whole = `${'a'.repeat(900)}${'b'.repeat(100)}`;
    const task = createOwnText({ ...options, text: whole });
    const draw = (split: 'train' | 'test') =>
      Array.from({ length: 50 }, (_, seed) => {
        const { targets } = task.example('decoder-only', createRandom(seed), split);
        return targets.kind === 'tokens' ? targets.words.join('') : '';
      }).join('');
    expect(new Set(draw('train'))).toEqual(new Set('a'));
    expect(new Set(draw('test'))).toEqual(new Set('b'));
  });

  it.each([options, pairs])('has a row for every token that it is cut into: $pieces', (chosen) => {
    const task = createOwnText(chosen);
    const words = taskWords('decoder-only', task.vocabulary('decoder-only'));
    const random = createRandom(3);
    const examples = Array.from({ length: 20 }, () => task.example('decoder-only', random, 'train'));
    expect(() => asBatch(examples, words)).not.toThrow();
  });

  it('of byte pairs has the rows of the tokenizer that the page then uses, without one for unknown words', () => {
    const { source, withoutUnknown } = createOwnText(pairs).vocabulary('decoder-only');
    const vocabulary = createVocabulary('decoder-only', source, { withoutUnknown: withoutUnknown ?? false });
    expect(vocabulary.size).toBe(3 + 256 + 12);
    const tokenization = ownTokenization(pairs);
    expect(tokenization.kind === 'learnedPairs' && tokenization.merges).toHaveLength(12);
  });

  it.each([
    ['too short', { ...options, text: 'abc' }],
    ['too long', { ...options, text: 'a'.repeat(1_000_001) }],
  ])('that is %s is refused', (_, chosen) => {
    expect(() => createOwnText(chosen)).toThrow(/text has/);
  });
});
