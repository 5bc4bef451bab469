import { topOutputs } from '../../analysis/outputs';
import { flops, kvCacheBytes } from '../../model/cost';
import { parameterBytes, type PassSize, traceBytes } from '../../model/memory';
import { countByGroup, countParameters, type ParameterGroup } from '../../model/parameters';
import { memoized } from '../memoized';
import { arrayKey } from '../reads';
import { type Prediction, selectPrediction } from '../selectors';
import type { AppState } from '../types';

export const parameterGroups = [
  'embeddings',
  'attention',
  'crossAttention',
  'feedForward',
  'norms',
  'head',
] as const satisfies readonly ParameterGroup[];

/** What a model costs and says, as numbers to compare. null: it has no such thing. */
export interface Measures {
  readonly parameters: number;
  readonly groups: Readonly<Record<ParameterGroup, number>>;
  /** Tokens that the stacks read in this pass, padding included. */
  readonly tokens: number;
  readonly flops: number;
  readonly weightBytes: number;
  readonly activationBytes: number;
  /** Of the tokens of this pass. */
  readonly cacheBytes: number | null;
  /** Of the last pass alone. */
  readonly milliseconds: number;
  readonly tokensPerSecond: number;
  readonly top: { readonly display: string; readonly probability: number } | null;
  /** Of the output distribution at the chosen position, in nats. */
  readonly entropy: number | null;
}

/** The lengths of a pass that has run. */
export function passSizeOf({ config, prepared }: NonNullable<AppState['run']['of']>): PassSize {
  return {
    batch: config.batchSize,
    source: prepared.encoder?.tokens.length ?? 0,
    target: prepared.decoder?.tokens.length ?? 0,
  };
}

/** Logits of the position whose prediction is shown; null where there is none. */
export function shownLogits(run: AppState['run'], prediction: Prediction | null): Float32Array | null {
  if (!run.of || !prediction) return null;
  const logits = run.arrays.get(arrayKey('head.logits', run.of.prepared.row));
  const width = logits?.shape.at(-1) ?? 0;
  return logits?.data.subarray(prediction.position * width, (prediction.position + 1) * width) ?? null;
}

const measures = memoized((run: AppState['run'], prediction: Prediction | null): Measures | null => {
  const { result, of } = run;
  if (!result || !of) return null;
  const { config } = of;
  const size = passSizeOf(of);
  const tokens = size.batch * (size.source + size.target);
  const logits = shownLogits(run, prediction);
  const [bits] = logits ? topOutputs(logits, logits.length, 1).entropies : [];
  const best = prediction?.entries[0];
  return {
    parameters: countParameters(config),
    groups: countByGroup(config),
    tokens,
    flops: flops(config, size).total,
    weightBytes: parameterBytes(config),
    activationBytes: traceBytes(config, size),
    cacheBytes: config.family === 'encoder-only' ? null : kvCacheBytes(config, size),
    milliseconds: result.milliseconds,
    tokensPerSecond: (1000 * tokens) / result.milliseconds,
    top: best ? { display: best.display, probability: best.probability } : null,
    entropy: bits === undefined ? null : bits * Math.LN2,
  };
});

/** All of it from one run; null before the first. */
export function selectMeasures(state: AppState): Measures | null {
  return measures(state.run, selectPrediction(state));
}
