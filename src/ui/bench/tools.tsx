import { type ComponentType, lazy } from 'react';
import type { BenchTool } from '../../state/bench/types';

export interface ToolEntry {
  /** Loaded when it is first opened. */
  readonly component: ComponentType;
  /** Whether the variables of the models stand beside it. */
  readonly hasSettings: boolean;
}

export const toolEntries: Readonly<Record<BenchTool, ToolEntry>> = {
  compare: { component: lazy(() => import('./compare/CompareTool')), hasSettings: true },
  morph: { component: lazy(() => import('./morph/MorphTool')), hasSettings: false },
  masks: { component: lazy(() => import('./masks/MasksTool')), hasSettings: false },
  interventions: {
    component: lazy(() => import('./interventions/InterventionsTool')),
    hasSettings: false,
  },
  handSet: { component: lazy(() => import('./handSet/HandSetTool')), hasSettings: false },
};
