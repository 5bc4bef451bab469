import { use, useEffect, useState } from 'react';
import { type BeyondMessages, beyondMessages } from '../../../i18n/beyondMessages';
import type { StudyAnswer, StudyQuestion } from '../../../model/study';
import { failureOf } from '../../../state/failure';
import type { Failure, RunSubject } from '../../../state/types';
import { useApp, usePage } from '../../page';

/** An answer with what it is about; all of it belongs to one run. */
export interface Studied<Kind extends StudyAnswer['kind']> {
  readonly answer: Extract<StudyAnswer, { readonly kind: Kind }>;
  readonly question: Extract<StudyQuestion, { readonly kind: Kind }>;
  readonly of: RunSubject;
}

export interface Study<Kind extends StudyAnswer['kind']> {
  /** The last answer; it stays while the next one is on its way. */
  readonly studied: Studied<Kind> | null;
  readonly failure: Failure | null;
}

/** Whether an answer is of the kind of a question. */
function isOfKind<Kind extends StudyAnswer['kind']>(
  answer: StudyAnswer,
  kind: Kind,
): answer is Extract<StudyAnswer, { readonly kind: Kind }> {
  return answer.kind === kind;
}

/**
 * Asks the worker something about each new run; what is outdated is cancelled.
 * @param ask the question for a run; another question, not another function, asks anew. null: there is nothing to ask
 */
export function useStudy<Kind extends StudyAnswer['kind']>(
  kind: Kind,
  ask: (of: RunSubject) => Omit<Extract<StudyQuestion, { readonly kind: Kind }>, 'kind'> | null,
): Study<Kind> {
  const { store } = usePage();
  const runId = useApp(({ run }) => run.result?.runId ?? null);
  const of = useApp(({ run }) => run.of);
  const [study, setStudy] = useState<Study<Kind>>({ studied: null, failure: null });
  const parts = of && ask(of);
  const asked = parts && JSON.stringify({ ...parts, kind });
  useEffect(() => {
    if (asked === null || !of || runId === null) return undefined;
    const question = JSON.parse(asked) as Extract<StudyQuestion, { readonly kind: Kind }>;
    const controller = new AbortController();
    store
      .getState()
      .study(question, { signal: controller.signal })
      .then(
        (answer) => {
          if (controller.signal.aborted || !isOfKind(answer, kind)) return;
          setStudy({ studied: { answer, question, of }, failure: null });
        },
        (error: unknown) => {
          const failure = failureOf(error);
          if (failure && !controller.signal.aborted) setStudy({ studied: null, failure });
        },
      );
    return () => controller.abort();
  }, [store, runId, of, asked, kind]);
  return study;
}

/** The words of these views; the component waits for them. */
export function useBeyondMessages(): BeyondMessages {
  return use(beyondMessages(useApp((state) => state.language)));
}
