import { type ComponentType, lazy } from 'react';
import type { BenchTool } from '../../state/bench/types';

export interface ToolEntry {
  /** Loaded when it is first opened. */
  readonly component: ComponentType;
  /** Whether the variables of the models stand beside it. */
  readonly hasSettings: boolean;
}

const CompareTool = lazy(() => import('./compare/CompareTool'));

const MasksTool = lazy(() => import('./masks/MasksTool'));
const InterventionsTool = lazy(() => import('./interventions/InterventionsTool'));

export const CompareEntry: ToolEntry = { component: CompareTool, hasSettings: true };

export const toolEntries: Readonly<Partial<Record<BenchTool, ToolEntry>>> = {
  compare: CompareEntry,
  masks: { component: MasksTool, hasSettings: false },
  interventions: { component: InterventionsTool, hasSettings: false },
};
