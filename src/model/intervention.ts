import type { TraceName } from './traceNames';

/** Which elements of an activation change; an absent axis means all of it. Indices follow the names of its axes. */
export interface InterventionWhere {
  readonly batch?: number;
  readonly head?: number;
  /** Position, or query of scores, pattern, q and head outputs. */
  readonly query?: number;
  /** Key of scores and pattern. */
  readonly key?: number;
}

/**
 * A change to one activation while the model runs. `cut` sets chosen scores to the mask value (only at `scores`), so
 * that softmax shares the weight among the others; `replace` puts values of the whole activation, of the same shape,
 * in place (patching from another run).
 */
export interface Intervention {
  readonly at: TraceName;
  readonly where?: InterventionWhere;
  readonly change:
    | { readonly kind: 'zero' }
    | { readonly kind: 'scale'; readonly factor: number }
    | { readonly kind: 'cut' }
    | { readonly kind: 'replace'; readonly values: Float32Array };
}
