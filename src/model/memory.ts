import { derive, nLayersOf } from './config/derive';
import type { ModelConfig, Stack } from './config/types';
import { countParameters } from './parameters';

const BYTES_PER_VALUE = 4;

/** Lengths of one forward pass. */
export interface PassSize {
  readonly batch: number;
  /** Tokens that the encoder reads; 0 without one. */
  readonly source: number;
  /** Tokens that the decoder reads; 0 without one. */
  readonly target: number;
}

/** Bytes of all parameters in 32-bit floats. */
export function parameterBytes(config: ModelConfig): number {
  return countParameters(config) * BYTES_PER_VALUE;
}

/** Bytes of every activation that a trace can hold, in 32-bit floats. */
export function traceBytes(config: ModelConfig, size: PassSize): number {
  const { hasEncoder, hasDecoder, hasCross, nOutputs } = derive(config);
  const encoder = hasEncoder ? stackValues(config, 'encoder', size.source, 0) : 0;
  const memory = hasCross ? size.source : 0;
  const decoder = hasDecoder ? stackValues(config, 'decoder', size.target, memory) : 0;
  const logits = (hasDecoder ? size.target : size.source) * nOutputs;
  return size.batch * (encoder + decoder + logits) * BYTES_PER_VALUE;
}

function stackValues(config: ModelConfig, stack: Stack, length: number, memory: number): number {
  const { dModel, nHeads, dFf } = config;
  const { dQuery, dKeyValue } = derive(config);
  const attention = (keys: number): number =>
    // q and head outputs; k and v; scores and pattern; output and the stream after it
    2 * length * dQuery + 2 * keys * dKeyValue + 2 * nHeads * length * keys + 2 * length * dModel;
  const cross = memory > 0 ? attention(memory) : 0;
  const layer = attention(length) + cross + length * (dFf + 3 * dModel);
  return nLayersOf(config, stack) * layer + 5 * length * dModel;
}
