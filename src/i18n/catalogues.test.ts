import { describe, expect, it } from 'vitest';
import type { BackendReason } from '../shared/backendReason';
import { architectureOptions } from '../model/config/options';
import { arranged as arrangedInEnglish } from './arranged.en';
import { arranged as arrangedInChinese } from './arranged.zh';
import { benchMorph as benchMorphInEnglish } from './benchMorph.en';
import { benchMorph as benchMorphInChinese } from './benchMorph.zh';
import { backend as backendInEnglish } from './backend.en';
import { backend as backendInChinese } from './backend.zh';
import { benchCompare as benchCompareInEnglish } from './benchCompare.en';
import { benchCompare as benchCompareInChinese } from './benchCompare.zh';
import { beyond as beyondInEnglish } from './beyond.en';
import { beyond as beyondInChinese } from './beyond.zh';
import { en } from './en';
import { exporting as exportingInEnglish } from './export.en';
import { exporting as exportingInChinese } from './export.zh';
import { generation as generationInEnglish } from './generation.en';
import { generation as generationInChinese } from './generation.zh';
import { handSet as handSetInEnglish } from './handSet.en';
import { handSet as handSetInChinese } from './handSet.zh';
import { inside as insideInEnglish } from './inside.en';
import { inside as insideInChinese } from './inside.zh';
import { linked as linkedInEnglish } from './linked.en';
import { linked as linkedInChinese } from './linked.zh';
import { links as linksInEnglish } from './links.en';
import { links as linksInChinese } from './links.zh';
import { overview as overviewInEnglish } from './overview.en';
import { overview as overviewInChinese } from './overview.zh';
import { readings as readingsInEnglish } from './readings.en';
import { readings as readingsInChinese } from './readings.zh';
import { training as trainingInEnglish } from './training.en';
import { training as trainingInChinese } from './training.zh';
import { zh } from './zh';

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
    visit([trainingInEnglish, trainingInChinese], 'training');
    visit([generationInEnglish, generationInChinese], 'generation');
    visit([exportingInEnglish, exportingInChinese], 'exporting');
    visit([beyondInEnglish, beyondInChinese], 'beyond');
    visit([overviewInEnglish, overviewInChinese], 'overview');
    visit([arrangedInEnglish, arrangedInChinese], 'arranged');
    visit([linkedInEnglish, linkedInChinese], 'linked');
    visit([handSetInEnglish, handSetInChinese], 'handSet');
    visit([benchMorphInEnglish, benchMorphInChinese], 'benchMorph');
    visit([linksInEnglish, linksInChinese], 'links');
    visit([insideInEnglish, insideInChinese], 'inside');
    visit([readingsInEnglish, readingsInChinese], 'readings');
    visit([backendInEnglish, backendInChinese], 'backend');
    visit([benchCompareInEnglish, benchCompareInChinese], 'benchCompare');
    expect(empty).toEqual([]);
  });
});

/** Proper names, and the one label that is meant for readers of the other language. */
const namesInBoth = ['.bar.languageLabel', '.options.choices.geluTanh'];

describe('the Chinese catalogue', () => {
  it('is written in Chinese wherever English is a sentence', () => {
    const untranslated: string[] = [];
    const visit = (english: unknown, chinese: unknown, path: string): void => {
      const isSentence = typeof english === 'string' && english.includes(' ') && !namesInBoth.includes(path);
      if (isSentence && !/\p{Script=Han}/u.test(String(chinese))) untranslated.push(path);
      if (
        typeof english === 'object' &&
        english !== null &&
        typeof chinese === 'object' &&
        chinese !== null
      ) {
        const other = new Map(Object.entries(chinese));
        for (const [key, inner] of Object.entries(english)) visit(inner, other.get(key), `${path}.${key}`);
      }
    };
    visit(en, zh, '');
    visit(trainingInEnglish, trainingInChinese, '.training');
    visit(generationInEnglish, generationInChinese, '.generation');
    visit(exportingInEnglish, exportingInChinese, '.exporting');
    visit(beyondInEnglish, beyondInChinese, '.beyond');
    visit(overviewInEnglish, overviewInChinese, '.overview');
    visit(arrangedInEnglish, arrangedInChinese, '.arranged');
    visit(linkedInEnglish, linkedInChinese, '.linked');
    visit(handSetInEnglish, handSetInChinese, '.handSet');
    visit(linksInEnglish, linksInChinese, '.links');
    visit(insideInEnglish, insideInChinese, '.inside');
    visit(readingsInEnglish, readingsInChinese, '.readings');
    visit(backendInEnglish, backendInChinese, '.backend');
    visit(benchCompareInEnglish, benchCompareInChinese, '.benchCompare');
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
    const [english, chinese] = [backendInEnglish.reason(reason), backendInChinese.reason(reason)];
    expect(english).not.toMatch(/\p{Script=Han}/u);
    expect(chinese).toMatch(/\p{Script=Han}/u);
    for (const says of [english, chinese]) {
      if (reason.code === 'softwareRenderer') expect(says).toContain('SwiftShader');
      if (reason.code === 'noAnswer') expect(says).toContain('2 ');
      if (reason.code === 'wrongNumber') expect(says).toMatch(/0.*1|1.*0/);
      if (reason.code === 'lostOften') expect(says).toContain('3');
    }
  });
});
