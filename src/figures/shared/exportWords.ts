import type { Measure } from './text';

/** Breaks a caption into lines of at most `width`, between words, and between any two Chinese characters. */
export function wrapLines(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(
    /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]|[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]+|\s+/gu,
  ) ?? []) {
    if (measure(line + piece.trimEnd()) <= width) {
      line += piece;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trim());
    line = '';
    // What is longer than a whole line is broken where it must be.
    for (const character of Array.from(piece.trimStart())) {
      if (line !== '' && measure(line + character) > width) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  return line.trim() === '' ? lines : [...lines, line.trim()];
}

/** Bytes; file systems take 255, and some add a number to a second file of one name. */
const LONGEST_NAME = 200;

/** A file's name that says what is in it, of letters and digits of any script; every file system takes it. */
export function fileName(parts: readonly string[], extension: string): string {
  const words = parts
    .map((part) => part.replaceAll(/[^\p{L}\p{N}.]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, ''))
    .filter((part) => part !== '');
  let name = '';
  let bytes = 0;
  for (const character of words.join('_').toLowerCase()) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > LONGEST_NAME) break;
    name += character;
  }
  return `${name === '' ? 'figure' : name.replace(/[-_.]+$/, '')}.${extension}`;
}
