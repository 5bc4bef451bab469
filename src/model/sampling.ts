/** How the next token is chosen from the distribution. Temperature 0 or `greedy`: the largest logit. */
export type Sampling =
  | { readonly kind: 'greedy' }
  | {
      readonly kind: 'sample';
      /** Divides the logits; must be positive. */
      readonly temperature: number;
      /** Keep the k most probable tokens; null: all. */
      readonly topK: number | null;
      /** Keep the fewest tokens whose probability reaches p (Holtzman 2019, nucleus sampling); null: all. */
      readonly topP: number | null;
      readonly seed: number;
    };

/** A token that could be next. */
export interface Alternative {
  readonly id: number;
  /** Under the full distribution (temperature 1, nothing cut). */
  readonly probability: number;
}
