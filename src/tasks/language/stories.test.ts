import { describe, expect, it } from 'vitest';
import { createRandom } from '../../shared/random';
import { nextWords, readings } from './reading';
import { splitOf } from './split';
import { drawStory, stories, storyFloors } from './stories';
import { writeStory } from './storyGrammar';
import { storyVocabulary } from './storyWords';

const FAMILIES = ['decoder-only', 'encoder-only', 'encoder-decoder'] as const;

describe('stories', () => {
  it('have a probability that is the product of their choices, which can be made in one way only', () => {
    const random = createRandom(1);
    for (let sample = 0; sample < 300; sample += 1) {
      const story = drawStory(random, 'train');
      const found = readings(writeStory, story.words);
      expect(found).toHaveLength(1);
      expect(found[0]?.nats).toBeCloseTo(story.nats, 9);
    }
  });

  it('end a first part where nothing is open, so that the rest has a probability of its own', () => {
    const random = createRandom(2);
    for (let sample = 0; sample < 50; sample += 1) {
      const { words, ends } = drawStory(random, 'test');
      for (const end of ends) expect(['.', '?']).toContain(words[end.length - 1]);
      expect(ends.at(-1)?.length).toBe(words.length);
    }
  });

  it('are never of both splits', () => {
    const random = createRandom(3);
    for (let sample = 0; sample < 200; sample += 1) {
      expect(splitOf(drawStory(random, 'test').words)).toBe('test');
      expect(splitOf(drawStory(random, 'train').words)).toBe('train');
    }
  });

  it('stay within the vocabulary and the longest text, for every family', () => {
    const known = new Set([...storyVocabulary, '<bos>', '<eos>', '[CLS]', '[SEP]', '[MASK]']);
    for (const family of FAMILIES) {
      const random = createRandom(4);
      const longest = stories.longest(family);
      for (let sample = 0; sample < 500; sample += 1) {
        const { encoder, decoder, targets } = stories.example(family, random, 'train');
        const read = [...(encoder?.words ?? []), ...(decoder?.words ?? [])];
        expect(read.filter((word) => !known.has(word))).toEqual([]);
        expect(encoder?.words.length ?? 0).toBeLessThanOrEqual(longest.encoder);
        expect(decoder?.words.length ?? 0).toBeLessThanOrEqual(longest.decoder);
        const positions = (decoder ?? encoder)?.words.length;
        expect(targets.kind === 'tokens' && targets.words.length).toBe(positions);
      }
    }
  });

  it('have an entropy per word that other stories confirm', () => {
    const random = createRandom(5);
    let nats = 0;
    let words = 0;
    for (let sample = 0; sample < 4000; sample += 1) {
      const story = drawStory(random, 'test');
      nats += story.nats;
      words += story.words.length + 1;
    }
    expect(Math.abs(nats / words - storyFloors().whole)).toBeLessThan(0.01);
  });

  it('have next words whose probabilities make up that of the story, and a ceiling that follows from them', () => {
    const random = createRandom(7);
    let best = 0;
    let count = 0;
    for (let sample = 0; sample < 150; sample += 1) {
      const { words, nats } = drawStory(random, 'train');
      let total = 0;
      for (let place = 0; place <= words.length; place += 1) {
        const shares = nextWords(writeStory, words.slice(0, place));
        total -= Math.log(shares.get(words[place] ?? '<eos>') ?? 0);
        best += Math.max(...shares.values());
        count += 1;
      }
      expect(total).toBeCloseTo(nats, 6);
    }
    const ceiling = stories.limits('decoder-only').accuracyCeiling ?? 1;
    expect(Math.abs(best / count - ceiling)).toBeLessThan(0.02);
  });

  it('are the same for the same seed', () => {
    const once = stories.example('decoder-only', createRandom(6), 'train');
    expect(stories.example('decoder-only', createRandom(6), 'train')).toEqual(once);
  });
});
