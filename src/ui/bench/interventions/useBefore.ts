import { useEffect, useMemo, useState } from 'react';
import type { TraceArray } from '../../../engine/engine';
import type { ModelInput } from '../../../model/input';
import type { TraceName } from '../../../model/traceNames';
import { failureOf } from '../../../state/failure';
import { arrayKey, indexed, patternName } from '../../../state/reads';
import { selectPrepared, selectSelection } from '../../../state/selectors';
import type { Failure, RunSubject } from '../../../state/types';
import { useApp, usePage } from '../../page';

/** What the model computes as it is, without interventions and with its own memory. */
export interface Before {
  /** The run that it belongs to. */
  readonly of: RunSubject;
  /** Of its logits and of the attention that is chosen, of the row that is shown; null: not there yet. */
  readonly array: (name: TraceName) => TraceArray | null;
}

interface Result {
  readonly before: Before | null;
  readonly failure: Failure | null;
}

/** It stays the same through all interventions. */
interface Plain extends Pick<RunSubject, 'config' | 'weights'> {
  readonly input: ModelInput;
  /** By `arrayKey`. */
  readonly arrays: ReadonlyMap<string, TraceArray>;
}

/**
 * The model without its interventions: its own run, as long as nothing is changed in it, and later what is remembered
 * of that. Only what nobody has read so far is run for, beside the model's own runs.
 */
export function useBefore(): Result {
  const { source } = usePage();
  const run = useApp((state) => state.run);
  const input = useApp((state) => selectPrepared({ ...state, memoryText: null }).input);
  const hasOtherMemory = useApp((state) => state.memoryText !== null);
  const pattern = useApp((state) => {
    const { kind, layer } = selectSelection(state);
    return patternName(kind, layer);
  });
  const [kept, setKept] = useState<{ readonly plain: Plain | null; readonly failure: Failure | null }>({
    plain: null,
    failure: null,
  });
  const { of, arrays } = run;
  const hasInterventions = of !== null && of.applied.interventions.length > 0;
  const own = useMemo((): Plain | null => {
    if (!of || hasInterventions || of.prepared.input !== input) return null;
    return { config: of.config, weights: of.weights, input, arrays };
  }, [of, hasInterventions, input, arrays]);
  if (own && kept.plain !== own) setKept({ plain: own, failure: null });

  const [config, weights, row] = [of?.config, of?.weights, of?.prepared.row ?? 0];
  const remembered = kept.plain;
  const isSame =
    remembered?.config === config && remembered?.weights === weights && remembered?.input === input;
  const plain = own ?? (isSame ? remembered : null);
  const isKnown = (name: TraceName): boolean => plain?.arrays.has(arrayKey(name, row)) ?? false;
  const isMissing = !isKnown('head.logits') || !isKnown(pattern);
  const isWanted = (hasInterventions || hasOtherMemory) && isMissing;
  useEffect(() => {
    if (!config || !weights || !isWanted) return undefined;
    const controller = new AbortController();
    const names: readonly TraceName[] = ['head.logits', pattern];
    const reads = names.map((name) => ({ name, batch: row }));
    source.engine
      .run(
        { slot: 'before', config, weights, input, interventions: [], reads },
        { signal: controller.signal },
      )
      .then(
        (result) => {
          if (controller.signal.aborted) return;
          const found = { config, weights, input, arrays: indexed(result.arrays, row) };
          setKept({ plain: found, failure: null });
        },
        (error: unknown) => {
          const failure = failureOf(error);
          if (failure && !controller.signal.aborted) setKept({ plain: null, failure });
        },
      );
    return () => controller.abort();
  }, [config, weights, input, row, pattern, isWanted, source]);
  useEffect(
    () => () => {
      source.engine.release('before').catch(() => undefined);
    },
    [source],
  );
  const before = useMemo((): Before | null => {
    if (!of || !plain) return null;
    return { of, array: (name) => plain.arrays.get(arrayKey(name, of.prepared.row)) ?? null };
  }, [of, plain]);
  return { before, failure: kept.failure };
}
