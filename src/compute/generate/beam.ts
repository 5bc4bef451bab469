import { type BeamNode, type BeamSettings, MOST_BEAMS, normalizedScore } from '../../model/beam';
import type { ModelConfig } from '../../model/config/types';
import type { ModelInput } from '../../model/input';
import type { Intervention } from '../../model/intervention';
import type { Alternative } from '../../model/sampling';
import { AppError } from '../../shared/errors';
import type { Weights } from '../tensors';
import { changedContinuation } from './continuation';
import { promptOf } from './nextLogits';
import { inOneBatch, oneByOne } from './sideBySide';
import { largest, logSoftmax, mostProbable } from './warpers';

export interface BeamOptions extends BeamSettings {
  readonly maxNewTokens: number;
  /** A hypothesis is finished with this id; null: only the length ends it. */
  readonly endId: number | null;
  /** Changes while the model runs, in every hypothesis as if it were written token by token. */
  readonly interventions?: readonly Intervention[];
  /** The text that interventions copy from. */
  readonly donor?: ModelInput;
  /** Awaited after every step, so that a cancellation can come in. */
  readonly pause?: () => Promise<void>;
  /** Checked before every step. */
  readonly isCancelled?: () => boolean;
  /** All nodes so far, after each step. */
  readonly onStep?: (step: { readonly index: number; readonly nodes: readonly BeamNode[] }) => void;
}

export interface BeamHypothesis {
  /** Its last node. */
  readonly node: number;
  readonly ids: readonly number[];
  readonly logProbability: number;
  /** The sum over the length penalty. */
  readonly score: number;
  /** For each id the most probable ones there. */
  readonly alternatives: readonly (readonly Alternative[])[];
}

export interface BeamSearch {
  readonly nodes: readonly BeamNode[];
  /** All that were finished, or alive when the length ended the search; the best first. */
  readonly hypotheses: readonly BeamHypothesis[];
}

interface Live {
  readonly ids: readonly number[];
  /** null: the prompt. */
  readonly node: Node | null;
}

type Node = Omit<BeamNode, 'isKept'> & { readonly alternatives: readonly Alternative[] };

/**
 * Beam search: after each step the `width` most probable hypotheses live on, all computed in one batch, or, with
 * interventions, each in a pass of its own. One that ends within them is set aside, and the next best takes its place; the search is over when as many as the width are
 * finished, or with the length. What is finished is ranked by its sum over the length penalty.
 * @throws AppError `cancelled`; `invalidInput` as `generate`, and for settings out of their range
 */
export async function beamSearch(
  config: ModelConfig,
  weights: Weights,
  input: ModelInput,
  options: BeamOptions,
): Promise<BeamSearch> {
  const prompt = promptOf(config, input);
  const { width, alpha, endId, interventions, donor } = options;
  checkSettings(options);
  const continuations = interventions?.length
    ? oneByOne(changedContinuation(config, weights, input, interventions, donor))
    : inOneBatch(config, weights, input);
  const end = Math.min(options.maxNewTokens, config.contextLength - prompt.length);
  const nodes: Node[] = [];
  const finished: Node[] = [];
  let live: readonly Live[] = [{ ids: [], node: null }];
  try {
    for (let step = 0; step < end && live.length > 0 && finished.length < width; step += 1) {
      if (options.isCancelled?.()) throw new AppError('cancelled', 'The search was cancelled.');
      const rows = live.map(({ ids }) => [...prompt, ...ids]);
      const logits = await continuations.next(rows);
      const next: Live[] = [];
      candidates(logits, live, 2 * width).forEach(({ parent, id, logProbability, alternatives }, rank) => {
        if (next.length === width) return;
        const isEnd = id === endId;
        // Further down, an end is less probable than everything that goes on.
        if (isEnd && rank >= width) return;
        const node: Node = {
          index: nodes.length,
          parent: parent.node?.index ?? null,
          id,
          logProbability,
          step,
          isFinished: isEnd || step === end - 1,
          alternatives,
        };
        nodes.push(node);
        if (isEnd) finished.push(node);
        else next.push({ ids: [...parent.ids, id], node });
      });
      live = next;
      options.onStep?.({ index: step, nodes: told(nodes, endsOf(finished, live)) });
      await options.pause?.();
    }
    const isFull = finished.length >= width;
    const ends = isFull ? finished : endsOf(finished, live);
    const hypotheses = ends
      .map((node) => hypothesisOf(nodes, node, alpha))
      .toSorted((a, b) => b.score - a.score || a.node - b.node);
    return { nodes: told(nodes, ends), hypotheses };
  } finally {
    continuations.dispose();
  }
}

interface Candidate {
  readonly parent: Live;
  readonly id: number;
  readonly logProbability: number;
  readonly alternatives: readonly Alternative[];
}

/** The most probable continuations of all that live, the best first. */
function candidates(logits: Float32Array, live: readonly Live[], count: number): readonly Candidate[] {
  const nIds = logits.length / live.length;
  return live
    .flatMap((parent, row) => {
      const values = logSoftmax(logits.subarray(row * nIds, (row + 1) * nIds));
      const alternatives = mostProbable(values.map(Math.exp));
      const before = parent.node?.logProbability ?? 0;
      return largest(values, count).map((id) => ({
        parent,
        id,
        logProbability: before + (values[id] ?? -Infinity),
        alternatives,
      }));
    })
    .toSorted((a, b) => b.logProbability - a.logProbability)
    .slice(0, count);
}

function endsOf(finished: readonly Node[], live: readonly Live[]): readonly Node[] {
  return [...finished, ...live.flatMap(({ node }) => node ?? [])];
}

/** The nodes as they are told: through which of them a way to one of `ends` goes. */
function told(nodes: readonly Node[], ends: readonly Node[]): readonly BeamNode[] {
  const kept = new Set(ends.flatMap((node) => pathTo(nodes, node).map(({ index }) => index)));
  return nodes.map(({ index, parent, id, logProbability, step, isFinished }) => ({
    index,
    parent,
    id,
    logProbability,
    step,
    isFinished,
    isKept: kept.has(index),
  }));
}

function pathTo(nodes: readonly Node[], end: Node): readonly Node[] {
  const path = [end];
  for (let at = end.parent; at !== null;) {
    const node: Node | undefined = nodes[at];
    if (!node) break;
    path.push(node);
    at = node.parent;
  }
  return path.reverse();
}

function hypothesisOf(nodes: readonly Node[], end: Node, alpha: number): BeamHypothesis {
  const path = pathTo(nodes, end);
  return {
    node: end.index,
    ids: path.map(({ id }) => id),
    logProbability: end.logProbability,
    score: normalizedScore(end, alpha),
    alternatives: path.map(({ alternatives }) => alternatives),
  };
}

function checkSettings({ width, alpha }: BeamSettings): void {
  if (!Number.isInteger(width) || width < 1 || width > MOST_BEAMS) {
    throw new AppError('invalidInput', `The width must be 1 … ${MOST_BEAMS}, not ${width}.`, 'width');
  }
  if (!(alpha >= 0) || !Number.isFinite(alpha)) {
    throw new AppError('invalidInput', `Alpha must be at least 0, not ${alpha}.`, 'alpha');
  }
}
