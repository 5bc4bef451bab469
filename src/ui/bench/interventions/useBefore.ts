import { useEffect, useMemo, useState } from 'react';
import { failureOf } from '../../../state/failure';
import { arrayKey } from '../../../state/reads';
import { selectPrepared } from '../../../state/selectors';
import type { Failure, RunSubject } from '../../../state/types';
import { useApp, usePage } from '../../page';

export interface Before {
  /** [position, output], of the model as it is without interventions and with its own memory. */
  readonly logits: Float32Array;
  /** The run that it belongs to. */
  readonly of: RunSubject;
}

interface Result {
  readonly before: Before | null;
  readonly failure: Failure | null;
}

const NOTHING: Result = { before: null, failure: null };

/**
 * The model without its interventions: run once more after each of its own runs, unless nothing is changed in it.
 * @returns `before` is null while it is on its way
 */
export function useBefore(): Result {
  const { store, source } = usePage();
  const run = useApp((state) => state.run);
  const plain = useApp((state) => selectPrepared({ ...state, memoryText: null }).input);
  const [result, setResult] = useState(NOTHING);
  const { of } = run;
  const isChanged = of !== null && (of.applied.interventions.length > 0 || of.prepared.input !== plain);
  useEffect(() => {
    if (!of || !isChanged) return undefined;
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
  }, [of, isChanged, store, source]);
  useEffect(
    () => () => {
      source.engine.release('before').catch(() => undefined);
    },
    [source],
  );
  const own = useMemo((): Result => {
    const logits = of && run.arrays.get(arrayKey('head.logits', of.prepared.row))?.data;
    return of && logits ? { before: { logits, of }, failure: null } : NOTHING;
  }, [of, run.arrays]);
  return isChanged ? result : own;
}
