import type { MatrixData, MatrixLabels, MatrixOptions } from '../attentionMatrix';
import type { Rect } from './stroke';

/** What the pointer does: with `look` it is a matrix like any other. */
export const paintTools = ['look', 'cell', 'row', 'column', 'block'] as const;
export type PaintTool = (typeof paintTools)[number];

/** A cell that is pointed out, in order, with the layer in which it is read. */
export type PathCell = Readonly<{ query: number; key: number; layer: number }>;

export type MaskEditorData = MatrixData &
  Readonly<{
    tool: PaintTool;
    /** [query, key], 1 where the cell was painted otherwise than its rule says. */
    painted: Uint8Array;
    /** [key], 1 where the key is padding, which no painting shows. */
    padded: Uint8Array;
    path: readonly PathCell[];
  }>;

/** What is being painted: rectangles that may overlap. */
export type Stroke = Readonly<{ rects: readonly Rect[]; shows: boolean }>;

export type MaskEditorLabels = MatrixLabels &
  Readonly<{
    /** In the legend, for the mark of painted cells. */
    painted: string;
    /** Head of the table's column of painted keys. */
    paintedKeys: string;
    /** Of a painted cell, after its weight. */
    paintedCell: string;
    paddedKey: string;
    /** While a stroke is drawn. */
    stroke: (facts: Readonly<{ nQueries: number; nKeys: number; shows: boolean }>) => string;
    /** How to paint by keyboard, said when a tool is on and nothing is pointed at. */
    keys: string;
  }>;

export type MaskEditorOptions = Omit<MatrixOptions, 'labels'> &
  Readonly<{
    labels: MaskEditorLabels;
    /** A finished stroke; the owner answers by `update` with the new mask. */
    onStroke: (stroke: Stroke) => void;
  }>;
