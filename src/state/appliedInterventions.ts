import type { AppliedInterventions } from './interventionTypes';
import type { AppState } from './types';

const NONE: AppliedInterventions = { interventions: [] };

/**
 * What of the interventions can be done in this model and text: at once where there are none, since what reads them is
 * loaded only when there are any.
 */
export function appliedInterventions(state: AppState): AppliedInterventions | Promise<AppliedInterventions> {
  if (state.interventions.length === 0) return NONE;
  return import('./fittingInterventions').then(({ fittingInterventions }) => fittingInterventions(state));
}
