import { useMemo } from 'react';
import { largest } from '../../../analysis/outputs';
import { derive } from '../../../model/config/derive';
import { isPooled } from '../../../model/interventionProblem';
import { lastOpen, type OpenPosition } from '../../../state/bench/lastOpen';
import { tokenizerOf } from '../../../state/prepare';
import { arrayKey, outputStackOf, predictsTokens } from '../../../state/reads';
import { selectPrediction } from '../../../state/selectors';
import type { RunSubject, ShownToken } from '../../../state/types';
import { useApp } from '../../page';
import { useToolState } from '../workspace';
import type { Before } from './useBefore';

/** The output that is watched, before and after the interventions. */
export interface Watched {
  readonly of: RunSubject;
  readonly nOutputs: number;
  /** [position, output] */
  readonly after: Float32Array;
  readonly before: Float32Array;
  readonly position: number;
  /** Why it is this one, where nobody chose it and it is not the usual one. */
  readonly why: OpenPosition['why'] | null;
  /** Tokens at whose positions there are outputs. */
  readonly tokens: readonly ShownToken[];
  readonly id: number;
  readonly nameOf: (id: number) => string;
}

/** @param before the model without interventions; null: it is not there yet */
export function useWatched(before: Before | null): Watched | null {
  const run = useApp((state) => state.run);
  const wanted = useApp((state) => state.predictionPosition);
  const usual = useApp((state) => selectPrediction(state)?.position ?? null);
  const wantedId = useToolState('watch');
  return useMemo(() => {
    const { of } = run;
    if (!of || before?.of !== of) return null;
    const { config, prepared } = of;
    if (config.head.kind === 'none' || config.head.kind === 'span') return null;
    const after = run.arrays.get(arrayKey('head.logits', prepared.row))?.data;
    const own = before.array('head.logits')?.data;
    const { nOutputs } = derive(config);
    if (!after || !own || after.length !== own.length) return null;
    const all = prepared[outputStackOf(config)]?.tokens ?? [];
    const tokens = isPooled(config) ? all.slice(0, 1) : all.filter(({ padding }) => !padding);
    const last = Math.max(0, tokens.length - 1);
    const end = tokenizerOf(of).specials.eos;
    const open = config.head.kind === 'languageModel' ? lastOpen(own, nOutputs, tokens.length, end) : null;
    const position = Math.min(wanted ?? open?.position ?? usual ?? last, last);
    const [top = 0] = largest(own, 1, position * nOutputs, (position + 1) * nOutputs);
    const typed = /^\d{1,7}$/.test(wantedId) ? Number(wantedId) : top;
    return {
      ...{ of, nOutputs, after, before: own, position, tokens },
      why: wanted === null && open !== null && open.position !== usual ? open.why : null,
      id: typed < nOutputs ? typed : top,
      nameOf: (id) => outputName(of, id),
    };
  }, [run, before, wanted, usual, wantedId]);
}

/** A token of the vocabulary, or a label. */
function outputName(of: RunSubject, id: number): string {
  if (predictsTokens(of.config)) return tokenizerOf(of).tokenAt(id).display;
  const { tokenization } = of;
  return (tokenization.kind === 'words' ? tokenization.labels[id] : null) ?? `#${id}`;
}
