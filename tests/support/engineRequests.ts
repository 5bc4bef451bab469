import type {
  BeamRequest,
  ExperimentRequest,
  GenerateRequest,
  RunRequest,
  TraceRead,
} from '../../src/engine/engine';
import type { ModelConfig } from '../../src/model/config/types';
import type { Experiment } from '../../src/model/experiment';
import type { TraceName } from '../../src/model/traceNames';
import { inputFor } from './onBackend';
import { tinyDecoder } from './tinyConfig';

export const LOGITS: TraceName = 'head.logits';
export const PATTERN: TraceName = 'decoder.layers.1.selfAttention.pattern';

export function runRequest(part: Partial<RunRequest> = {}): RunRequest {
  const config: ModelConfig = part.config ?? tinyDecoder;
  return {
    slot: 'A',
    config,
    weights: { kind: 'random', seed: 1 },
    input: inputFor(config, [[1, 2, 3, 4]]),
    interventions: [],
    reads: [{ name: LOGITS }],
    ...part,
  };
}

export function generateRequest(part: Partial<GenerateRequest> = {}): GenerateRequest {
  return {
    slot: 'A',
    config: tinyDecoder,
    weights: { kind: 'random', seed: 1 },
    input: inputFor(tinyDecoder, [[1, 2, 3]]),
    maxNewTokens: 6,
    endId: null,
    sampling: { kind: 'sample', temperature: 1, topK: null, topP: null, seed: 7 },
    useCache: true,
    ...part,
  };
}

export function beamRequest(part: Partial<BeamRequest> = {}): BeamRequest {
  return {
    slot: 'A',
    config: tinyDecoder,
    weights: { kind: 'random', seed: 1 },
    input: inputFor(tinyDecoder, [[1, 2, 3]]),
    maxNewTokens: 6,
    endId: null,
    width: 3,
    alpha: 0.6,
    ...part,
  };
}

export function experimentRequest<Kind extends Experiment>(
  experiment: Kind,
  part: Partial<ExperimentRequest> = {},
): ExperimentRequest & { readonly experiment: Kind } {
  const config = part.config ?? tinyDecoder;
  return {
    slot: 'A',
    config,
    weights: { kind: 'random', seed: 1 },
    input: inputFor(config, [[1, 2, 3, 4]]),
    interventions: [],
    row: 0,
    ...part,
    experiment,
  };
}

export const read = (name: TraceName): readonly TraceRead[] => [{ name }];

/** The code of the error with which a promise rejects; null when it does not. */
export async function codeOf(promise: Promise<unknown>): Promise<string | null> {
  try {
    await promise;
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : `no code: ${String(error)}`;
  }
}
