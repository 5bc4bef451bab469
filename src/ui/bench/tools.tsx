import { type ComponentType } from 'react';
import type { BenchTool } from '../../state/bench/types';
import { lazyPart } from '../lazyPart';

export interface ToolEntry {
  /** Loaded when it is first opened. */
  readonly component: ComponentType;
  /** Whether the variables of the models stand beside it. */
  readonly hasSettings: boolean;
}

export const toolEntries: Readonly<Record<BenchTool, ToolEntry>> = {
  compare: {
    component: lazyPart(() => import('./compare/CompareTool').then(({ default: component }) => component)),
    hasSettings: true,
  },
  morph: {
    component: lazyPart(() => import('./morph/MorphTool').then(({ default: component }) => component)),
    hasSettings: false,
  },
  masks: {
    component: lazyPart(() => import('./masks/MasksTool').then(({ default: component }) => component)),
    hasSettings: false,
  },
  interventions: {
    component: lazyPart(() =>
      import('./interventions/InterventionsTool').then(({ default: component }) => component),
    ),
    hasSettings: false,
  },
  handSet: {
    component: lazyPart(() => import('./handSet/HandSetTool').then(({ default: component }) => component)),
    hasSettings: false,
  },
};
