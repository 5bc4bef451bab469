import type { LinkableIntervention } from '../model/intervention';
import type { InterventionProblem } from '../model/interventionForm';
import { decodeIntervention } from '../model/interventionCodec';
import { textProblem } from '../model/interventionProblem';
import { selectDonor, selectPrepared } from './selectors';
import type { AppliedInterventions } from './interventionTypes';
import type { AppState } from './types';

/** An intervention of the list, and whether it can be done. */
export interface ListedIntervention {
  readonly text: string;
  /** null: the text is none. */
  readonly intervention: LinkableIntervention | null;
  /** null: it is done. */
  readonly problem: InterventionProblem | null;
}

export function listedInterventions(state: AppState): readonly ListedIntervention[] {
  const { input } = selectPrepared(state);
  const donor = selectDonor(state)?.input;
  return state.interventions.map((text) => {
    const intervention = decodeIntervention(text);
    const texts = donor ? { input, donor } : { input };
    const problem = intervention && textProblem(state.config, intervention, texts);
    return { text, intervention, problem };
  });
}

/** Those that can be done, as a request takes them. */
export function fittingInterventions(state: AppState): AppliedInterventions {
  const interventions = listedInterventions(state).flatMap(({ intervention, problem }) =>
    intervention && !problem ? [intervention] : [],
  );
  const donor = selectDonor(state)?.input;
  const copies = interventions.some(({ change }) => change.kind === 'copy');
  return donor && copies ? { interventions, donor } : { interventions };
}
