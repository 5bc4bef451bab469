import { type PaletteName, USUAL_PALETTE, paletteNames } from '../shared/palettes';
import type { Language, Theme } from './types';

/** Language, theme and palette as the browser keeps them; what is missing or blocked is the browser's own setting. */
export function loadPreferences(page: Window): { language: Language; theme: Theme; palette: PaletteName } {
  const language = read(page, 'language');
  const theme = read(page, 'theme');
  const palette = read(page, 'palette');
  const usual: Language = page.navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  return {
    language: language === 'en' || language === 'zh' ? language : usual,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    palette: paletteNames.find((name) => name === palette) ?? USUAL_PALETTE,
  };
}

export function savePreferences(
  page: Window,
  { language, theme, palette }: { language: Language; theme: Theme; palette: PaletteName },
): void {
  try {
    page.localStorage.setItem('language', language);
    page.localStorage.setItem('theme', theme);
    page.localStorage.setItem('palette', palette);
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
