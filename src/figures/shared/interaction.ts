import { type Cell, type Selection, cellInside, sameCell } from './selection';

export type InteractionParts = Readonly<{
  /** What lies at a point of the stage. */
  at: (x: number, y: number) => Cell | null;
  /** Where a key of the keyboard leads; null if it is not a key for walking. */
  walk: (from: Cell | null, key: string) => Cell | null;
  /** The selection that the owner has given, and the size that it must fit; null before the first data. */
  current: () => Readonly<{ selection: Selection; rows: number; cols: number }> | null;
  /** Speaks of a cell to those who do not see it. */
  say: (cell: Cell) => void;
  redraw: () => void;
  onHover: ((cell: Cell | null) => void) | undefined;
  onLock: ((cell: Cell | null) => void) | undefined;
}>;

export type Pointed = Readonly<{
  /** What to draw as preview: under this figure's pointer, else what another figure hovers. */
  preview: Cell | null;
  locked: Cell | null;
}>;

/**
 * The grammar that figures share: hover previews, click and Enter lock, the same again or Escape frees, arrow keys walk.
 * Only the preview lives here; the lock belongs to the owner, who gives it back with the data.
 */
export function interact(stage: HTMLElement, parts: InteractionParts): { pointed: () => Pointed } {
  let hover: Cell | null = null;
  const pointed = (): Pointed => {
    const now = parts.current();
    if (now === null) return { preview: null, locked: null };
    const selected = cellInside(now.selection, now.rows, now.cols);
    const own = hover && cellInside(hover, now.rows, now.cols);
    return now.selection.locked
      ? { preview: own, locked: selected }
      : { preview: own ?? selected, locked: null };
  };
  const setHover = (cell: Cell | null): void => {
    if (sameCell(cell, hover)) return;
    hover = cell;
    parts.onHover?.(cell);
    parts.redraw();
  };
  const lock = (cell: Cell | null): void => {
    if (cell === null) return;
    parts.onLock?.(sameCell(cell, pointed().locked) ? null : cell);
    parts.say(cell);
  };
  const under = (event: MouseEvent): Cell | null => {
    const box = stage.getBoundingClientRect();
    return parts.at(event.clientX - box.left, event.clientY - box.top);
  };
  stage.addEventListener('pointermove', (event) => setHover(under(event)));
  stage.addEventListener('pointerleave', () => setHover(null));
  stage.addEventListener('blur', () => setHover(null));
  stage.addEventListener('pointerdown', (event) => setHover(under(event)));
  // A click has whole pixels, a move has fractions of them: what was previewed is what is locked, in small cells too.
  stage.addEventListener('click', (event) => lock(hover ?? under(event)));
  stage.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { preview, locked } = pointed();
    const next = parts.walk(preview ?? locked, event.key);
    if (next !== null) {
      event.preventDefault();
      setHover(next);
      parts.say(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      lock(preview);
    } else if (event.key === 'Escape') {
      setHover(null);
      if (locked !== null) parts.onLock?.(null);
    }
  });
  return { pointed };
}
