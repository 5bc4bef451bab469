import { describe, expect, it } from 'vitest';
import { loadPreferences, savePreferences } from './persistence';

function browser(language: string, stored: Readonly<Record<string, string>> = {}) {
  const kept = new Map(Object.entries(stored));
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  return { kept, page: { navigator: { language }, localStorage } as unknown as Window };
}

describe('language, theme and palette', () => {
  it.each([
    ['zh-CN', 'zh'],
    ['zh', 'zh'],
    ['en-GB', 'en'],
    ['fr', 'en'],
  ])('are at first those of the browser: %s', (theirs, ours) => {
    expect(loadPreferences(browser(theirs).page)).toEqual({
      language: ours,
      theme: 'system',
      palette: 'cividis',
    });
  });

  it('are kept from one visit to the next', () => {
    const { page } = browser('en');
    savePreferences(page, { language: 'zh', theme: 'dark', palette: 'greys' });
    expect(loadPreferences(page)).toEqual({ language: 'zh', theme: 'dark', palette: 'greys' });
  });

  it('are the usual ones where the storage holds something else', () => {
    const { page } = browser('en', { language: '<script>', theme: 'pink', palette: 'jet' });
    expect(loadPreferences(page)).toEqual({ language: 'en', theme: 'system', palette: 'cividis' });
  });

  it('need no storage', () => {
    const page = {
      navigator: { language: 'en' },
      get localStorage(): Storage {
        throw new DOMException('blocked', 'SecurityError');
      },
    } as unknown as Window;
    expect(() => savePreferences(page, { language: 'zh', theme: 'dark', palette: 'greys' })).not.toThrow();
    expect(loadPreferences(page)).toEqual({ language: 'en', theme: 'system', palette: 'cividis' });
  });
});
