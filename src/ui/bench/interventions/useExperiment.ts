import { useCallback, useEffect, useRef, useState } from 'react';
import type { Experiment, ExperimentAnswer, ExperimentKind } from '../../../model/experiment';
import { failureOf } from '../../../state/failure';
import type { Failure, RunSubject } from '../../../state/types';
import { usePage } from '../../page';

type AnswerOf<Kind extends ExperimentKind> = Extract<ExperimentAnswer, { readonly kind: Kind }>;
type ExperimentOf<Kind extends ExperimentKind> = Extract<Experiment, { readonly kind: Kind }>;

export interface Running<Kind extends ExperimentKind> {
  /** Runs done of how many; null: nothing is running. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly answer: AnswerOf<Kind> | null;
  /** What the answer is about: the question, and the run that it went on from. */
  readonly asked: { readonly experiment: ExperimentOf<Kind>; readonly of: RunSubject } | null;
  readonly failure: Failure | null;
  readonly start: (experiment: ExperimentOf<Kind>) => void;
  readonly stop: () => void;
}

function isOfKind<Kind extends ExperimentKind>(
  answer: ExperimentAnswer,
  kind: Kind,
): answer is AnswerOf<Kind> {
  return answer.kind === kind;
}

/** An experiment that is started by hand, told step by step, and can be stopped. */
export function useExperiment<Kind extends ExperimentKind>(kind: Kind): Running<Kind> {
  const { store } = usePage();
  const [state, setState] = useState<Omit<Running<Kind>, 'start' | 'stop'>>({
    ...{ progress: null, answer: null, asked: null, failure: null },
  });
  const controller = useRef<AbortController | null>(null);
  const stop = useCallback(() => {
    controller.current?.abort();
    controller.current = null;
    setState((now) => ({ ...now, progress: null }));
  }, []);
  const start = useCallback(
    (experiment: ExperimentOf<Kind>) => {
      controller.current?.abort();
      const own = new AbortController();
      controller.current = own;
      const { of } = store.getState().run;
      if (!of) return;
      setState((now) => ({ ...now, progress: { done: 0, total: 0 }, failure: null }));
      store
        .getState()
        .experiment(
          experiment,
          ({ index, count }) => {
            if (!own.signal.aborted)
              setState((now) => ({ ...now, progress: { done: index + 1, total: count } }));
          },
          { signal: own.signal },
        )
        .then(
          (answer) => {
            if (own.signal.aborted || !isOfKind(answer, kind)) return;
            setState({ progress: null, answer, asked: { experiment, of }, failure: null });
          },
          (error: unknown) => {
            if (own.signal.aborted) return;
            setState({ progress: null, answer: null, asked: null, failure: failureOf(error) });
          },
        );
    },
    [kind, store],
  );
  useEffect(() => () => controller.current?.abort(), []);
  return { ...state, start, stop };
}
