import { useMemo } from 'react';
import type { MatrixOptions } from '../../../figures/attentionMatrix';
import type { Selection } from '../../../figures/shared/selection';
import type { Shown } from '../../../state/bench/matched';
import type { BenchModel } from '../../../state/bench/types';
import type { Transient } from '../../FigureHost';
import { createDrawnMarks } from '../../performanceMarks';
import { useAttentionTokens, useSelectionOf } from '../../views/useAttentionFigure';
import { pointedIn, useLock, useLocked, usePointer } from './pointing';

/** A model's attention among those of the others. */
export interface Paired {
  readonly model: BenchModel;
  readonly models: readonly BenchModel[];
  readonly shown: Shown;
}

/**
 * What a map of one of several models needs whatever way it draws: its tokens, and what is pointed at or locked in any
 * of the maps, where this model reads the same tokens.
 */
export function usePaired<Data extends { readonly selection: Selection }>({ model, models, shown }: Paired) {
  const pointer = usePointer();
  const { slot } = model;
  const lock = useLock(slot);
  const locked = pointedIn(useLocked(), models, slot);
  const query = locked?.query ?? null;
  const key = locked?.key ?? null;
  const { runId, masked, queries, keys, selection } = shown.attention;
  const { kind } = selection;
  const pointing = useMemo(
    (): Pick<MatrixOptions, 'onHover' | 'onLock'> => ({
      onHover: (cell) => pointer.setState({ pointed: cell && { slot, query: cell.query, key: cell.key } }),
      onLock: lock,
    }),
    [pointer, slot, lock],
  );
  const tokens = useAttentionTokens({ masked, queries, keys, kind });
  const still = useSelectionOf(query, key);
  const transient = useMemo(
    (): Transient<Data> => ({
      subscribe: pointer.subscribe,
      apply: (data) => {
        const { pointed } = pointer.getState();
        // A figure draws by itself what the pointer does on it.
        const cell = pointed && pointed.slot !== slot ? pointedIn(pointed, models, slot) : null;
        if (!cell) return data;
        const isLocked = cell.query === data.selection.query && cell.key === data.selection.key;
        return isLocked ? data : { ...data, selection: { ...cell, locked: false } };
      },
    }),
    [pointer, models, slot],
  );
  const onUpdated = useMemo(() => createDrawnMarks(runId), [runId]);
  return { tokens, selection: still, pointing, transient, onUpdated };
}
