export interface FigureColumn {
  readonly id: string;
  readonly label: string;
  readonly unit?: string;
}

/** The values that a figure shows, in words and numbers: what its table, its CSV and its JSON are made of. */
export interface FigureTable {
  readonly caption: string;
  readonly columns: readonly FigureColumn[];
  /** One value for each column. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** What a figure gives back when it is mounted on an element. */
export interface Figure<Data> {
  readonly update: (data: Data) => void;
  /** What is shown now. */
  readonly table: () => FigureTable;
  readonly destroy: () => void;
}
