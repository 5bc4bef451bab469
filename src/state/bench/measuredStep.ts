import type { Engine, ModelSlot, TraceArray } from '../../engine/engine';
import { derive } from '../../model/config/derive';
import { stepFacts, type StepFacts } from '../../model/morph/facts';
import { appliedInterventions } from '../appliedInterventions';
import { arrayKey, indexed } from '../reads';
import { predictionAt, selectPrepared } from '../selectors';
import type { AppState, ShownText } from '../types';
import { partOf } from './snapshots';
import type { ModelPart } from './types';

type Run = AppState['run'];

/** What a run of a step measured, beside what follows from its configuration. */
export interface MeasuredStep extends StepFacts {
  readonly milliseconds: number;
  /** Its weights are trained, not random. */
  readonly hasLearned: boolean;
  /** The most probable token where the page looks; null: the model predicts no tokens there. */
  readonly top: { readonly display: string; readonly probability: number } | null;
  readonly logits: TraceArray | null;
}

/** @param layer whose masks are counted @param position whose prediction is looked at; null: the usual one */
export function measuredStep(run: Run, layer: number, position: number | null): MeasuredStep | null {
  const { of, result } = run;
  if (!of || !result) return null;
  const { config, prepared, weights } = of;
  const { row, nRows, encoder, decoder } = prepared;
  const size = { batch: nRows, source: encoder?.tokens.length ?? 0, target: decoder?.tokens.length ?? 0 };
  const [top] = predictionAt(run, position, row)?.entries ?? [];
  return {
    ...stepFacts(config, size, { source: tokensOf(encoder), target: tokensOf(decoder) }, layer),
    milliseconds: result.milliseconds,
    hasLearned: weights.kind !== 'random',
    top: top ? { display: top.display, probability: top.probability } : null,
    logits: run.arrays.get(arrayKey('head.logits', row)) ?? null,
  };
}

function tokensOf(text: ShownText | null): readonly number[] {
  return text?.tokens.map((token) => (token.padding ? 0 : 1)) ?? [];
}

/** By how much the logits of two steps differ at most; null where they are of other positions or another vocabulary. */
export function logitsMoved(before: MeasuredStep, after: MeasuredStep): number | null {
  if (!before.logits || !after.logits) return null;
  if (before.logits.shape.join() !== after.logits.shape.join()) return null;
  const { data } = before.logits;
  return after.logits.data.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (data[at] ?? NaN))),
    0,
  );
}

/** A step that ran beside the page, to compare with. */
export interface ComparedRun {
  readonly run: Run;
  /** Of a second pass of each, when weights and buffers are in place; null: not yet, or they take too long. */
  readonly milliseconds: { readonly before: number; readonly after: number } | null;
}

export interface CompareRequest {
  readonly engine: Engine;
  /** One that no model of the bench has. */
  readonly slot: ModelSlot;
  /** The page's model, with its last run. */
  readonly state: AppState;
  readonly before: ModelPart;
}

/** Passes that take longer are not run again for their time alone. */
const REPEATED_BELOW = 1000;

/**
 * Runs another step as the page would, in a slot of its own; then both once more, to compare their times.
 * @param tell told of the run as soon as it is there, and once more with the times
 */
export async function runBeside(
  request: CompareRequest,
  tell: (compared: ComparedRun) => void,
  signal: AbortSignal,
): Promise<void> {
  const { engine, slot, state, before } = request;
  const written = state.run.of?.prepared.decoder?.tokens.filter((token) => token.generated) ?? [];
  const generatedIds = writeAlike(partOf(state), before) ? written.map(({ id }) => id) : [];
  const was: AppState = { ...state, ...before, generatedIds, shownStep: null };
  const { config, weights, tokenization, merges } = was;
  const prepared = selectPrepared(was);
  const applied = await appliedInterventions(was);
  const reads = config.head.kind === 'none' ? [] : [{ name: 'head.logits', batch: prepared.row } as const];
  const pass = { slot, config, weights, input: prepared.input, ...applied };
  const result = await engine.run({ ...pass, reads }, { signal });
  const run: Run = {
    status: 'done',
    result,
    arrays: indexed(result.arrays, prepared.row),
    of: { config, prepared, tokenization, merges, weights, applied },
    failure: null,
  };
  tell({ run, milliseconds: null });
  const { of, result: shown } = state.run;
  if (!of || !shown || Math.max(result.milliseconds, shown.milliseconds) > REPEATED_BELOW) return;
  const second = await engine.run({ ...pass, reads: [] }, { signal });
  const now = {
    slot,
    config: of.config,
    weights: of.weights,
    input: of.prepared.input,
    ...of.applied,
    reads: [],
  };
  await engine.run(now, { signal });
  const last = await engine.run(now, { signal });
  tell({ run, milliseconds: { before: second.milliseconds, after: last.milliseconds } });
}

/** Whether two models write the same words, so that one can go on with what the other has written. */
function writeAlike(a: ModelPart, b: ModelPart): boolean {
  const write = ({ config }: ModelPart): boolean => derive(config).hasDecoder;
  return (
    write(a) &&
    write(b) &&
    a.tokenization === b.tokenization &&
    a.config.targetVocabSize === b.config.targetVocabSize
  );
}
