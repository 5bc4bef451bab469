import type { Language } from '.';

/**
 * Words of a part of the page that is loaded when it is opened, in the language of the page: the same promise each
 * time, so that React can wait for it.
 */
export function lazyCatalogue<Words>(
  load: Readonly<Record<Language, () => Promise<Words>>>,
): (language: Language) => Promise<Words> {
  const loading = new Map<Language, Promise<Words>>();
  return (language) => {
    const known = loading.get(language);
    if (known) return known;
    const words = load[language]();
    loading.set(language, words);
    return words;
  };
}
