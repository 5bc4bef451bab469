import { flops } from '../model/cost';
import type { ModelInput, StackInput } from '../model/input';
import type { ModelConfig } from '../model/config/types';
import type { PassSize } from '../model/memory';

export function passSize({ encoder, decoder }: ModelInput): PassSize {
  return {
    batch: (encoder ?? decoder)?.ids.length ?? 0,
    source: encoder?.ids[0]?.length ?? 0,
    target: decoder?.ids[0]?.length ?? 0,
  };
}

/** Operations of a pass; only to know how long silence is normal. */
export function operationsOf(config: ModelConfig, input: ModelInput): number {
  return flops(config, passSize(input)).total;
}

/** The same texts several times, as a search computes them side by side. */
export function repeatedRows({ encoder, decoder }: ModelInput, nRows: number): ModelInput {
  const repeated = ({ ids }: StackInput): StackInput => ({
    ids: ids.flatMap((row) => Array.from({ length: nRows }, () => row)),
  });
  return {
    ...(encoder ? { encoder: repeated(encoder) } : {}),
    ...(decoder ? { decoder: repeated(decoder) } : {}),
  };
}
