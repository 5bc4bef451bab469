import type { ModelConfig } from '../model/config/types';
import type { ModelInput } from '../model/input';
import type { Intervention } from '../model/intervention';
import type { TraceName } from '../model/traceNames';
import type { Donor } from './applyIntervention';
import { forward, type ForwardOptions } from './forward';
import type { Weights } from './tensors';
import type { Trace } from './trace';

/**
 * Runs a model on the text that others copy from, without interventions.
 * @returns null where nothing is copied; the caller disposes the trace
 */
export function runDonor(
  config: ModelConfig,
  weights: Weights,
  donor: ModelInput | undefined,
  interventions: readonly Intervention[],
): Donor | null {
  const names = new Set<TraceName>(
    interventions.flatMap(({ at, change }) => (change.kind === 'copy' ? [at] : [])),
  );
  if (!donor || names.size === 0) return null;
  return { input: donor, trace: forward(config, weights, donor, { record: (name) => names.has(name) }) };
}

/** A forward pass whose interventions may copy from another text, which is run first. */
export function forwardWithDonor(
  config: ModelConfig,
  weights: Weights,
  input: ModelInput,
  donorInput: ModelInput | undefined,
  options: Omit<ForwardOptions, 'donor'>,
): Trace {
  const donor = runDonor(config, weights, donorInput, options.interventions ?? []);
  try {
    return forward(config, weights, input, { ...options, ...(donor ? { donor } : {}) });
  } finally {
    donor?.trace.dispose();
  }
}
