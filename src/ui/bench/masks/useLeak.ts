import { useEffect, useMemo, useState } from 'react';
import type { LeakAnswer } from '../../../model/experiment';
import { leakTest, type LeakTest } from '../../../state/bench/leakTest';
import type { BenchSlot } from '../../../state/bench/types';
import { failureOf } from '../../../state/failure';
import type { Failure, RunSubject } from '../../../state/types';
import { useApp, usePage } from '../../page';
import type { LeakChoice } from './toolChoices';

/** A finished test with what it is about. */
export interface LeakRun {
  readonly of: RunSubject;
  readonly test: Extract<LeakTest, { readonly kind: 'ready' }>;
  readonly answer: LeakAnswer;
}

export interface LeakState {
  /** What is asked now; null before the first run. */
  readonly test: LeakTest | null;
  /** The last answer; it stays while the next one is on its way. */
  readonly run: LeakRun | null;
  readonly failure: Failure | null;
}

/** Runs one model on the text and on the text with one token changed, after each of its own runs. */
export function useLeak(slot: BenchSlot, { place, replacement }: LeakChoice): LeakState {
  const { source } = usePage();
  const of = useApp(({ run }) => run.of);
  const test = useMemo(() => of && leakTest(of, place, replacement), [of, place, replacement]);
  const [answered, setAnswered] = useState<Omit<LeakState, 'test'>>({ run: null, failure: null });
  useEffect(() => {
    if (!of || test?.kind !== 'ready') return undefined;
    const { config, weights, prepared } = of;
    const controller = new AbortController();
    const request = {
      ...{ slot, config, weights, input: prepared.input, row: prepared.row },
      interventions: [],
      experiment: { kind: 'leak', changed: test.changed } as const,
    };
    source.engine
      .experiment(request, () => undefined, { signal: controller.signal })
      .then(
        (answer) => {
          if (controller.signal.aborted || answer.kind !== 'leak') return;
          setAnswered({ run: { of, test, answer }, failure: null });
        },
        (error: unknown) => {
          const failure = failureOf(error);
          if (failure && !controller.signal.aborted) setAnswered({ run: null, failure });
        },
      );
    return () => controller.abort();
  }, [slot, source, of, test]);
  return { test, ...answered };
}
