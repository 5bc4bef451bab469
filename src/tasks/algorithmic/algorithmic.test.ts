import { describe, expect, it } from 'vitest';
import type { Example } from '../task';
import { ALL_FAMILIES } from './inputOutput';
import { algorithmicTasks } from './registry';
import { defaultSizes, type SizeRange, type Sizes } from './sizes';
import { answerOf, examplesOf, pairOf, wantedOf } from './testing';

const SPECIAL = new Set(['<bos>', '<eos>', '[CLS]', '[SEP]', '[MASK]']);

describe.each(algorithmicTasks)('$id', ({ sizes, create }) => {
  const task = create(defaultSizes(sizes));

  it.each(ALL_FAMILIES)('never has a test text among 20,000 training texts: %s', (family) => {
    const test = new Set(examplesOf(task, family, 'test', 5_000).map(textOf));
    const train = examplesOf(task, family, 'train', 20_000).map(textOf);
    expect(train.filter((text) => test.has(text))).toEqual([]);
  });

  it.each(ALL_FAMILIES)('has the same examples for the same seed, others for another: %s', (family) => {
    expect(examplesOf(task, family, 'train', 20, 5)).toEqual(examplesOf(task, family, 'train', 20, 5));
    expect(examplesOf(task, family, 'train', 20, 6)).not.toEqual(examplesOf(task, family, 'train', 20, 5));
  });

  it.each(ALL_FAMILIES)(
    'has no word outside its vocabulary and no longer text than it says: %s',
    (family) => {
      const { source, target } = task.vocabulary(family);
      const sourceWords = new Set(source);
      const targetWords = new Set(target);
      expect(sourceWords.size).toBe(source.length);
      expect(targetWords.size).toBe(target.length);
      const stackWords = {
        encoder: sourceWords,
        decoder: family === 'encoder-decoder' ? targetWords : sourceWords,
      };
      const longest = task.longest(family);
      for (const example of examplesOf(task, family, 'train', 2_000)) {
        for (const stack of ['encoder', 'decoder'] as const) {
          const words = example[stack]?.words ?? [];
          expect(words.length).toBeLessThanOrEqual(longest[stack]);
          expect(words.filter((word) => !stackWords[stack].has(word) && !SPECIAL.has(word))).toEqual([]);
        }
        expect(wantedOf(example).filter((word) => !targetWords.has(word) && !SPECIAL.has(word))).toEqual([]);
      }
    },
  );

  it.each(ALL_FAMILIES)('has one target for each position of the stack that the head reads: %s', (family) => {
    for (const example of examplesOf(task, family, 'train', 50)) {
      const read = example.decoder ?? example.encoder;
      expect(example.targets).toHaveProperty('words.length', read?.words.length);
      expect(wantedOf(example).length).toBeGreaterThan(0);
    }
  });

  it('asks all families the same', () => {
    const [masked, continued, translated] = ALL_FAMILIES.map((family) =>
      examplesOf(task, family, 'test', 50),
    );
    expect(masked?.map(answerOf)).toEqual(translated?.map(answerOf));
    expect(continued?.map(answerOf)).toEqual(translated?.map(answerOf));
  });

  it.each(ALL_FAMILIES)('says how often the best answer without looking is right: %s', (family) => {
    const counts = new Map<string, number>();
    const wanted = examplesOf(task, family, 'train', 10_000).flatMap(wantedOf);
    for (const word of wanted) counts.set(word, (counts.get(word) ?? 0) + 1);
    expect(Math.abs(Math.max(...counts.values()) / wanted.length - task.limits(family).chance)).toBeLessThan(
      0.02,
    );
  });

  it('has the same answer for the same input, so that a loss of 0 can be reached', () => {
    const answers = new Map<string, string>();
    for (const example of examplesOf(create(extremes(sizes).smallest), 'encoder-decoder', 'train', 2_000)) {
      const { input, output } = pairOf(example);
      const known = answers.get(input.join(' '));
      if (known !== undefined) expect(output.join(' ')).toBe(known);
      answers.set(input.join(' '), output.join(' '));
    }
    expect(task.limits('encoder-decoder').lossFloor).toBe(0);
    expect(task.limits('encoder-only').lossFloor).toBe(0);
  });

  it('has both splits at its smallest and at its largest sizes', () => {
    for (const extreme of [extremes(sizes).smallest, extremes(sizes).largest]) {
      const sized = create(extreme);
      expect(examplesOf(sized, 'decoder-only', 'train', 20)).toHaveLength(20);
      expect(examplesOf(sized, 'decoder-only', 'test', 20)).toHaveLength(20);
    }
  });

  it.each(ALL_FAMILIES)('has an example that is as long as the longest may be: %s', (family) => {
    const sized = create(extremes(sizes).smallest);
    const drawn = examplesOf(sized, family, 'train', 2_000);
    const longest = (stack: 'encoder' | 'decoder') =>
      Math.max(...drawn.map((example) => example[stack]?.words.length ?? 0));
    expect({ encoder: longest('encoder'), decoder: longest('decoder') }).toEqual(sized.longest(family));
  });
});

function textOf(example: Example): string {
  return (example.encoder ?? example.decoder)?.words.join(' ') ?? '';
}

function extremes(ranges: readonly SizeRange[]): { smallest: Sizes; largest: Sizes } {
  return {
    smallest: Object.fromEntries(ranges.map((range) => [range.key, range.smallest])),
    largest: Object.fromEntries(ranges.map((range) => [range.key, range.largest])),
  };
}
