import type { MatrixSurface } from '../attentionMatrix/extension';
import type { Cell } from '../shared/selection';
import { block, line, type Point, strokeRects, strokeShows } from './stroke';
import type { MaskEditorData, PaintTool, Stroke } from './types';

type Tool = Exclude<PaintTool, 'look'>;

interface Draft {
  readonly tool: Tool;
  readonly points: readonly Point[];
  readonly shows: boolean;
}

export interface Painting {
  /** What would be painted if it ended now; null: nothing is being painted. */
  readonly draft: () => Stroke | null;
}

const STEPS = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/**
 * Strokes by pointer and by keyboard, while a tool is on. One stroke is told once, when it ends: dragging until the
 * pointer is up, Space for a cell (or the row or column of the tool), Shift and arrows for a block until Enter. Escape
 * gives a stroke up. Without a tool everything is left to the matrix.
 */
export function createPainting(
  { parts: { stage }, at, data, pointed, redraw }: MatrixSurface<MaskEditorData>,
  onStroke: (stroke: Stroke) => void,
): Painting {
  let drawing: Draft | null = null;
  /** The corner from which the keyboard extends a block. */
  let anchor: Point | null = null;
  /** The click that follows a stroke locks nothing. */
  let hasPainted = false;

  const toolNow = (): Tool | null => {
    const tool = data()?.tool ?? 'look';
    return tool === 'look' ? null : tool;
  };

  const draft = (): Draft | null => {
    if (drawing) return drawing;
    const cell = anchor && pointOf(pointed().preview);
    return anchor && cell ? begun('block', anchor, [anchor, cell]) : null;
  };

  const begun = (tool: Tool, start: Point, points: readonly Point[] = [start]): Draft | null => {
    const shown = data();
    return shown && { tool, points, shows: strokeShows(tool, start, shown, shown.padded) };
  };

  const strokeOf = ({ tool, points, shows }: Draft): Stroke | null => {
    const shown = data();
    return shown && { rects: strokeRects(tool, points, shown), shows };
  };

  const end = (finished: Draft | null): void => {
    const stroke = finished && strokeOf(finished);
    drawing = null;
    anchor = null;
    redraw();
    if (stroke) onStroke(stroke);
  };

  const under = (event: PointerEvent): Cell | null => {
    const box = stage.getBoundingClientRect();
    return at(event.clientX - box.left, event.clientY - box.top);
  };

  const listen = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
  ): void => stage.addEventListener(name, listener, { capture: true });

  listen('pointerdown', (event) => {
    hasPainted = false;
    const tool = toolNow();
    const cell = tool && under(event);
    if (!tool || !cell || !event.isPrimary || event.button !== 0) return;
    // A label stands for its whole row or column, whatever the tool.
    const own = cell.key === null ? 'row' : cell.query === null ? 'column' : tool;
    drawing = begun(own, { query: cell.query ?? 0, key: cell.key ?? 0 });
    if (!drawing) return;
    anchor = null;
    hasPainted = true;
    stage.setPointerCapture(event.pointerId);
    stage.focus({ preventScroll: true });
    event.stopImmediatePropagation();
    event.preventDefault();
    redraw();
  });
  listen('pointermove', (event) => {
    if (!drawing) return;
    event.stopImmediatePropagation();
    const [cell, last] = [under(event), drawing.points.at(-1)];
    if (!cell || !last) return;
    const next = { query: cell.query ?? last.query, key: cell.key ?? last.key };
    if (next.query === last.query && next.key === last.key) return;
    drawing = { ...drawing, points: [...drawing.points, ...line(last, next).slice(1)] };
    redraw();
  });
  listen('pointerup', () => {
    if (drawing) end(drawing);
  });
  listen('pointercancel', () => {
    if (drawing) end(null);
  });
  listen('click', (event) => {
    if (hasPainted) event.stopImmediatePropagation();
    hasPainted = false;
  });
  listen('keydown', (event) => {
    const tool = toolNow();
    if (!tool || event.ctrlKey || event.metaKey || event.altKey) return;
    const { preview, locked } = pointed();
    const cell = pointOf(preview ?? locked);
    if (STEPS.has(event.key)) {
      // The matrix walks; the block follows.
      anchor = event.shiftKey ? (anchor ?? cell) : null;
      return;
    }
    if (event.key === 'Escape' && (drawing || anchor)) end(null);
    else if ((event.key === ' ' || event.key === 'Enter') && cell) {
      end(anchor && event.key === 'Enter' ? draft() : begun(tool, cell));
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  stage.addEventListener('blur', () => {
    anchor = null;
    redraw();
  });
  return {
    draft: () => {
      const now = draft();
      return now && strokeOf(now);
    },
  };
}

function pointOf(cell: Cell | null): Point | null {
  return cell === null ? null : { query: cell.query ?? 0, key: cell.key ?? 0 };
}

/** How many queries and keys a stroke covers in all. */
export function extentOf({ rects }: Stroke): Readonly<{ nQueries: number; nKeys: number }> {
  const whole = rects.reduce<ReturnType<typeof block> | null>((all, rect) => {
    const end = { query: rect.query + rect.nQueries - 1, key: rect.key + rect.nKeys - 1 };
    if (!all) return block(rect, end);
    const low = { query: Math.min(all.query, rect.query), key: Math.min(all.key, rect.key) };
    return block(low, {
      query: Math.max(all.query + all.nQueries - 1, end.query),
      key: Math.max(all.key + all.nKeys - 1, end.key),
    });
  }, null);
  return { nQueries: whole?.nQueries ?? 0, nKeys: whole?.nKeys ?? 0 };
}
