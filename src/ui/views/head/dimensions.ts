import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VectorPlace } from '../../../model/vectorPlace';

/** Vectors that share their dimensions: q with k, v with z, and all that are as wide as the model. */
export type Space = 'queryKey' | 'value' | 'model';

/** The dimension that is pointed at in any figure of this view; the others mark it too. */
export interface PointedDimension {
  readonly space: Space;
  readonly index: number;
}

/** Changes too fast for React: figures subscribe to it. */
export type DimensionStore = StoreApi<{ readonly pointed: PointedDimension | null }>;

export const createDimensionStore = (): DimensionStore => createStore(() => ({ pointed: null }));

export function spaceOf({ part }: VectorPlace): Space {
  if (part === 'v' || part === 'z') return 'value';
  return /^[qk]/.test(part) ? 'queryKey' : 'model';
}
