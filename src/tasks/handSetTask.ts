import type { HandSetId } from '../model/handSet/ids';
import { createRandom } from '../shared/random';
import { drawBelow, drawLength, drawWords, letters } from './algorithmic/draw';
import { OWN_TEXT, type TaskChoice } from './registry';

const N_LETTERS = 26;
const LONGEST_WORD = 8;
const TEXT_LENGTH = 19_000;
const DRAWN_ANEW = 0.1;

/** Of the palindromes: with [CLS] and [SEP] they fill the context of the mirror. */
const PALINDROME = 10;

/** A task that rewards what a head that is set by hand does; null: none asks for that and nothing else. */
export function handSetTask(id: HandSetId): TaskChoice | null {
  switch (id) {
    case 'mirroredPosition':
      return { id: 'fillGap', sizes: { length: PALINDROME, nSymbols: N_LETTERS } };
    case 'previousToken':
      return ofCharacters(interleavedAlphabets());
    case 'induction':
      return ofCharacters(repeatedWords());
    case 'samePosition':
    case 'sameToken':
      return null;
  }
}

function ofCharacters(text: string): TaskChoice {
  return { id: OWN_TEXT, sizes: { length: 32, nMerges: 0 }, own: { text, pieces: 'characters' } };
}

/**
 * Each character comes after the one two places before it, in the alphabet and a space behind it: the last token alone
 * says nothing of the next, the one before it says all. Now and then one is drawn anew.
 */
function interleavedAlphabets(): string {
  const random = createRandom(1);
  const symbols = [...letters(N_LETTERS), ' '];
  const text = ['a', 'k'];
  while (text.length < TEXT_LENGTH) {
    const next = (symbols.indexOf(text.at(-2) ?? '') + 1) % symbols.length;
    text.push(symbols[random() < DRAWN_ANEW ? drawBelow(random, symbols.length) : next] ?? '');
  }
  return text.join('');
}

/** Random words, each written twice: the second time, every letter follows from the first. */
function repeatedWords(): string {
  const random = createRandom(1);
  let text = 'abcd abcd ';
  while (text.length < TEXT_LENGTH) {
    const word = drawWords(random, letters(N_LETTERS), drawLength(random, LONGEST_WORD)).join('');
    text += `${word} ${word} `;
  }
  return text;
}
