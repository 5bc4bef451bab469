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

/**
 * What a figure gives back when it is mounted on an element. Pictures of it are made from what it has drawn there
 * (`exportSvg.ts`): SVG with its computed styles, canvases of `createGridPainter` as shapes, boxes and texts of HTML.
 * Controls and what is marked `data-export="none"` are left out.
 */
export interface Figure<Data> {
  readonly update: (data: Data) => void;
  /** What is shown now. */
  readonly table: () => FigureTable;
  /** Draws what is left out for speed as well, for a picture. @returns the way back */
  readonly drawWhole?: () => () => void;
  readonly destroy: () => void;
}
