import type { FigureTable } from '../shared/figure';
import type { Pointed } from '../shared/interaction';
import type { LegendSample } from '../shared/legend';
import type { Cell } from '../shared/selection';
import type { Stage } from '../shared/stage';
import type { MatrixLayout } from './layout';
import type { MatrixData } from './types';
import type { Window } from './zoom';

/** A matrix as a figure that adds to it meets it. */
export interface MatrixSurface<Data> {
  readonly parts: Stage;
  /** What lies at a point of the stage. */
  readonly at: (x: number, y: number) => Cell | null;
  readonly data: () => Data | null;
  readonly pointed: () => Pointed;
  readonly redraw: () => void;
}

/** What another figure adds to a matrix: it stays a matrix, with its axes, its zoom and its grammar. */
export interface MatrixExtension<Data extends MatrixData> {
  readonly className: string;
  /** Groups above everything else, by name. */
  readonly layers: readonly string[];
  readonly start: (surface: MatrixSurface<Data>) => void;
  /** In every frame. @param window the part that is shown */
  readonly draw: (data: Data, layout: MatrixLayout, window: Window) => void;
  /** Said after what the matrix says of a cell, or instead of its hint; '' for nothing. */
  readonly says: (data: Data, cell: Cell | null) => string;
  /** In the legend; '' for nothing. */
  readonly note: (data: Data) => string;
  /** In the legend too: what it draws on cells. */
  readonly samples?: (data: Data, layout: MatrixLayout) => readonly LegendSample[];
  readonly table: (table: FigureTable, data: Data) => FigureTable;
}
