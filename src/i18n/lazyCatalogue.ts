import { loadedOnce } from '../shared/loadedOnce';
import type { Language } from '.';

/**
 * Words of a part of the page that is loaded when it is opened, in the language of the page: the same promise each
 * time, so that React can wait for it.
 */
export function lazyCatalogue<Words>(
  load: Readonly<Record<Language, () => Promise<Words>>>,
): (language: Language) => Promise<Words> {
  const loaded: Readonly<Record<Language, () => Promise<Words>>> = {
    en: loadedOnce(load.en),
    zh: loadedOnce(load.zh),
  };
  return (language) => loaded[language]();
}
