import { useMemo } from 'react';
import { type Named, nameBeside, ownName } from '../../state/bench/differences';
import type { BenchModel, BenchSlot } from '../../state/bench/types';
import { memoized } from '../../state/memoized';
import type { AppState } from '../../state/types';
import { useMessages } from '../page';
import { useOfAll } from './useOfAll';
import { useCompareMessages } from './compare/useCompareMessages';
import { nameOf } from './compare/words';

const named = memoized(
  (
    config: AppState['config'],
    presetId: AppState['presetId'],
    weights: AppState['weights'],
    trained: AppState['trained'],
    loading: AppState['loading'],
  ): Named => ({ config, presetId, weights, trained, loading }),
);

export const selectNamed = ({ config, presetId, weights, trained, loading }: AppState): Named =>
  named(config, presetId, weights, trained, loading);

/** What each model is called: A by itself, the others by what they have otherwise. */
export function useNames(models: readonly BenchModel[]): ReadonlyMap<BenchSlot, string> {
  const text = useCompareMessages();
  const messages = useMessages();
  const all = useOfAll(models, selectNamed);
  return useMemo(() => {
    const [base] = all;
    return new Map(
      models.flatMap(({ slot }, index) => {
        const model = all[index];
        if (!model || !base) return [];
        const parts = index === 0 ? ownName(model) : nameBeside(model, base);
        return [[slot, nameOf(parts, model, { text, messages })] as const];
      }),
    );
  }, [models, all, text, messages]);
}
