import type { TraceArray } from '../engine/engine';
import { derive, layerMask } from '../model/config/derive';
import type { MaskPattern } from '../model/config/types';
import { maskWithPadding } from '../model/mask';
import type { Piece } from '../text/tokenizer';
import { prepare, tokenizerOf } from './prepare';
import { arrayKey, outputStackOf, patternName, predictsTokens } from './reads';
import { fitSelection } from './slices/selection';
import { examplesFor } from './examples';
import { memoized } from './memoized';
import type { AppState, Prepared, RunSubject, Selection, ShownText, Texts } from './types';

const prepared = memoized(
  (
    config: AppState['config'],
    texts: AppState['texts'],
    maskedPositions: AppState['maskedPositions'],
    padding: AppState['padding'],
    generatedIds: AppState['generatedIds'],
    merges: AppState['merges'],
    batchRow: number,
    tokenization: AppState['tokenization'],
    examples: readonly Partial<Texts>[],
    memoryText: string | null,
  ): Prepared =>
    prepare({
      config,
      // What the encoder reads is all that the decoder gets of the source.
      texts: memoryText === null ? texts : { ...texts, source: memoryText },
      ...{ maskedPositions, padding, generatedIds, merges, batchRow, tokenization, examples },
    }),
);

/** The text that activations are copied from, as the model reads it; null where there is none. */
export function selectDonor(state: AppState): Prepared | null {
  const { donorText, texts, config } = state;
  if (donorText === null || state.loading !== null) return null;
  return donor(config, texts, state.maskedPositions, state.merges, state.tokenization, donorText);
}

const donor = memoized(
  (
    config: AppState['config'],
    texts: Texts,
    maskedPositions: readonly number[],
    merges: AppState['merges'],
    tokenization: AppState['tokenization'],
    text: string,
  ): Prepared =>
    prepare({
      config: { ...config, batchSize: 1 },
      texts: { ...texts, first: text, prompt: text, source: text },
      ...{ maskedPositions, merges, tokenization, generatedIds: [], batchRow: 0, examples: [] },
    }),
);

const nothing = memoized((config: AppState['config']): Prepared => {
  const empty: ShownText = { tokens: [], nTokens: 0, cut: null };
  const { hasEncoder, hasDecoder } = derive(config);
  return {
    input: {},
    encoder: hasEncoder ? empty : null,
    decoder: hasDecoder ? empty : null,
    nRows: 1,
    row: 0,
  };
});

/** The model's input and its tokens, as typed now. */
export function selectPrepared(state: AppState): Prepared {
  const { config, texts, maskedPositions, padding, generatedIds, merges, batchRow, tokenization } = state;
  const { memoryText } = state;
  // How a model on its way splits text is not known before it is there.
  if (state.loading !== null) return nothing(config);
  const examples = examplesFor(state);
  const ids = shownIds(generatedIds, state.shownStep);
  return prepared(
    ...([config, texts, maskedPositions, padding, ids, merges, batchRow, tokenization] as const),
    examples,
    memoryText,
  );
}

/** What of the written tokens the model reads. */
const shownIds = memoized(
  (ids: AppState['generatedIds'], shownStep: number | null): AppState['generatedIds'] =>
    shownStep === null || shownStep >= ids.length - 1 ? ids : ids.slice(0, shownStep + 1),
);

/** How many tokens can still be written before the context is full. */
export function selectRoom(state: AppState): number {
  const { config, generatedIds, shownStep } = state;
  const { decoder } = selectPrepared(state).input;
  const mask = decoder?.attentionMask?.[0];
  const length = mask ? mask.filter((isToken) => isToken === 1).length : (decoder?.ids[0]?.length ?? 0);
  const nHidden = generatedIds.length - shownIds(generatedIds, shownStep).length;
  return Math.max(0, config.contextLength - length - nHidden);
}

/** Whether the last written token is the end of the text. */
export function selectHasEnded(state: AppState): boolean {
  const last = state.generatedIds.at(-1);
  return last !== undefined && last === tokenizerOf(state).specials.eos;
}

/** Whether the prediction that is shown is the one after the last token, so that one of it can be written there. */
export function selectIsNextToken(state: AppState): boolean {
  const shown = selectPrediction(state);
  const { run, batchRow, config, shownStep } = state;
  if (!shown || batchRow > 0 || config.family === 'encoder-only') return false;
  const isLast = shown.position === (run.of?.prepared.decoder?.nTokens ?? 0) - 1;
  return isLast && (shownStep !== null || (selectRoom(state) > 0 && !selectHasEnded(state)));
}

/** The selection within the model that there is now. */
export const selectSelection = (state: AppState): Selection => fitted(state.selection, state.config);
const fitted = memoized(fitSelection);

/** One attention with everything that a figure of it needs. All of it belongs to one run. */
export interface AttentionView {
  readonly runId: number;
  readonly selection: Selection;
  /** [heads, query, key] */
  readonly weights: Float32Array;
  readonly nHeads: number;
  readonly queries: ShownText;
  readonly keys: ShownText;
  /** [query, key]: 1 = masked */
  readonly masked: Uint8Array;
}

