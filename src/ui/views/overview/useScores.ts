import { use, useEffect, useState } from 'react';
import {
  type AxisTokens,
  type BehaviourScores,
  behaviourText,
  headBehaviour,
} from '../../../analysis/headBehaviour';
import { type OverviewMessages, overviewMessages } from '../../../i18n/overviewMessages';
import { tokenizerOf } from '../../../state/prepare';
import type { AttentionView } from '../../../state/selectors';
import type { RunSubject, ShownText } from '../../../state/types';
import { headWeights } from '../../headWeights';
import { useApp } from '../../page';

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
 * Measures every head, one layer after another with pauses, so that a thousand tokens do not stop the page.
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
    const measure = (index: number): void => {
      const attention = all[index];
      if (!attention) {
        setScored(found);
        return;
      }
      found.push(...scoresOf(attention, separators));
      timer = setTimeout(() => measure(index + 1));
    };
    measure(0);
    return () => clearTimeout(timer);
  }, [all, of]);
  return scored;
}

function scoresOf(attention: AttentionView, separators: ReadonlySet<number>): ScoredHead[] {
  const { weights, nHeads, queries, keys, masked, selection } = attention;
  const text = behaviourText(
    axisTokens(queries, separators),
    axisTokens(keys, separators),
    selection.kind !== 'cross',
  );
  return headWeights(weights, nHeads).map((map, head) => ({
    attention,
    head,
    weights: map,
    scores: headBehaviour(map, masked, text),
  }));
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
