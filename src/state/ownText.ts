import { derive } from '../model/config/derive';
import type { Family } from '../model/config/types';
import { generalExamples } from './examples';
import { tokenizerOf, type TokenizerSource } from './prepare';
import { knownModel, shippedModels } from './shipped';
import type { Texts } from './types';

/** What each family is given; a target so far is what becomes of it. */
const GIVEN: Readonly<Record<Family, readonly (keyof Texts)[]>> = {
  'encoder-only': ['first', 'second'],
  'decoder-only': ['prompt'],
  'encoder-decoder': ['source'],
};

/**
 * Whether somebody's text stays when another model is opened: it is none of the page's examples, and of the kind that
 * the model is made for. Single words that the model does not know are marked; where they are most of the text, it was
 * written for something else.
 * @param shownId the model that is shown now: the text may be an example of its own
 */
export function keepsText(texts: Texts, next: TokenizerSource, shownId: string | null): boolean {
  return !isExample(texts, next.config.family, shownId) && isReadBy(texts, next);
}

function isExample(texts: Texts, family: Family, shownId: string | null): boolean {
  const examples = [
    ...generalExamples(family),
    ...[...shippedModels, knownModel(shownId ?? '')].flatMap((model) => model?.examples ?? []),
  ];
  return examples.some((example) => GIVEN[family].every((field) => (example[field] ?? '') === texts[field]));
}

function isReadBy(texts: Texts, next: TokenizerSource): boolean {
  const { family, head } = next.config;
  // A head that finds answers is given a question and what it is about.
  const isQuestion = /[?？]\s*$/u.test(texts.first) && texts.second.trim() !== '';
  if (head.kind === 'span' && !isQuestion) return false;
  const tokenizer = tokenizerOf(next, derive(next.config).hasEncoder ? 'encoder' : 'decoder');
  const tokens = GIVEN[family].flatMap((field) => tokenizer.encode(texts[field]));
  return 2 * tokens.filter(({ unknown }) => !unknown).length > tokens.length;
}
