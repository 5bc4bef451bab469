import { lazyPart } from '../lazyPart';
import { Part } from '../Part';

const TrainingPanel = lazyPart(() =>
  import('./TrainingPanel').then(({ TrainingPanel: component }) => component),
);

/** Training, with its tasks, curves and words, comes when it is opened. */
export function LazyTraining() {
  return (
    <Part>
      <TrainingPanel />
    </Part>
  );
}
