import { forwardWithDonor } from '../compute/patching';
import type { Weights } from '../compute/tensors';
import type { Trace } from '../compute/trace';
import type { TraceName } from '../model/traceNames';
import { AppError } from '../shared/errors';
import type { ModelSlot, RunRequest } from './engine';
import { keepsWholeTrace } from './memoryCheck';
import type { WeightsCache } from './weightsCache';
import { passSize } from './work';

interface KeptRun {
  readonly runId: number;
  readonly request: RunRequest;
  /** null: freed, or lost with its device; computed again when it is read. */
  trace: Trace | null;
}

/** The last run of each slot, so that its activations can be read as long as no newer run takes its place. */
export interface KeptRuns {
  /** Computes a new run of a slot. If that fails, the earlier one stays. */
  add(request: RunRequest, weights: Weights): { readonly runId: number; readonly trace: Trace };
  restore(runId: number, request: RunRequest): void;
  /** @throws AppError `superseded` when a newer run took its place */
  request(slot: ModelSlot, runId: number): RunRequest;
  /** The trace of a slot's last run with these activations in it. */
  trace(slot: ModelSlot, names: readonly TraceName[]): Trace;
  /** Forgets the run of a slot. */
  release(slot: ModelSlot): void;
  /** Frees all tensors; every run can still be read. */
  drop(): void;
}

export function createKeptRuns(cache: WeightsCache): KeptRuns {
  const kept = new Map<ModelSlot, KeptRun>();
  let nextRunId = 1;

  const free = (run: KeptRun | undefined): void => {
    run?.trace?.dispose();
    if (run) run.trace = null;
  };

  const compute = (request: RunRequest, weights: Weights, names: readonly TraceName[]): Trace => {
    const { config, input, donor, interventions } = request;
    const wanted = new Set(names);
    const keepsAll = keepsWholeTrace(config, passSize(input));
    return forwardWithDonor(config, weights, input, donor, {
      interventions,
      record: (name) => keepsAll || wanted.has(name),
    });
  };

  return {
    add: (request, weights) => {
      const { slot, reads } = request;
      // Before the new one is made, so that there is room for it.
      free(kept.get(slot));
      const trace = compute(
        request,
        weights,
        reads.map(({ name }) => name),
      );
      const runId = nextRunId;
      nextRunId += 1;
      kept.set(slot, { runId, request, trace });
      return { runId, trace };
    },
    restore: (runId, request) => {
      free(kept.get(request.slot));
      kept.set(request.slot, { runId, request, trace: null });
      nextRunId = Math.max(nextRunId, runId + 1);
    },
    request: (slot, runId) => {
      const run = kept.get(slot);
      if (run?.runId !== runId) {
        throw new AppError('superseded', 'This run is gone; a newer one took its place.');
      }
      return run.request;
    },
    trace: (slot, names) => {
      const run = kept.get(slot);
      if (!run) throw new AppError('internal', `The model ${slot} has not run.`);
      const { trace, request } = run;
      if (trace && names.every((name) => trace.get(name) !== undefined)) return trace;
      const isWhole = trace !== null && keepsWholeTrace(request.config, passSize(request.input));
      // A name that a whole trace lacks is not part of the model: computing again would not help.
      if (isWhole) return trace;
      free(run);
      run.trace = compute(request, cache.weights(slot, request.config, request.weights), names);
      return run.trace;
    },
    release: (slot) => {
      free(kept.get(slot));
      kept.delete(slot);
    },
    drop: () => {
      for (const run of kept.values()) free(run);
    },
  };
}
