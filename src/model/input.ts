/** What one stack reads. All rows have the same length; shorter texts are padded. */
export interface StackInput {
  /** [batch, position] */
  readonly ids: readonly (readonly number[])[];
  /** [batch, position]: 1 = token, 0 = padding. Absent: no padding. */
  readonly attentionMask?: readonly (readonly number[])[];
  /** [batch, position]: segment of each token. Absent: all 0. */
  readonly segmentIds?: readonly (readonly number[])[];
  /** [batch, position]: position of each token. Absent: 0, 1, 2, … (or counted without padding, as the config says). */
  readonly positionIds?: readonly (readonly number[])[];
}

/** Encoder-only models read `encoder`, decoder-only models `decoder`, encoder-decoder models both. */
export interface ModelInput {
  readonly encoder?: StackInput;
  readonly decoder?: StackInput;
}
