import { useCallback, useEffect, useRef, useState } from 'react';
import { failureOf } from '../../../state/failure';
import type { Failure } from '../../../state/types';
import { useApp, usePage } from '../../page';
import { useSlot } from '../workspace';
import { isPlainTextOf, type PlainText, writeBoth, type Written } from './writeBoth';

interface Progress {
  readonly written: Written | null;
  /** Tokens of the text after that are there; null: nothing is being written. */
  readonly nTokens: number | null;
  readonly failure: Failure | null;
}

interface Writing extends Progress {
  /** The texts are of the run that is shown; otherwise of the one before the last change. */
  readonly isCurrent: boolean;
  /** null: the model is at work on a change. */
  readonly write: (() => void) | null;
  readonly stop: () => void;
}

/**
 * The texts before and after. What is being written is dropped when the model runs anew.
 * @param isEach written by itself after each change
 */
export function useWriting(isEach: boolean): Writing {
  const { store, source } = usePage();
  const { engine } = source;
  const of = useApp((state) => state.run.of);
  const texts = useApp((state) => state.texts);
  // What is written belongs to a run: one that is on its way would leave it behind.
  const isSettled = useApp((state) => state.run.status === 'done');
  const slot = useSlot();
  const [progress, setProgress] = useState<Progress>({ written: null, nTokens: null, failure: null });
  const known = useRef<PlainText | null>(null);
  const controller = useRef<AbortController | null>(null);
  const stop = useCallback((): void => {
    controller.current?.abort();
    controller.current = null;
    setProgress((now) => (now.nTokens === null ? now : { ...now, nTokens: null }));
  }, []);
  const write = useCallback((): void => {
    if (!of) return;
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    const { signal } = own;
    const tell = (part: Partial<Progress>): void => {
      if (!signal.aborted) setProgress((now) => ({ ...now, ...part }));
    };
    tell({ nTokens: 0, failure: null });
    writeBoth({
      ...{ engine, slot, state: store.getState(), of, known: known.current, signal },
      onToken: (nTokens) => tell({ nTokens }),
    }).then(
      (written) => {
        known.current = written.before;
        tell({ written, nTokens: null });
      },
      (error: unknown) => tell({ nTokens: null, failure: failureOf(error) }),
    );
  }, [engine, store, slot, of]);
  useEffect(() => {
    if (isEach && isSettled) write();
    return stop;
  }, [isEach, isSettled, write, stop]);
  const { written } = progress;
  const isOfText = written !== null && isPlainTextOf(written.before, of, texts);
  return {
    ...progress,
    written: isOfText ? written : null,
    isCurrent: written?.of === of,
    write: isSettled ? write : null,
    stop,
  };
}
