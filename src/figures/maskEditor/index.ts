import { mountMatrix } from '../attentionMatrix';
import type { Figure, FigureTable } from '../shared/figure';
import { lazyRows } from '../shared/lazyRows';
import { drawDraft, drawPainted, drawPath } from './draw';
import './maskEditor.css';
import { createPainting, extentOf, type Painting } from './painting';
import type { MaskEditorData, MaskEditorLabels, MaskEditorOptions } from './types';
import type { Svg } from '../shared/stage';

export { cellsOf, type Rect } from './stroke';
export { paintTools } from './types';
export type {
  MaskEditorData,
  MaskEditorLabels,
  MaskEditorOptions,
  PaintTool,
  PathCell,
  Stroke,
} from './types';
export type MaskEditor = Figure<MaskEditorData>;

/**
 * The mask of an attention over its weights, to be painted: cells, rows, columns and blocks, by pointer, touch and
 * keyboard. Otherwise it is an attention matrix. The mask belongs to the owner, who gives it back with the data.
 */
export function mountMaskEditor(
  element: HTMLElement,
  { onStroke, ...options }: MaskEditorOptions,
): MaskEditor {
  const { labels } = options;
  let painting: Painting | null = null;
  let stage: { readonly node: HTMLElement; readonly svg: Svg } | null = null;
  return mountMatrix<MaskEditorData>(element, options, {
    className: 'fig-mask-editor',
    layers: ['painted', 'draft', 'path'],
    start: (surface) => {
      stage = { node: surface.parts.stage, svg: surface.parts.svg };
      painting = createPainting(surface, onStroke);
    },
    draw: (data, layout, window) => {
      if (!stage) return;
      stage.node.classList.toggle('fig-painting', data.tool !== 'look');
      drawPainted(stage.svg, data, layout, window);
      drawPath(stage.svg, data.path, layout, window);
      drawDraft(stage.svg, painting?.draft() ?? null, layout, window);
    },
    says: (data, cell) => {
      const stroke = painting?.draft();
      if (stroke) return labels.stroke({ ...extentOf(stroke), shows: stroke.shows });
      if (cell === null) return data.tool === 'look' ? '' : labels.keys;
      const { query, key } = cell;
      if (key !== null && data.padded[key] === 1) return labels.paddedKey;
      const isPainted = query !== null && key !== null && data.painted[query * data.cols + key] === 1;
      return isPainted ? labels.paintedCell : '';
    },
    note: ({ painted }) => (painted.includes(1) ? `◢ ${labels.painted}` : ''),
    table: (table, data) => withPainted(table, data, labels),
  });
}

/** After the weights, which keys of each query were painted: + shown, − hidden. */
function withPainted(table: FigureTable, data: MaskEditorData, labels: MaskEditorLabels): FigureTable {
  const { painted, masked, cols } = data;
  return {
    ...table,
    columns: [...table.columns, { id: 'painted', label: labels.paintedKeys }],
    rows: lazyRows(table.rows.length, (query) => {
      const keys: string[] = [];
      for (let key = 0; key < cols; key += 1) {
        const index = query * cols + key;
        if (painted[index] === 1) keys.push(`${masked?.[index] === 1 ? '−' : '+'}${key + 1}`);
      }
      return [...(table.rows[query] ?? []), keys.join(' ')];
    }),
  };
}
