import { useMemo } from 'react';
import { type PaintTool, paintTools } from '../../../figures/maskEditor';
import type { LeakPlace, Replacement } from '../../../state/bench/leakTest';
import { useToolState } from '../workspace';

/** What this tool keeps in the link. */
export const KEYS = {
  brush: 'maskBrush',
  text: 'leakText',
  at: 'leakAt',
  word: 'leakWord',
  seed: 'leakSeed',
} as const;
export const LONGEST_WORD = 60;

const wholeNumber = (text: string): number | null => (/^\d{1,6}$/.test(text) ? Number(text) : null);

export function useBrush(): PaintTool {
  const brush = useToolState(KEYS.brush);
  return paintTools.find((tool) => tool === brush) ?? 'look';
}

export interface LeakChoice {
  readonly place: LeakPlace;
  readonly replacement: Replacement;
}

/** Which token is changed, and into what; the same object while it is the same. */
export function useLeakChoice(): LeakChoice {
  const text = useToolState(KEYS.text);
  const at = useToolState(KEYS.at);
  const word = useToolState(KEYS.word);
  const seed = useToolState(KEYS.seed);
  return useMemo(
    () => ({
      place: { text: text === 'target' ? 'target' : 'shared', at: wholeNumber(at) },
      replacement: { typed: word.slice(0, LONGEST_WORD), seed: wholeNumber(seed) ?? 1 },
    }),
    [text, at, word, seed],
  );
}
