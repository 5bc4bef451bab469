import type { AppStore } from './createAppStore';
import { decodeLink } from './decodeLink';
import { comingModel, encodeLink } from './encodeLink';
import type { LinkState } from './linkFormat';

const DELAY = 150;

/** The parts of the state that a link holds; another object when none of them changed is the same link. */
function linkState(store: AppStore): LinkState {
  return store.getState();
}

/**
 * Keeps the address and the state together: changes are written with `replaceState` after a moment; a new preset or
 * family makes an entry in the browser's history; going back, or pasting another link, restores that view.
 * @returns stops it
 */
export function syncUrl(store: AppStore, page: Window): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = page.location.hash.replace(/^#/, '');
  let warned = false;
  let isRestoring = false;

  /** The notice stays as long as it is true, unless it is dismissed. */
  const warnOf = (textLeftOut: boolean): void => {
    if (textLeftOut === warned) return;
    warned = textLeftOut;
    const { notices, addNotice, dismissNotice } = store.getState();
    if (textLeftOut) addNotice({ kind: 'textNotInLink' });
    else for (const { kind, id } of notices) if (kind === 'textNotInLink') dismissNotice(id);
  };

  const write = (state: LinkState, asNewEntry: boolean): void => {
    clearTimeout(timer);
    timer = undefined;
    const { hash, textLeftOut } = encodeLink(state);
    warnOf(textLeftOut);
    if (hash === written) return;
    written = hash;
    try {
      if (asNewEntry) page.history.pushState(null, '', `#${hash}`);
      else page.history.replaceState(null, '', `#${hash}`);
    } catch {
      // Browsers refuse too many changes in a short time; the next change writes the whole link again.
      written = '';
    }
  };

  const unsubscribe = store.subscribe((state, before) => {
    const isNewModel =
      state.presetId !== before.presetId ||
      (state.bench === null) !== (before.bench === null) ||
      state.config.family !== before.config.family ||
      (state.trained !== before.trained && comingModel(before) === null);
    if (isNewModel && !isRestoring) {
      // What was not written yet belongs to the entry that is left.
      if (timer !== undefined) write(before, false);
      write(state, true);
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => write(linkState(store), false), DELAY);
  });

  const restore = (): void => {
    const hash = page.location.hash.replace(/^#/, '');
    if (hash === written) return;
    written = hash;
    clearTimeout(timer);
    timer = undefined;
    const { ownLanguage, theme, palette, backendChoice } = store.getState();
    const { state, notices } = decodeLink(hash, { language: ownLanguage, theme, palette });
    written = hash;
    const { backendChoice: wanted, ...view } = state;
    // An address that is not written as we write it must not become a new entry: nobody could go back beyond it.
    isRestoring = true;
    store.setState({ ...view, generatedIds: [], rejected: null });
    void store.getState().finishLoading();
    isRestoring = false;
    if (wanted !== backendChoice) void store.getState().chooseBackend(wanted);
    for (const notice of notices) store.getState().addNotice(notice);
  };
  page.addEventListener('popstate', restore);
  page.addEventListener('hashchange', restore);
  return () => {
    clearTimeout(timer);
    unsubscribe();
    page.removeEventListener('popstate', restore);
    page.removeEventListener('hashchange', restore);
  };
}

/** The link to the view as it is now, at once; `gapsOfLink` says what is not in it. */
export function linkTo(store: AppStore, page: Window): string {
  const { origin, pathname, search } = page.location;
  const state = linkState(store);
  // Empty: of a model beside the page's, which has no bench of its own to link to.
  const bench = state.bench === '' ? null : state.bench;
  return `${origin}${pathname}${search}#${encodeLink({ ...state, bench }).hash}`;
}
