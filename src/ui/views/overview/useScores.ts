import { use, useEffect, useState } from 'react';
import {
  type AxisTokens,
  type BehaviourScores,
  type BehaviourText,
  type Targets,
  behaviourText,
  headBehaviour,
} from '../../../analysis/headBehaviour';
import { type OverviewMessages, overviewMessages } from '../../../i18n/overviewMessages';
import { tokenizerOf } from '../../../state/prepare';
import type { AttentionView } from '../../../state/selectors';
import type { RunSubject, ShownText } from '../../../state/types';
import { headWeights } from '../../headWeights';
import { useApp } from '../../page';
import { wordsAligned } from './wordsAligned';

/** The words of the overview; waits until they are there. */
export function useOverviewMessages(): OverviewMessages {
  return use(overviewMessages(useApp((state) => state.language)));
}

/** One head with what was measured of it. */
export interface ScoredHead {
  readonly attention: AttentionView;
  readonly head: number;
  readonly weights: Float32Array;
  readonly scores: BehaviourScores;
}

/**
 * Measures every head, one after another with pauses, so that a thousand tokens do not stop the page.
 * @returns null until all are measured
 */
export function useScores(
  all: readonly AttentionView[] | null,
  of: RunSubject | null,
): readonly ScoredHead[] | null {
  const [scored, setScored] = useState<readonly ScoredHead[] | null>(null);
  useEffect(() => {
    if (!all || !of) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const separators = separatorsOf(of);
    const found: ScoredHead[] = [];
    let isStopped = false;
    const start = async (): Promise<void> => {
      const gold = await goldOf(all);
      if (!isStopped)
        measure(
          all.flatMap((attention) => unscored(attention, separators, gold)),
          0,
        );
    };
    const measure = (heads: readonly (() => ScoredHead)[], index: number): void => {
      const head = heads[index];
      if (!head) {
        setScored(found);
        return;
      }
      found.push(head());
      timer = setTimeout(() => measure(heads, index + 1));
    };
    // Not in the task that draws the view.
    timer = setTimeout(() => void start());
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };
  }, [all, of]);
  return scored;
}

/** The heads of an attention, each still to be measured. */
function unscored(
  attention: AttentionView,
  separators: ReadonlySet<number>,
  gold: Targets | null,
): (() => ScoredHead)[] {
  const { weights, nHeads, queries, keys, masked, selection } = attention;
  let text: BehaviourText | null = null;
  return headWeights(weights, nHeads).map((map, head) => () => {
    text ??= behaviourText(
      axisTokens(queries, separators),
      axisTokens(keys, separators),
      selection.kind !== 'cross',
      selection.kind === 'cross' ? gold : null,
    );
    return { attention, head, weights: map, scores: headBehaviour(map, masked, text) };
  });
}

/** The alignment of the texts that cross-attention links; null: nobody knows it. The grammar is loaded where it may help. */
async function goldOf(all: readonly AttentionView[]): Promise<Targets | null> {
  const cross = all.find(({ selection }) => selection.kind === 'cross');
  if (!cross) return null;
  try {
    const { goldAlignment } = await import('../../../tasks/translation/goldAlignment');
    return wordsAligned(cross, goldAlignment);
  } catch {
    // A chunk that did not come: the other scores do not need it.
    return null;
  }
}

function axisTokens({ tokens }: ShownText, separators: ReadonlySet<number>): AxisTokens {
  return {
    ids: tokens.map(({ id }) => id),
    isPadding: (position) => tokens[position]?.padding ?? false,
    isSeparator: (position) => separators.has(tokens[position]?.id ?? -1),
  };
}

function separatorsOf({ config, merges, tokenization }: RunSubject): ReadonlySet<number> {
  const { sep, eos } = tokenizerOf({ config, merges, tokenization }).specials;
  return new Set([sep, eos].filter((id) => id !== null));
}
