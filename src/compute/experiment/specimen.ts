import type { ModelConfig } from '../../model/config/types';
import type { ExperimentStep, Outcome, WatchedOutput } from '../../model/experiment';
import type { ModelInput } from '../../model/input';
import type { Intervention } from '../../model/intervention';
import type { TraceName } from '../../model/traceNames';
import { AppError } from '../../shared/errors';
import type { Donor } from '../applyIntervention';
import { forward } from '../forward';
import type { Weights } from '../tensors';
import type { Trace } from '../trace';
import { readOutcome } from './outcome';

/** What an experiment is made on. */
export interface Specimen {
  readonly config: ModelConfig;
  readonly weights: Weights;
  readonly input: ModelInput;
  /** In every run, before what the experiment changes. */
  readonly interventions: readonly Intervention[];
  /** The text that these interventions copy from. */
  readonly donor?: ModelInput;
  /** Of the batch. */
  readonly row: number;
}

export interface ExperimentControl {
  readonly onStep: (step: ExperimentStep) => void;
  /** Awaited after every run, so that others come in. */
  readonly pause: () => Promise<void>;
  /** Checked before every run. */
  readonly isCancelled: () => boolean;
}

/** One run of an experiment. @param record beside the logits; absent: nothing */
export function runOnce(
  { config, weights, input, interventions }: Omit<Specimen, 'row' | 'donor'>,
  control: ExperimentControl,
  donor: Donor | null,
  record: (name: TraceName) => boolean = () => false,
): Trace {
  if (control.isCancelled()) throw new AppError('cancelled', 'The experiment was cancelled.');
  return forward(config, weights, input, { interventions, record, ...(donor ? { donor } : {}) });
}

/** The watched output with further interventions on top of the specimen's own. */
export async function outcomeWith(
  specimen: Specimen,
  control: ExperimentControl,
  donor: Donor | null,
  further: readonly Intervention[],
  watched: WatchedOutput,
): Promise<Outcome> {
  const interventions = [...specimen.interventions, ...further];
  const trace = runOnce({ ...specimen, interventions }, control, donor);
  try {
    return await readOutcome(specimen.config, trace, specimen.row, watched);
  } finally {
    trace.dispose();
  }
}
