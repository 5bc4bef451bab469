import { attentionPlaces } from './reads';
import { memoized } from './memoized';
import { type AttentionView, attentionAt } from './selectors';
import type { AppState } from './types';

/** Every attention of the run, by part and layer, or null while one is on its way. */
const allAttention = memoized((run: AppState['run'], batchRow: number): readonly AttentionView[] | null => {
  if (!run.of) return null;
  const found = attentionPlaces(run.of.config).map(({ kind, layer }) =>
    attentionAt(run, { kind, layer, head: 0, query: null, key: null }, batchRow),
  );
  return found.every((attention) => attention !== null) ? found : null;
});

export function selectAllAttention({ run, batchRow }: AppState): readonly AttentionView[] | null {
  return allAttention(run, batchRow);
}
