import type { TraceArray } from '../engine/engine';
import { memoized } from './memoized';
import { arrayKey } from './reads';
import { softmax } from './softmax';
import type { AppState, ShownText } from './types';

/** No answer of the task is longer. */
const MOST_WORDS = 8;

/** A token with the label that the model gives it. */
export interface LabelledToken {
  readonly position: number;
  readonly display: string;
  /** "B-PERSON", "O", … */
  readonly label: string;
  readonly probability: number;
}

/** The answer of a model for questions, with where it may start and end. */
export interface SpanAnswer {
  /** First and last position; null: the most probable start and end are no span. */
  readonly span: { readonly start: number; readonly end: number; readonly probability: number } | null;
  readonly tokens: readonly string[];
  /** Probability of each position to be the first or the last of the answer. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Logits of the shown row with their tokens; null while a run is on its way, or where the head is another. */
function rowOf(
  { run, batchRow }: Pick<AppState, 'run' | 'batchRow'>,
  kind: AppState['config']['head']['kind'],
): { readonly logits: TraceArray; readonly shown: ShownText; readonly row: number } | null {
  if (run.of?.config.head.kind !== kind) return null;
  const row = Math.min(batchRow, run.of.prepared.nRows - 1);
  const logits = run.arrays.get(arrayKey('head.logits', row));
  const shown = run.of.prepared.encoder;
  return logits && shown && run.of.prepared.row === row ? { logits, shown, row } : null;
}

const labelled = memoized((run: AppState['run'], batchRow: number) => {
  const found = rowOf({ run, batchRow }, 'tokenClassification');
  const tokenization = run.of?.tokenization;
  if (!found || tokenization?.kind !== 'words') return null;
  const { logits, shown } = found;
  const nLabels = logits.shape.at(-1) ?? 0;
  return shown.tokens.flatMap((token, position) => {
    if (token.special && !token.unknown) return [];
    const probabilities = softmax(logits.data.subarray(position * nLabels, (position + 1) * nLabels));
    const best = probabilities.indexOf(Math.max(...probabilities));
    return [
      {
        position,
        display: token.display,
        label: tokenization.labels[best] ?? '?',
        probability: probabilities[best] ?? 0,
      } satisfies LabelledToken,
    ];
  });
});

/** The label of each token that is not special. */
export function labelledTokens(state: AppState): readonly LabelledToken[] | null {
  return labelled(state.run, state.batchRow);
}

const answer = memoized((run: AppState['run'], batchRow: number): SpanAnswer | null => {
  const found = rowOf({ run, batchRow }, 'span');
  if (!found) return null;
  const { logits, shown } = found;
  const column = (index: number): number[] =>
    shown.tokens.map((token, position) =>
      token.padding ? -Infinity : (logits.data[2 * position + index] ?? -Infinity),
    );
  const starts = softmax(column(0));
  const ends = softmax(column(1));
  let span: SpanAnswer['span'] = null;
  shown.tokens.forEach((first, start) => {
    for (let end = start; end < Math.min(shown.tokens.length, start + MOST_WORDS); end += 1) {
      const last = shown.tokens[end];
      if (first.segment !== 1 || first.special || last?.segment !== 1 || last.special) continue;
      const probability = (starts[start] ?? 0) * (ends[end] ?? 0);
      if (!span || probability > span.probability) span = { start, end, probability };
    }
  });
  return { span, tokens: shown.tokens.map(({ display }) => display), starts, ends };
});

/**
 * The most probable span of the second segment (BERT paper, section 4.2): the largest start · end with the end not
 * before the start.
 */
export function spanAnswer(state: AppState): SpanAnswer | null {
  return answer(state.run, state.batchRow);
}
