import type { ModelInput } from '../model/input';
import type { Intervention } from '../model/intervention';

/** Changes to what the model computes while it runs, beside its configuration. */
export interface InterventionSlice {
  /**
   * Applied in order, as the short texts of `model/interventionCodec`, which is loaded when there are any. Those that do
   * not fit the model and the text are left out of a run.
   */
  readonly interventions: readonly string[];
  /** The decoder reads the encoder memory of this text instead of its own source; null: its own. */
  readonly memoryText: string | null;
  /** What activations are copied from, as text for the model; null: nothing can be copied. */
  readonly donorText: string | null;
  setInterventions(interventions: readonly string[]): void;
  setMemoryText(text: string | null): void;
  setDonorText(text: string | null): void;
}

/** Interventions as a request takes them. */
export interface AppliedInterventions {
  readonly interventions: readonly Intervention[];
  readonly donor?: ModelInput;
}
