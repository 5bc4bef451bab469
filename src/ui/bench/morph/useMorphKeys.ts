import { useEffect } from 'react';
import type { Morph } from './useMorph';

/** [ and ] go along the path from anywhere, where nobody is typing. */
export function useMorphKeys({ current, nearest, steps, go }: Morph): void {
  const nSteps = steps.length;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, key } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || (key !== '[' && key !== ']')) return;
      if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) return;
      const index = current < 0 ? nearest : current + (key === ']' ? 1 : -1);
      if (index >= 0 && index < nSteps) void go(index);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [current, nearest, nSteps, go]);
}
