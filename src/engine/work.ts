import { flops } from '../model/cost';
import type { Experiment } from '../model/experiment';
import type { ModelInput } from '../model/input';
import type { ModelConfig } from '../model/config/types';
import type { PassSize } from '../model/memory';
import type { TraceRead } from './engine';

export function passSize({ encoder, decoder }: ModelInput): PassSize {
  return {
    batch: (encoder ?? decoder)?.ids.length ?? 0,
    source: encoder?.ids[0]?.length ?? 0,
    target: decoder?.ids[0]?.length ?? 0,
  };
}

/** What a request computes with. */
export interface Work {
  readonly input: ModelInput;
  readonly donor?: ModelInput;
  readonly experiment?: Experiment;
  /** What the page asks for of the pass. */
  readonly reads?: readonly TraceRead[];
}

/** The texts that are run before the first answer: its own, what is copied from, and what it is compared with. */
export function textsOf({ input, donor, experiment }: Work): readonly ModelInput[] {
  const other =
    experiment?.kind === 'patchSweep'
      ? experiment.donor
      : experiment?.kind === 'leak'
        ? experiment.changed
        : undefined;
  return [input, donor, other].filter((text) => text !== undefined);
}

/** Operations of a pass over each text; only to know how long silence is normal. */
export function operationsOf(config: ModelConfig, texts: readonly ModelInput[]): number {
  return texts.reduce((sum, text) => sum + flops(config, passSize(text)).total, 0);
}
