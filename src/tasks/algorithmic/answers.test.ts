import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors';
import { algorithmicTasks } from './registry';
import { defaultSizes } from './sizes';
import { examplesOf, pairOf } from './testing';

/** Each answer, computed from the text of the input in another way than the task does. */
const SOLVERS: Readonly<Record<string, (input: string) => string>> = {
  copy: (input) => input,
  reverse: (input) =>
    input
      .split(' ')
      .reduce((rest, word) => `${word} ${rest}`, '')
      .trim(),
  // Lower case comes first, which is the other way round than in ASCII.
  sort: (input) => swapCase([...swapCase(input).replaceAll(' ', '')].sort().join(' ')),
  recall: (input) => {
    const asked = input.slice(-1);
    return new RegExp(`(?:^| )${asked} (\\d+) `).exec(input)?.[1] ?? 'missing';
  },
  fillGap: (input) => {
    const words = input.split(' ');
    return words[words.length - 1 - words.indexOf('_')] ?? 'missing';
  },
  counting: (input) => String(input.slice(0, -3).split(input.slice(-1)).length - 1),
  brackets: (input) => {
    let rest = input.replaceAll(' ', '');
    // Matching neighbours vanish until only opening brackets are left.
    for (let before = ''; before !== rest;) {
      before = rest;
      rest = rest.replace(/\(\)|\[\]|\{\}/, '');
    }
    const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
    return [...rest]
      .reverse()
      .map((word) => closing[word] ?? 'unbalanced')
      .join(' ');
  },
  addition: (input) => {
    const [first, second] = input.split(' + ').map(Number);
    const sum = (first ?? NaN) + (second ?? NaN);
    return String(sum >= 23 ? sum - 23 : sum);
  },
};

describe.each(algorithmicTasks)('$id', ({ id, sizes, create }) => {
  it('has answers that another computation confirms', () => {
    const task = create(id === 'sort' ? { length: 16, nSymbols: 52 } : defaultSizes(sizes));
    for (const split of ['train', 'test'] as const) {
      for (const example of examplesOf(task, 'encoder-decoder', split, 500)) {
        const { input, output } = pairOf(example);
        expect(output.join(' ')).toBe(SOLVERS[id]?.(input.join(' ')));
      }
    }
  });

  it('refuses sizes outside its ranges', () => {
    for (const { key, smallest, largest } of sizes) {
      for (const wrong of [smallest - 1, largest + 1, smallest + 0.5, NaN]) {
        const attempt = () => create({ ...defaultSizes(sizes), [key]: wrong });
        expect(attempt).toThrow(AppError);
        expect(attempt).toThrow(expect.objectContaining({ code: 'invalidInput', path: key }));
      }
    }
    expect(() => create({})).toThrow(AppError);
  });
});

function swapCase(text: string): string {
  return text.replaceAll(/[a-z]|[A-Z]/g, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}
