import * as tf from '@tensorflow/tfjs-core';
import type { Intervention } from '../model/intervention';
import type { TraceName } from '../model/traceNames';
import { applyIntervention, type Donor, type TapContext } from './applyIntervention';
import type { ModelConfig } from '../model/config/types';
import type { ModelInput } from '../model/input';

/** A point of the forward pass with a name: the activation may be changed there and is recorded if asked for. */
export type Tap = <T extends tf.Tensor>(name: TraceName, value: T, context?: TapContext) => T;

/** The activations of one forward pass. Whoever asked for it disposes it. */
export interface Trace {
  get(name: TraceName): tf.Tensor | undefined;
  names(): readonly TraceName[];
  dispose(): void;
}

export interface Recorder {
  readonly tap: Tap;
  readonly trace: Trace;
}

export interface RecordedRun {
  readonly config: ModelConfig;
  readonly input: ModelInput;
  /** Which activations to keep. */
  readonly record: (name: TraceName) => boolean;
  /** Changes that fit the run, applied in order before the value is recorded and used. */
  readonly interventions: readonly Intervention[];
  readonly donor: Donor | null;
}

export function createRecorder(run: RecordedRun): Recorder {
  const kept = new Map<TraceName, tf.Tensor>();
  const byName = Map.groupBy(run.interventions, ({ at }) => at);
  return {
    tap: (name, value, context = {}) => {
      let changed = value;
      for (const intervention of byName.get(name) ?? []) {
        changed = applyIntervention(changed, intervention, { ...run, ...context });
      }
      if (run.record(name)) kept.set(name, tf.keep(changed));
      return changed;
    },
    trace: {
      get: (name) => kept.get(name),
      names: () => [...kept.keys()],
      dispose: () => {
        for (const tensor of kept.values()) tensor.dispose();
        kept.clear();
      },
    },
  };
}
