import type { MatrixData, MatrixOptions } from '../attentionMatrix';

/** One row of an attention: how much one query reads of each key, and what of that was set by hand. */
export type RowEditorData = MatrixData &
  Readonly<{
    /** The query whose row is shown. */
    query: number;
    /** [key]: the weights of the model without any change; null: not there yet. */
    before: Float32Array | null;
    /** [key]: the weight that was set by hand; null: none was. */
    set: readonly (number | null)[];
  }>;

/** Why a weight cannot be set: the mask hides the key, or it shows no other that could take the rest. */
export type Refusal = 'masked' | 'only';

export type BarFacts = Readonly<{
  key: number;
  keyText: string;
  /** As the model computed it. */
  weight: number;
  before: number | null;
  set: number | null;
  refusal: Refusal | null;
}>;

export type RowEditorLabels = Readonly<{
  /** Accessible name of the figure, e.g. "Row of “cat”, cross-attention, layer 2, head 1". */
  figure: string;
  keyAxis: string;
  weightAxis: string;
  legend: Readonly<Record<'now' | 'before' | 'set' | 'masked', string>>;
  /** Heads of the columns of its table. */
  columns: Readonly<Record<'key' | 'now' | 'before' | 'set', string>>;
  /** How to set a weight, while nothing is pointed at. */
  hint: string;
  /** A tick of the axis, and the digits over a bar. */
  tick: (weight: number) => string;
  bar: (facts: BarFacts) => string;
  /** Said while a weight is set. */
  setTo: (facts: Readonly<{ keyText: string; weight: number }>) => string;
  summary: (facts: Readonly<{ queryText: string; nKeys: number; nMasked: number; nSet: number }>) => string;
}>;

export type RowEditorOptions = Pick<MatrixOptions, 'onHover' | 'onLock'> &
  Readonly<{
    labels: RowEditorLabels;
    /** The weight of a key is to be this, 0 to 1; told at every move. The owner answers by `update` with what follows. */
    onSet: (key: number, weight: number) => void;
    /** Setting begins (true) and ends (false): what is told between is one change. */
    onHold?: (isHeld: boolean) => void;
  }>;