/** Layers of one attention share their mask, which for a thousand tokens has a million cells. */
const maskOf = memoized(
  (pattern: MaskPattern, nQueries: number, nKeys: number, keyIsToken: readonly number[] | null) =>
    maskWithPadding({ pattern, nQueries, nKeys, firstQuery: 0 }, keyIsToken),
);

/** The attention at a selection of the run, or null if its weights are not there. */
export function attentionAt(
  run: AppState['run'],
  selection: Selection,
  batchRow: number,
): AttentionView | null {
  if (!run.of || !run.result) return null;
  const { config, prepared: made } = run.of;
  const fit = fitSelection(selection, config);
  const row = Math.min(batchRow, made.nRows - 1);
  const array = run.arrays.get(arrayKey(patternName(fit.kind, fit.layer), row));
  const shown = made.row === row ? made : null;
  const queries = fit.kind === 'encoderSelf' ? shown?.encoder : shown?.decoder;
  const keys = fit.kind === 'decoderSelf' ? shown?.decoder : shown?.encoder;
  if (!array || !queries || !keys) return null;
  const [nHeads = 0, nQueries = 0, nKeys = 0] = array.shape.slice(-3);
  const stack = fit.kind === 'encoderSelf' ? 'encoder' : 'decoder';
  const pattern = fit.kind === 'cross' ? config.attention.crossMask : layerMask(config, stack, fit.layer);
  const keyStack = fit.kind === 'decoderSelf' ? made.input.decoder : made.input.encoder;
  const masked = maskOf(pattern, nQueries, nKeys, keyStack?.attentionMask?.[row] ?? null);
  return { runId: run.result.runId, selection: fit, weights: array.data, nHeads, queries, keys, masked };
}

const attentionView = memoized(attentionAt);

/** The attention at the selection, or null while it is on its way. */
export function selectAttention(state: AppState): AttentionView | null {
  return attentionView(state.run, state.selection, state.batchRow);
}

export interface PredictionEntry extends Piece {
  readonly probability: number;
}

export interface Prediction {
  readonly position: number;
  /** The most probable tokens, the largest first. */
  readonly entries: readonly PredictionEntry[];
  /** Probability of all other tokens together, and how many they are. */
  readonly rest: number;
  readonly nRest: number;
  readonly kind: 'next' | 'masked';
}

const SHOWN_PREDICTIONS = 10;

/**
 * Positions that have a prediction worth showing: masked ones of an encoder; every token of a decoder but the end that
 * it wrote, after which nothing is asked.
 */
export function predictionPositions(of: RunSubject): readonly number[] {
  const { config, prepared: made } = of;
  const tokens = made[outputStackOf(config)]?.tokens ?? [];
  const { eos } = tokenizerOf(of).specials;
  return tokens.flatMap((token, position) => {
    const isAsked = config.family === 'encoder-only' ? token.masked : !(token.generated && token.id === eos);
    return isAsked && !token.padding ? [position] : [];
  });
}

/** The distribution of a run at a position that is wanted, or at the usual one. */
export function predictionAt(
  run: AppState['run'],
  wanted: number | null,
  batchRow: number,
): Prediction | null {
  if (!run.of) return null;
  const { config, prepared: made, merges, tokenization } = run.of;
  const row = Math.min(batchRow, made.nRows - 1);
  const logits = run.arrays.get(arrayKey('head.logits', row));
  if (!logits || !predictsTokens(config) || made.row !== row) return null;
  const positions = predictionPositions(run.of);
  const fallback = config.family === 'encoder-only' ? positions[0] : positions.at(-1);
  const position = wanted !== null && positions.includes(wanted) ? wanted : fallback;
  if (position === undefined) return null;
  const probabilities = softmaxRow(logits, position);
  const order = largest(probabilities, SHOWN_PREDICTIONS);
  const tokenizer = tokenizerOf({ config, merges, tokenization });
  const entries = order.map((id) => ({ ...tokenizer.tokenAt(id), probability: probabilities[id] ?? 0 }));
  return {
    position,
    entries,
    rest: Math.max(0, 1 - entries.reduce((sum, entry) => sum + entry.probability, 0)),
    nRest: probabilities.length - entries.length,
    kind: config.family === 'encoder-only' ? 'masked' : 'next',
  };
}

const prediction = memoized(predictionAt);

/** The distribution at the chosen position, or null where there is none. */
export function selectPrediction(state: AppState): Prediction | null {
  const { run, predictionPosition, batchRow } = state;
  return prediction(run, predictionPosition, batchRow);
}

/** Softmax of one row of the logits, in double precision. */
function softmaxRow({ data, shape }: TraceArray, position: number): Float64Array {
  const width = shape.at(-1) ?? 0;
  const row = Float64Array.from(data.subarray(position * width, (position + 1) * width));
  const top = row.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  row.forEach((logit, id) => {
    const value = Math.exp(logit - top);
    row[id] = value;
    sum += value;
  });
  return row.map((value) => value / sum);
}

function largest(values: Float64Array, count: number): number[] {
  const best: number[] = [];
  for (let id = 0; id < values.length; id += 1) {
    const value = values[id] ?? 0;
    if (best.length === count && value <= (values[best[count - 1] ?? 0] ?? 0)) continue;
    const at = best.findIndex((other) => value > (values[other] ?? 0));
    best.splice(at === -1 ? best.length : at, 0, id);
    best.length = Math.min(best.length, count);
  }
  return best;
}
