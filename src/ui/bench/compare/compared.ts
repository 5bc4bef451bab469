import type { Named } from '../../../state/bench/differences';
import { selectShown, type Shown } from '../../../state/bench/matched';
import type { BenchSlot } from '../../../state/bench/types';
import { memoized } from '../../../state/memoized';
import { type Prediction, selectPrediction } from '../../../state/selectors';
import type { AppState } from '../../../state/types';
import { selectNamed } from '../useNames';

/** What the difference of two models is made of; all of it is of one run. */
export interface Compared {
  readonly run: AppState['run'];
  readonly shown: Shown | null;
  readonly prediction: Prediction | null;
  readonly named: Named;
}

const compared = memoized(
  (run: AppState['run'], shown: Shown | null, prediction: Prediction | null, named: Named): Compared => ({
    run,
    shown,
    prediction,
    named,
  }),
);

export const selectCompared = (state: AppState): Compared =>
  compared(state.run, selectShown(state), selectPrediction(state), selectNamed(state));

/** The models of a difference, first less second. */
export interface Pair {
  readonly first: Compared & { readonly slot: BenchSlot };
  readonly second: Compared & { readonly slot: BenchSlot };
}
