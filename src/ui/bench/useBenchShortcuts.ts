import { useEffect } from 'react';
import { useBench } from './workspace';

/** Undo and redo over the whole workspace, where nobody is typing. */
export function useBenchShortcuts(): void {
  const { undo, redo } = useBench();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isCommand = event.ctrlKey || event.metaKey;
      if (event.defaultPrevented || !isCommand || event.key.toLowerCase() !== 'z') return;
      // A text field has a history of its own, letter by letter.
      if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [undo, redo]);
}
