import { describe, expect, it } from 'vitest';
import type { BackendReason } from '../shared/backendReason';
import { architectureOptions } from '../model/config/options';
import { backend as backendInEnglish } from './backend.en';
import { backend as backendInChinese } from './backend.zh';
import { en } from './en';
import { zh } from './zh';

/** The catalogues that parts of the page load when they are opened, by the names of their files. */
const english = import.meta.glob('./*.en.ts', { eager: true });
const chinese = import.meta.glob('./*.zh.ts', { eager: true });
const parts = Object.entries(english).map(([file, words]) => {
  const name = file.replace('./', '').replace('.en.ts', '');
  return { name, inEnglish: words, inChinese: chinese[`./${name}.zh.ts`] };
});

describe.each([
  ['English', en],
  ['Chinese', zh],
])('the %s catalogue', (_, messages) => {
  it('names every choice of every architecture option', () => {
    const words = architectureOptions
      .flatMap((option) => option.choices)
      .filter((word) => !['yes', 'no'].includes(word));
    expect(words.filter((word) => !Object.keys(messages.options.choices).includes(word))).toEqual([]);
  });

  it('says which numbers make a configuration impossible, and which value is wrong', () => {
    const split = messages.problems.headsDoNotDivideModel('', { dModel: 100, nHeads: 8 });
    expect(split).toContain('100');
    expect(split).toContain('8');
    expect(messages.problems.outOfRange('FIELD', { value: 9, min: 1, max: 4 })).toMatch(/FIELD.*/);
  });

  it('leaves no sentence empty', () => {
    const empty: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (value === '') empty.push(path);
      if (typeof value === 'object' && value !== null) {
        for (const [key, inner] of Object.entries(value)) visit(inner, `${path}.${key}`);
      }
    };
    visit(messages, 'messages');
    visit(parts, 'parts');
    expect(empty).toEqual([]);
  });
});

/** Proper names, and the one label that is meant for readers of the other language. */
const namesInBoth = [
  '.bar.languageLabel',
  '.options.choices.geluTanh',
  'benchMorph:.benchMorph.paths.feedForward',
];

describe('the Chinese catalogue', () => {
  it('has every part that the English one has', () => {
    expect(parts.filter(({ inChinese }) => inChinese === undefined)).toEqual([]);
    expect(parts.length).toBe(Object.keys(chinese).length);
    expect(parts.length).toBeGreaterThan(15);
  });

  it('is written in Chinese wherever English is a sentence', () => {
    const untranslated: string[] = [];
    const visit = (said: unknown, translated: unknown, path: string): void => {
      const isSentence = typeof said === 'string' && said.includes(' ') && !namesInBoth.includes(path);
      if (isSentence && !/\p{Script=Han}/u.test(String(translated))) untranslated.push(path);
      if (
        typeof said === 'object' &&
        said !== null &&
        typeof translated === 'object' &&
        translated !== null
      ) {
        const other = new Map<string, unknown>(Object.entries(translated));
        for (const [key, inner] of Object.entries(said)) visit(inner, other.get(key), `${path}.${key}`);
      }
    };
    visit(en, zh, '');
    for (const { name, inEnglish, inChinese } of parts) visit(inEnglish, inChinese, `${name}:`);
    expect(untranslated).toEqual([]);
  });
});

const reasons: readonly BackendReason[] = [
  { code: 'noWebGpu' },
  { code: 'noGraphicsCard' },
  { code: 'noWebGlInWorker' },
  { code: 'noWebGl2' },
  { code: 'keepsTensors' },
  { code: 'softwareRenderer', renderer: 'SwiftShader' },
  { code: 'noAnswer', milliseconds: 2000 },
  { code: 'wrongNumber', got: 0, expected: 1 },
  { code: 'lostOften', times: 3 },
  { code: 'didNotStart', detail: 'x' },
  { code: 'didNotComeBack', detail: 'x' },
  { code: 'failedTest', detail: 'x' },
  { code: 'hardwareUnknown', detail: 'x' },
];

describe('why a backend is not used', () => {
  it.each(reasons)('$code is said in each language, with its values', (reason) => {
    const [first, second] = [backendInEnglish.reason(reason), backendInChinese.reason(reason)];
    expect(first).not.toMatch(/\p{Script=Han}/u);
    expect(second).toMatch(/\p{Script=Han}/u);
    for (const says of [first, second]) {
      if (reason.code === 'softwareRenderer') expect(says).toContain('SwiftShader');
      if (reason.code === 'noAnswer') expect(says).toContain('2 ');
      if (reason.code === 'wrongNumber') expect(says).toMatch(/0.*1|1.*0/);
      if (reason.code === 'lostOften') expect(says).toContain('3');
    }
  });
});
