import { useEffect, useState } from 'react';
import type { Stack } from '../../../model/config/types';
import type { TraceName } from '../../../model/traceNames';
import type { BenchSlot } from '../../../state/bench/types';
import { failureOf } from '../../../state/failure';
import type { AppState, Failure } from '../../../state/types';
import { usePage } from '../../page';

/** A model whose residual stream is asked for. */
export interface StreamOf {
  readonly slot: BenchSlot;
  readonly run: AppState['run'];
  readonly stack: Stack;
}

export interface Streams {
  /** Of each model: after the embedding and after each layer, [position, dModel]. */
  readonly states: readonly (readonly Float32Array[])[];
  readonly runIds: readonly number[];
}

function namesOf(stack: Stack, nLayers: number): readonly TraceName[] {
  return [
    `${stack}.embedding.output`,
    ...Array.from({ length: nLayers }, (_, layer): TraceName => `${stack}.layers.${layer}.residual.output`),
  ];
}

/** The residual streams of two runs, down to the last layer that both have. */
export function useStreams(first: StreamOf, second: StreamOf, nLayers: number) {
  const { engine } = usePage().source;
  const [streams, setStreams] = useState<Streams | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let isWanted = true;
    const read = async ({ slot, run, stack }: StreamOf): Promise<readonly Float32Array[]> => {
      if (!run.result || !run.of) return [];
      const { row } = run.of.prepared;
      const reads = namesOf(stack, nLayers).map((name) => ({ name, batch: row }));
      const arrays = await engine.read({ slot, runId: run.result.runId, reads });
      return arrays.map(({ data }) => data);
    };
    const runIds = [first, second].map(({ run }) => run.result?.runId ?? 0);
    Promise.all([read(first), read(second)]).then(
      (states) => {
        if (!isWanted) return;
        setStreams({ states, runIds });
        setFailure(null);
      },
      (error: unknown) => {
        // Null where a newer run has taken the place of this one: it asks for itself.
        if (isWanted) setFailure(failureOf(error));
      },
    );
    return () => {
      isWanted = false;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a run is known by its result.
  }, [
    engine,
    first.slot,
    second.slot,
    first.run.result,
    second.run.result,
    first.stack,
    second.stack,
    nLayers,
  ]);
  const isOfThese =
    streams?.runIds[0] === first.run.result?.runId && streams?.runIds[1] === second.run.result?.runId;
  const isWhole = streams?.states.every((states) => states.length === nLayers + 1) ?? false;
  return { streams: isOfThese && isWhole ? streams : null, failure };
}
