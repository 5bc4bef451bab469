import { LOCALES, loadMessages } from '../i18n';
import type { AppStore } from '../state/createAppStore';
import type { AppState } from '../state/types';

/** Keeps language, theme and title of the document with the state. */
export function followView(store: AppStore, page: Document): () => void {
  const show = ({ language, theme }: AppState): void => {
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
    if (state.language !== before.language || state.theme !== before.theme) show(state);
  });
}
