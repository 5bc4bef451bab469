import { type Messages, en } from './en';

export type { Messages } from './en';

export type Language = 'en' | 'zh';

/** BCP 47 tags, for `lang` attributes and React Aria. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', zh: 'zh-CN' };

const loaded = new Map<Language, Messages>([['en', en]]);

/** The catalogue if it is there already; English is part of the page, the other language comes when it is asked for. */
export function messagesNow(language: Language): Messages | null {
  return loaded.get(language) ?? null;
}

/** The catalogue of a language. */
export async function loadMessages(language: Language): Promise<Messages> {
  const known = loaded.get(language);
  if (known) return known;
  const { zh } = await import('./zh');
  loaded.set(language, zh);
  return zh;
}
