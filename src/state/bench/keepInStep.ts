import type { AppStore } from '../createAppStore';
import type { AppState } from '../types';
import { asMainText, mainText } from './sharedText';
import type { BenchModel } from './types';

/** What all models of the bench have in common. */
const LOOK = [
  'selection',
  'scale',
  'language',
  'ownLanguage',
  'theme',
  'palette',
  'predictionPosition',
  // Models that one of them keeps in the browser all can open.
  'kept',
] as const;

/**
 * Tells the other models what changes in one of them: text, selection, look; and from the page's model the backend, with
 * which all of them run.
 * @returns ends it
 */
export function keepInStep(store: AppStore, page: AppStore, models: () => readonly BenchModel[]): () => void {
  return store.subscribe((state, before) => {
    const others = models()
      .map((model) => model.store)
      .filter((other) => other !== store);
    for (const other of others) {
      const look = changedLook(state, before, other.getState());
      if (Object.keys(look).length > 0) other.setState(look);
    }
    shareText(store, state, before, others);
    if (store === page && state.backend !== before.backend && before.backend !== null) {
      for (const other of others) void other.getState().rerun();
    }
  });
}

function changedLook(state: AppState, before: AppState, other: AppState): Partial<AppState> {
  const changed = LOOK.filter((key) => state[key] !== before[key] && other[key] !== state[key]);
  return Object.fromEntries(changed.map((key) => [key, state[key]])) as Partial<AppState>;
}

function shareText(store: AppStore, state: AppState, before: AppState, others: readonly AppStore[]): void {
  const text = mainText(state.texts, state.config.family);
  const old = mainText(before.texts, before.config.family);
  if (state.texts === before.texts && text !== old) {
    // Another family begins with a field of its own: it goes on with the text that there was.
    store.getState().setTexts(asMainText(old));
    return;
  }
  for (const other of others) {
    const { texts, config } = other.getState();
    const change = {
      ...(text !== old && mainText(texts, config.family) !== text ? asMainText(text) : {}),
      ...fieldChange('target', state, before, other.getState()),
      ...fieldChange('second', state, before, other.getState()),
    };
    if (Object.keys(change).length > 0) other.getState().setTexts(change);
  }
}

function fieldChange(
  field: 'target' | 'second',
  state: AppState,
  before: AppState,
  other: AppState,
): Partial<AppState['texts']> {
  const text = state.texts[field];
  return text !== before.texts[field] && other.texts[field] !== text ? { [field]: text } : {};
}
