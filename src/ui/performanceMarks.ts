const FIRST_MAP = 'tv:first-map';
const MAP_DRAWN = 'tv:map-drawn';

/**
 * Marks for measurements: `tv:first-map` once, when the first real attention map is on the screen, and `tv:map-drawn`
 * (detail: the run's id) for the first drawing of each run. To be called after the figure was given its data: figures
 * paint in the next animation frame, and this asks for its own after theirs, so it comes right behind them.
 */
export function createDrawnMarks(runId: number): () => void {
  let isMarked = false;
  return () => {
    if (isMarked) return;
    isMarked = true;
    requestAnimationFrame(() => {
      if (performance.getEntriesByName(FIRST_MAP).length === 0) performance.mark(FIRST_MAP);
      performance.mark(MAP_DRAWN, { detail: { runId } });
    });
  };
}
