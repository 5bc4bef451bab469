import { useEffect, useRef, useState } from 'react';
import type { MorphStep } from '../../../model/morph/paths';
import { type ComparedRun, runBeside } from '../../../state/bench/measuredStep';
import { partOfStep } from '../../../state/bench/morph';
import { partOf } from '../../../state/bench/snapshots';
import { benchSlots } from '../../../state/bench/types';
import { useApp, usePage } from '../../page';
import { useWorkspace } from '../workspace';
import type { Morph } from './useMorph';

export interface StepBefore extends ComparedRun {
  readonly step: MorphStep;
  /** The run of the page that it stands beside. */
  readonly runId: number;
}

/** Runs the step that is compared with, whenever the page has run its own; null while there is nothing to compare. */
export function useStepBefore({ was: step, origin, hasTarget }: Morph): StepBefore | null {
  const {
    store,
    source: { engine },
  } = usePage();
  const slot = useWorkspace(({ models }) =>
    benchSlots.find((one) => !models.some((model) => model.slot === one)),
  );
  const runId = useApp(({ run, config }) =>
    run.status === 'done' && run.of?.config === config ? (run.result?.runId ?? null) : null,
  );
  const [before, setBefore] = useState<StepBefore | null>(null);
  const latest = useRef<AbortController | null>(null);
  useEffect(() => {
    latest.current = null;
    if (!step || runId === null || slot === undefined) return undefined;
    const stop = new AbortController();
    latest.current = stop;
    const state = store.getState();
    const now = partOf(state);
    const request = {
      engine,
      slot,
      state,
      before: { ...now, ...partOfStep(step, now, { origin, hasTarget }) },
    };
    const tell = (compared: ComparedRun): void => {
      if (!stop.signal.aborted) setBefore({ step, runId, ...compared });
    };
    runBeside(request, tell, stop.signal)
      // A newer run, or a model that came into the slot, has taken its place.
      .catch(() => undefined)
      .finally(() => {
        if (latest.current === stop) engine.release(slot).catch(() => undefined);
      });
    return () => stop.abort();
  }, [step, origin, hasTarget, runId, slot, store, engine]);
  return before?.runId === runId && before.step === step ? before : null;
}
