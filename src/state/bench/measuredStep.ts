import type { Engine, ModelSlot, TraceArray } from '../../engine/engine';
import { derive } from '../../model/config/derive';
import { stepFacts, type StepFacts } from '../../model/morph/facts';
import type { MergeTable } from '../../text/mergeTable';
import { examplesFor } from '../examples';
import { prepare } from '../prepare';
import { arrayKey, indexed } from '../reads';
import { predictionAt } from '../selectors';
import type { AppState, ShownText } from '../types';
import type { ModelPart } from './types';

type Run = AppState['run'];

/** What a run of a step measured, beside what follows from its configuration. */
export interface MeasuredStep extends StepFacts {
  readonly milliseconds: number;
  /** The most probable token where the page looks; null: the model predicts no tokens there. */
  readonly top: { readonly display: string; readonly probability: number } | null;
  readonly logits: TraceArray | null;
}

/** @param layer whose masks are counted @param position whose prediction is looked at; null: the usual one */
export function measuredStep(run: Run, layer: number, position: number | null): MeasuredStep | null {
  const { of, result } = run;
  if (!of || !result) return null;
  const { config, prepared } = of;
  const { row, nRows, encoder, decoder } = prepared;
  const size = { batch: nRows, source: encoder?.tokens.length ?? 0, target: decoder?.tokens.length ?? 0 };
  const [top] = predictionAt(run, position, row)?.entries ?? [];
  return {
    ...stepFacts(config, size, { source: tokensOf(encoder), target: tokensOf(decoder) }, layer),
    milliseconds: result.milliseconds,
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

export interface StepRunRequest {
  readonly engine: Engine;
  /** One that no model of the bench has. */
  readonly slot: ModelSlot;
  readonly part: ModelPart;
  readonly merges: MergeTable;
  readonly batchRow: number;
  /** What the decoder has written at the step that is shown; it goes on from there, if it has the same words. */
  readonly generatedIds: readonly number[];
}

/** Runs a step that is not on the page, to compare with: as the page would, in a slot of its own that is freed again. */
export async function runStep(request: StepRunRequest, signal: AbortSignal): Promise<Run> {
  const { engine, slot, part, merges, batchRow, generatedIds } = request;
  const { config, weights, tokenization, interventions, maskedPositions, memoryText, trained } = part;
  const examples = examplesFor({ config, trained, tokenization, leftTrained: null });
  const prepared = prepare({
    ...{ config, maskedPositions, generatedIds, merges, tokenization, examples, batchRow },
    texts: memoryText === null ? part.texts : { ...part.texts, source: memoryText },
  });
  const reads = config.head.kind === 'none' ? [] : [{ name: 'head.logits', batch: prepared.row } as const];
  const result = await engine.run(
    { slot, config, weights, input: prepared.input, interventions, reads },
    { signal },
  );
  return {
    status: 'done',
    result,
    arrays: indexed(result.arrays, prepared.row),
    of: { config, prepared, tokenization, merges, interventions },
    failure: null,
  };
}

/** Whether two models write the same words, so that one can go on with what the other has written. */
export function writeAlike(a: ModelPart, b: ModelPart): boolean {
  const write = ({ config }: ModelPart): boolean => derive(config).hasDecoder;
  return (
    write(a) &&
    write(b) &&
    a.tokenization === b.tokenization &&
    a.config.targetVocabSize === b.config.targetVocabSize
  );
}
