import type { TraceName } from './traceNames';

/** Which elements of an activation change; an absent axis means all of it. Indices follow the names of its axes. */
export interface InterventionWhere {
  readonly batch?: number;
  /** Head, or head of keys and values at k and v. */
  readonly head?: number;
  /** Position, or query of scores, pattern, q and head outputs. */
  readonly query?: number;
  /** Key of scores, pattern, k and v. */
  readonly key?: number;
}

/** What becomes of the chosen elements. */
export type InterventionChange =
  /** 0. At `scores` a whole row becomes 0, so that its weights are the same for every key that the mask shows. */
  | { readonly kind: 'zero' }
  /**
   * The mean over the positions of this text that are tokens and not padding, for each row of the batch, head and
   * dimension by itself: what the part says of the text in general is kept, what it says of this position is not.
   */
  | { readonly kind: 'mean' }
  | { readonly kind: 'scale'; readonly factor: number }
  /** The mask value, so that softmax shares the weight among the other keys; only at `scores`. */
  | { readonly kind: 'cut' }
  /**
   * The weight of one query for one key, 0 to 1; only at `pattern`. The other keys share the rest in proportion to what
   * they had; if that was nothing, equally among those that the mask shows; if there are none, the weight stays 1.
   */
  | { readonly kind: 'edge'; readonly weight: number }
  /** The layer is off: its output is its own input of this pass; only at `layers.N.residual.output`. */
  | { readonly kind: 'bypass' }
  /**
   * What the activation is in a run of the same model on another text, the donor (activation patching: Vig 2020, Meng
   * 2022): at the same position of the donor, or at the one given. The whole `encoder.output` may be of another length:
   * then the decoder reads the memory of the donor's source.
   */
  | { readonly kind: 'copy'; readonly position?: number }
  /** Values of the whole activation, of the same shape. */
  | { readonly kind: 'replace'; readonly values: Float32Array };

/** A change to one activation while the model runs. */
export interface Intervention {
  readonly at: TraceName;
  readonly where?: InterventionWhere;
  readonly change: InterventionChange;
}

/** An intervention that a link can hold: of some words, without values. */
export interface LinkableIntervention extends Intervention {
  readonly change: Exclude<InterventionChange, { readonly kind: 'replace' }>;
}

/** Whether the decoder is to read the memory of the donor's source instead of its own. */
export function copiesMemory({ at, where, change }: Intervention): boolean {
  return (
    at === 'encoder.output' &&
    change.kind === 'copy' &&
    change.position === undefined &&
    Object.keys(where ?? {}).length === 0
  );
}
