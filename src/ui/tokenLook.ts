/** A token as the strips show it. */
export interface TokenLook {
  readonly id: number;
  /** Visible text: spaces as ␣, special tokens by their names. */
  readonly display: string;
  readonly special: boolean;
  /** 0 or 1 where the model has segments. */
  readonly segment: number | null;
  readonly isMasked: boolean;
  readonly isGenerated: boolean;
}
