import { Suspense, lazy } from 'react';

const TrainingPanel = lazy(() =>
  import('./TrainingPanel').then(({ TrainingPanel: component }) => ({ default: component })),
);

/** Training, with its tasks, curves and words, comes when it is opened. */
export function LazyTraining() {
  return (
    <Suspense>
      <TrainingPanel />
    </Suspense>
  );
}
