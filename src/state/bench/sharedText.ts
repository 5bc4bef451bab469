import type { Family } from '../../model/config/types';
import type { Texts } from '../types';

const MAIN: Readonly<Record<Family, keyof Texts>> = {
  'encoder-only': 'first',
  'decoder-only': 'prompt',
  'encoder-decoder': 'source',
};

/** The text that a family begins with: a sentence, a prompt, a source. */
export function mainText(texts: Texts, family: Family): string {
  return texts[MAIN[family]];
}

/** The same text for every family. */
export function asMainText(text: string): Pick<Texts, 'first' | 'prompt' | 'source'> {
  return { first: text, prompt: text, source: text };
}
