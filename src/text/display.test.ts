import { expect, test } from 'vitest';
import { utf8 } from './bytes';
import { displayOf } from './display';

test.each([
  [' the', '␣the'],
  ['\u202eabc', '<U+202E>abc'],
  ['a\u200bb', 'a<U+200B>b'],
  ['\ufeff', '<U+FEFF>'],
  ['\u00a0', '<U+00A0>'],
  ['\u2028', '<U+2028>'],
  ['\u0301', '◌\u0301'],
  ['e\u0301', 'e\u0301'],
  ['<b>', '<b>'],
  ['\ufffd', '\ufffd'],
])('%j is shown as %j', (text, display) => {
  expect(displayOf(utf8(text))).toBe(display);
});

test('bytes that are only parts of characters are shown one by one, beside whole characters', () => {
  expect(displayOf(Uint8Array.of(0x20, 0xe7, 0x8c))).toBe('␣<0xE7><0x8C>');
  expect(displayOf(Uint8Array.of(0xbc, 0x61, 0xff))).toBe('<0xBC>a<0xFF>');
  expect(displayOf(Uint8Array.of(0xc0, 0x80))).toBe('<0xC0><0x80>');
});
