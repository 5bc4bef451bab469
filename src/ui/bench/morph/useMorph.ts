import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { MorphPath, MorphStep, StepId } from '../../../model/morph/paths';
import {
  indexOfStep,
  type MorphOrigin,
  morphSteps,
  originOf,
  partOfStep,
  pathOf,
  stepIndexOf,
} from '../../../state/bench/morph';
import { mainText } from '../../../state/bench/sharedText';
import { partOf } from '../../../state/bench/snapshots';
import type { ModelPart } from '../../../state/bench/types';
import { configDifference } from '../../../state/configDifference';
import { isShippedId } from '../../../state/shipped';
import type { FigureKind } from '../../../state/types';
import { useApp, usePage } from '../../page';
import { useBench, useToolState, useWorkspace } from '../workspace';

const PATH = 'morph';
const WAS = 'morphWas';
const FROM = 'morphFrom';
/** The path has a target that is not the text of all models: it comes back where a step has one. */
const TARGET = 'morphTarget';

/** What a step of the family path is about: the attention that it brings. */
const SHOWS: Partial<Readonly<Record<StepId, FigureKind>>> = {
  bidirectional: 'encoderSelf',
  causal: 'encoderSelf',
  output: 'decoderSelf',
  memory: 'decoderSelf',
  cross: 'cross',
};

export interface Morph {
  readonly path: MorphPath;
  readonly steps: readonly MorphStep[];
  /** Where the model stands; -1: not on this path. */
  readonly current: number;
  /** The step that is nearest to the model. */
  readonly nearest: number;
  /**
   * The step that the current one is compared with: where one came from, else the one before it. null: there is none, or
   * it needs a trained model that is not loaded.
   */
  readonly was: MorphStep | null;
  readonly origin: MorphOrigin | null;
  readonly hasTarget: boolean;
  choosePath(path: MorphPath): void;
  go(index: number): Promise<void>;
}

/** The path of model A: where it stands follows from the model itself, so that undo and links know it too. */
export function useMorph(): Morph {
  const { store } = usePage();
  const { change, select, setToolState, openShipped } = useBench();
  const path = pathOf(useToolState(PATH));
  const from = useToolState(FROM);
  const cameFrom = useToolState(WAS);
  const kept = useToolState(TARGET);
  const past = useWorkspace((state) => state.past);
  const part = useApp(useShallow(partOf));
  const origin = useMemo(() => originOf(part, past, from), [part, past, from]);
  const { config, presetId } = part;
  const steps = useMemo(
    () => morphSteps(path, { config, presetId }, origin),
    [path, config, presetId, origin],
  );
  const current = indexOfStep(steps, part);
  const wasIndex = stepIndexOf(cameFrom, steps.length);
  const before = wasIndex === null || wasIndex === current ? current - 1 : wasIndex;
  const hasTarget =
    config.family === 'encoder-decoder'
      ? hasOwnTarget(part)
      : kept === 'own' || origin?.config.family === 'encoder-decoder';

  const go = async (index: number): Promise<void> => {
    const step = steps[index];
    if (!step || index === current) return;
    let known = origin;
    if (known && !known.part && isShippedId(known.id)) {
      await openShipped('A', known.id);
      known = originOf(partOf(store.getState()), [], known.id);
    }
    change('A', partOfStep(step, partOf(store.getState()), { origin: known, hasTarget }));
    setToolState(TARGET, hasTarget ? 'own' : null);
    setToolState(WAS, current < 0 ? null : String(current));
    if (known) setToolState(FROM, known.id);
    const kind = path === 'family' ? SHOWS[step.id] : undefined;
    if (kind) select({ kind, query: null, key: null });
  };

  return {
    ...{ path, steps, current, origin, hasTarget, go },
    nearest: nearestOf(steps, config),
    was: compared(current < 0 ? undefined : steps[before], origin),
    choosePath: (next) => {
      setToolState(PATH, next === 'family' ? null : next);
      setToolState(WAS, null);
    },
  };
}

function compared(step: MorphStep | undefined, origin: MorphOrigin | null): MorphStep | null {
  return step && (origin === null || origin.part !== null) ? step : null;
}

function hasOwnTarget({ config, texts }: Pick<ModelPart, 'config' | 'texts'>): boolean {
  return texts.target !== mainText(texts, config.family);
}

function nearestOf(steps: readonly MorphStep[], config: MorphStep['config']): number {
  const distances = steps.map((step) => configDifference(step.config, config).size);
  return distances.indexOf(Math.min(...distances));
}
