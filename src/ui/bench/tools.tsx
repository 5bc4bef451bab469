import { type ComponentType, lazy } from 'react';
import type { BenchTool } from '../../state/bench/types';

export interface ToolEntry {
  /** Loaded when it is first opened. */
  readonly component: ComponentType;
  /** Whether the variables of the models stand beside it. */
  readonly hasSettings: boolean;
}

const CompareTool = lazy(() => import('./compare/CompareTool'));
const MorphTool = lazy(() => import('./morph/MorphTool'));
const InterventionsTool = lazy(() => import('./interventions/InterventionsTool'));
const HandSetTool = lazy(() => import('./handSet/HandSetTool'));

export const CompareEntry: ToolEntry = { component: CompareTool, hasSettings: true };

export const toolEntries: Readonly<Partial<Record<BenchTool, ToolEntry>>> = {
  compare: CompareEntry,
  morph: { component: MorphTool, hasSettings: false },
  interventions: { component: InterventionsTool, hasSettings: false },
  handSet: { component: HandSetTool, hasSettings: false },
};
