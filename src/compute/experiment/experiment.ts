import type { Experiment, ExperimentAnswer } from '../../model/experiment';
import type { ExperimentControl, Specimen } from './specimen';
import { headEffects, subLayerEffects } from './effects';
import { leak } from './leak';
import { patchSweep } from './patchSweep';

/**
 * Makes the runs of an experiment one after the other.
 * @throws AppError `cancelled`; `invalidInput` for a head without such logits, or an index or text that does not fit
 */
export async function runExperiment(
  specimen: Specimen,
  experiment: Experiment,
  control: ExperimentControl,
): Promise<ExperimentAnswer> {
  switch (experiment.kind) {
    case 'headEffects':
      return await headEffects(specimen, experiment, control);
    case 'subLayerEffects':
      return await subLayerEffects(specimen, experiment, control);
    case 'patchSweep':
      return await patchSweep(specimen, experiment, control);
    case 'leak':
      return await leak(specimen, experiment, control);
  }
}
