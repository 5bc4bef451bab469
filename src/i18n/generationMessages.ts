import type { Language } from '.';
import type { GenerationMessages } from './generation.en';

export type { GenerationMessages } from './generation.en';

const loading = new Map<Language, Promise<GenerationMessages>>();

/** The words of generation in a language: the same promise each time, so that React can wait for it. */
export function generationMessages(language: Language): Promise<GenerationMessages> {
  const known = loading.get(language);
  if (known) return known;
  const catalogue = language === 'zh' ? import('./generation.zh') : import('./generation.en');
  const words = catalogue.then(({ generation }) => generation);
  loading.set(language, words);
  return words;
}
