export type DistributionEntry = Readonly<{
  id: number;
  text: string;
  probability: number;
  /** The sampling could not take it. */
  isCut?: boolean;
}>;

export type DistributionData = Readonly<{
  /** The most probable tokens, most probable first. */
  entries: readonly DistributionEntry[];
  /** What is left for all other tokens, and how many those are. */
  rest: number;
  nRest: number;
  selectedId: number | null;
  /** Whose prediction it is, which decides the hue: a decoder's next token, an encoder's masked token. */
  stack: 'encoder' | 'decoder';
}>;

export type DistributionOptions = Readonly<{
  labels: Readonly<{
    figure: string;
    /** A probability for bars and axis, e.g. "12.3 %". */
    percent: (probability: number) => string;
    /** A tick of the axis, e.g. "50 %". */
    tick: (probability: number) => string;
    /** What screen readers say for a row, e.g. "token ␣the, 12.3 %". */
    entry: (entry: DistributionEntry) => string;
    rest: (nRest: number) => string;
    /** Heads of the columns of its table. */
    columns: Readonly<Record<'id' | 'token' | 'probability', string>>;
  }>;
  /** Given, rows are buttons; where one is selected, they tell whether they are pressed. */
  onPick?: (id: number) => void;
}>;
