import { useMemo } from 'react';
import { type MeasuredStep, measuredStep } from '../../../state/bench/measuredStep';
import { selectSelection } from '../../../state/selectors';
import { useApp } from '../../page';
import type { StepBefore } from './useStepBefore';

/** What the step and the one before measured, where the page looks. */
export function useMeasured(before: StepBefore | null) {
  const run = useApp((state) => state.run);
  const layer = useApp((state) => selectSelection(state).layer);
  const position = useApp((state) => state.predictionPosition);
  return useMemo(
    () => ({
      after: withTime(measuredStep(run, layer, position), before?.milliseconds?.after),
      before: withTime(before && measuredStep(before.run, layer, position), before?.milliseconds?.before),
    }),
    [run, before, layer, position],
  );
}

function withTime(measured: MeasuredStep | null, milliseconds: number | undefined): MeasuredStep | null {
  return measured && milliseconds !== undefined ? { ...measured, milliseconds } : measured;
}
