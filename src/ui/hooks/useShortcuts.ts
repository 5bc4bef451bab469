import { useEffect } from 'react';
import { usePage } from '../page';

/** Keys that work anywhere on the page. */
export function useShortcuts(openHelp: () => void): void {
  const { store } = usePage();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const state = store.getState();
      const isTyping = isTextField(event.target);
      const isCommand = event.ctrlKey || event.metaKey;
      if (event.key === 'Escape') state.freeSelection();
      else if (event.key === '?' && !isTyping) openHelp();
      // The bench has a history of its own.
      else if (isCommand && event.key.toLowerCase() === 'z' && !isTyping && state.bench === null) {
        event.preventDefault();
        if (event.shiftKey) state.redo();
        else state.undo();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [store, openHelp]);
}

function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && target.type !== 'range' && target.type !== 'checkbox';
}
