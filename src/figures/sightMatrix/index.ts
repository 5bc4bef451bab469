import { mountMatrix } from '../attentionMatrix';
import type { MatrixLayout } from '../attentionMatrix/layout';
import type { Figure, FigureTable } from '../shared/figure';
import { lazyRows } from '../shared/lazyRows';
import type { Cell } from '../shared/selection';
import type { Svg } from '../shared/stage';
import { drawSight, sightSamples } from './marks';
import './sightMatrix.css';
import {
  SEEN_ELSEWHERE,
  SEEN_HERE,
  type SightMatrixData,
  type SightMatrixLabels,
  type SightMatrixOptions,
} from './types';

export { SEEN_ELSEWHERE, SEEN_HERE } from './types';
export type { SightCounts, SightMatrixData, SightMatrixLabels, SightMatrixOptions } from './types';
export type SightMatrix = Figure<SightMatrixData>;

/**
 * One of several models' attention matrices, in which is marked what this model may see and another may not, and the
 * other way round. Otherwise it is an attention matrix.
 */
export function mountSightMatrix(element: HTMLElement, options: SightMatrixOptions): SightMatrix {
  const { labels } = options;
  let svg: Svg | null = null;
  let drawn: { readonly layout: MatrixLayout; readonly sight: Uint8Array | null } | null = null;
  return mountMatrix<SightMatrixData>(element, options, {
    className: 'fig-sight-matrix',
    layers: ['sight'],
    start: ({ parts }) => {
      ({ svg } = parts);
    },
    draw: ({ sight = null, cols }, layout, window) => {
      // Every move of the pointer draws a frame; the marks stay as they are.
      if (!svg || (drawn?.layout === layout && drawn.sight === sight)) return;
      drawn = { layout, sight };
      drawSight(svg, { sight, cols }, layout, window);
    },
    says: (data, cell) => (cell ? told(data, cell, labels) : ''),
    note: () => '',
    samples: (data, layout) => sightSamples(data, layout, labels),
    table: (table, data) => withMarks(table, data, labels),
  });
}

/** What is marked where the pointer is; '' where nothing is. */
function told(
  { sight, rows, cols }: SightMatrixData,
  { query, key }: Cell,
  labels: SightMatrixLabels,
): string {
  if (!sight) return '';
  if (query !== null && key !== null) {
    const mark = sight[query * cols + key];
    if (mark === SEEN_HERE) return labels.cellHere;
    return mark === SEEN_ELSEWHERE ? labels.cellElsewhere : '';
  }
  const cells =
    query === null
      ? Array.from({ length: rows }, (_, row) => sight[row * cols + (key ?? 0)])
      : Array.from(sight.subarray(query * cols, (query + 1) * cols));
  const count = (mark: number): number => cells.filter((cell) => cell === mark).length;
  const [nHere, nElsewhere] = [count(SEEN_HERE), count(SEEN_ELSEWHERE)];
  if (nHere + nElsewhere === 0) return '';
  return labels.counts({ axis: query === null ? 'key' : 'query', nHere, nElsewhere });
}

/** After the weights, which keys of each query are marked, counted from 1. */
function withMarks(table: FigureTable, data: SightMatrixData, labels: SightMatrixLabels): FigureTable {
  const { sight, cols } = data;
  if (!sight) return table;
  const keysOf = (query: number, mark: number): string =>
    Array.from(sight.subarray(query * cols, (query + 1) * cols))
      .flatMap((cell, key) => (cell === mark ? [key + 1] : []))
      .join(' ');
  return {
    ...table,
    columns: [
      ...table.columns,
      { id: 'seenHere', label: labels.keysHere },
      { id: 'seenElsewhere', label: labels.keysElsewhere },
    ],
    rows: lazyRows(table.rows.length, (query) => [
      ...(table.rows[query] ?? []),
      keysOf(query, SEEN_HERE),
      keysOf(query, SEEN_ELSEWHERE),
    ]),
  };
}
