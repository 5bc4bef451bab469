import type { Language, Theme } from './types';

/** Language and theme as the browser keeps them; what is missing or blocked is the browser's own setting. */
export function loadPreferences(page: Window): { language: Language; theme: Theme } {
  const language = read(page, 'language');
  const theme = read(page, 'theme');
  const usual: Language = page.navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  return {
    language: language === 'en' || language === 'zh' ? language : usual,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  };
}

export function savePreferences(
  page: Window,
  { language, theme }: { language: Language; theme: Theme },
): void {
  try {
    page.localStorage.setItem('language', language);
    page.localStorage.setItem('theme', theme);
  } catch {
    // Private windows and full storage: the link still holds both.
  }
}

function read(page: Window, key: string): string | null {
  try {
    return page.localStorage.getItem(key);
  } catch {
    return null;
  }
}
