import { useEffect, useState } from 'react';
import type { TraceArray } from '../../engine/engine';
import type { BenchSlot } from '../../state/bench/types';
import { attentionPlaces, indexed, patternName } from '../../state/reads';
import { attentionAt, type AttentionView } from '../../state/selectors';
import type { RunSubject } from '../../state/types';
import { useApp, usePage } from '../page';

interface Maps {
  readonly of: RunSubject;
  /** Every attention, by part and layer. */
  readonly attentions: readonly AttentionView[];
}

/** All attention of a model's newest run, while it trains too; what was there before stays until it has come. */
export function useAllMaps(slot: BenchSlot): Maps | null {
  const { engine } = usePage().source;
  const run = useApp((state) => state.run);
  const row = useApp((state) => state.batchRow);
  const [maps, setMaps] = useState<Maps | null>(null);
  const { result, of } = run;
  const runId = result?.runId ?? null;
  useEffect(() => {
    if (runId === null || of === null || result === null) return undefined;
    let isWanted = true;
    const places = attentionPlaces(of.config);
    const reads = places.map(({ kind, layer }) => ({
      name: patternName(kind, layer),
      batch: of.prepared.row,
    }));
    const take = (arrays: readonly TraceArray[]): void => {
      if (!isWanted) return;
      const subject = {
        status: 'done',
        result,
        of,
        arrays: indexed(arrays, of.prepared.row),
        failure: null,
      } as const;
      const attentions = places.flatMap(
        ({ kind, layer }) =>
          attentionAt(subject, { kind, layer, head: 0, query: null, key: null }, row) ?? [],
      );
      setMaps({ of, attentions });
    };
    // A newer run takes its place and is read in turn.
    engine.read({ slot, runId, reads }).then(take, () => undefined);
    return () => {
      isWanted = false;
    };
  }, [engine, slot, runId, of, result, row]);
  return maps;
}
