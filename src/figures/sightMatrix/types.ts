import type { MatrixData, MatrixLabels, MatrixOptions } from '../attentionMatrix';

/** Of a cell, beside the same two tokens in the other models: only this one sees it, or only another. */
export const SEEN_HERE = 1;
export const SEEN_ELSEWHERE = 2;

export type SightMatrixData = MatrixData &
  Readonly<{
    /**
     * [query, key], `SEEN_HERE` where this model's query may see the key and that of another model may not,
     * `SEEN_ELSEWHERE` where it is the other way round, 0 where they agree or only this model reads both tokens.
     * Absent or null: nothing is marked. A new array for new marks: figures compare by identity.
     */
    sight?: Uint8Array | null;
  }>;

/** How many cells of a row or a column are marked. */
export type SightCounts = Readonly<{ axis: 'query' | 'key'; nHere: number; nElsewhere: number }>;

export type SightMatrixLabels = MatrixLabels &
  Readonly<{
    /** In the legend, for each of the two marks. */
    seenHere: string;
    seenElsewhere: string;
    /** Of a marked cell, after its weight. */
    cellHere: string;
    cellElsewhere: string;
    /** Of a whole row or column that has marks. */
    counts: (counts: SightCounts) => string;
    /** Heads of the table's columns of marked keys. */
    keysHere: string;
    keysElsewhere: string;
  }>;

export type SightMatrixOptions = Omit<MatrixOptions, 'labels'> & Readonly<{ labels: SightMatrixLabels }>;
