import { useEffect, useState } from 'react';
import { failureOf } from '../../../state/failure';
import { selectPrepared } from '../../../state/selectors';
import type { Failure, RunSubject } from '../../../state/types';
import { useApp, usePage } from '../../page';

export interface Before {
  /** [position, output], of the model as it is without interventions and with its own memory. */
  readonly logits: Float32Array;
  /** The run that it belongs to. */
  readonly of: RunSubject;
}

/**
 * Runs the model once more without its interventions, after each of its own runs.
 * @returns null while it is on its way
 */
export function useBefore(): { readonly before: Before | null; readonly failure: Failure | null } {
  const { store, source } = usePage();
  const of = useApp(({ run }) => run.of);
  const [result, setResult] = useState<{ before: Before | null; failure: Failure | null }>({
    before: null,
    failure: null,
  });
  useEffect(() => {
    if (!of) return undefined;
    const controller = new AbortController();
    const { input } = selectPrepared({ ...store.getState(), memoryText: null });
    const { config, weights } = of;
    source.engine
      .run(
        {
          ...{ slot: 'before', config, weights, input, interventions: [] },
          reads: [{ name: 'head.logits', batch: of.prepared.row }],
        },
        { signal: controller.signal },
      )
      .then(
        ({ arrays }) => {
          const logits = arrays[0]?.data;
          if (logits && !controller.signal.aborted) setResult({ before: { logits, of }, failure: null });
        },
        (error: unknown) => {
          const failure = failureOf(error);
          if (failure && !controller.signal.aborted) setResult({ before: null, failure });
        },
      );
    return () => controller.abort();
  }, [of, store, source]);
  useEffect(
    () => () => {
      source.engine.release('before').catch(() => undefined);
    },
    [source],
  );
  return result;
}
