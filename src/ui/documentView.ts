import { choosePalette } from '../figures/shared/color';
import { LOCALES, loadMessages } from '../i18n';
import type { AppStore } from '../state/createAppStore';
import type { AppState } from '../state/types';

/** Keeps language, theme, palette and title of the document with the state. */
export function followView(store: AppStore, page: Document): () => void {
  const show = ({ language, theme, palette }: AppState): void => {
    choosePalette(palette);
    if (theme === 'system') delete page.documentElement.dataset.theme;
    else page.documentElement.dataset.theme = theme;
    loadMessages(language).then(
      ({ app }) => {
        if (store.getState().language !== language) return;
        page.documentElement.lang = LOCALES[language];
        page.title = app.name;
      },
      () => undefined,
    );
  };
  show(store.getState());
  return store.subscribe((state, before) => {
    const isSame = (['language', 'theme', 'palette'] as const).every((part) => state[part] === before[part]);
    if (!isSame) show(state);
  });
}
