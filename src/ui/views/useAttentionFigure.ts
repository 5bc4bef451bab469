import { useMemo } from 'react';
import type { MatrixOptions } from '../../figures/attentionMatrix';
import type { Cell, Selection, Token } from '../../figures/shared/selection';
import type { AttentionView } from '../../state/selectors';
import type { ShownText } from '../../state/types';
import type { Transient } from '../FigureHost';
import { cellOfToken } from '../hoverLink';
import { usePage } from '../page';
import { createDrawnMarks } from '../performanceMarks';

const asItIs = (cell: Cell): Cell => cell;

/**
 * What a figure of an attention needs whatever way it draws: tokens, the selection that all share, and the pointer.
 * @param shownAs how a token that is pointed at in a strip is shown; keep it stable
 */
export function useAttentionFigure<Data extends { readonly selection: Selection }>(
  { runId, masked, queries, keys, selection }: AttentionView,
  shownAs: (cell: Cell) => Cell = asItIs,
) {
  const { store, hover } = usePage();
  const { kind, query, key } = selection;
  const pointing = useMemo(
    (): Pick<MatrixOptions, 'onHover' | 'onLock'> => ({
      onHover: (cell) => (cell ? hover.point({ query: cell.query, key: cell.key }) : hover.clear()),
      onLock: (cell) => store.getState().lockToken(cell?.query ?? null, cell?.key ?? null),
    }),
    [store, hover],
  );
  const tokens = useAttentionTokens({ masked, queries, keys, kind });
  const shared = useSelectionOf(query, key);
  const transient = useMemo(
    (): Transient<Data> => ({
      subscribe: hover.subscribe,
      // A figure shows what the pointer does on itself; only what is pointed at in a strip has to be told.
      apply: (locked) => {
        const { stack, query: position } = hover.getState();
        const cell = stack === null || position === null ? null : cellOfToken(kind, stack, position);
        return cell ? { ...locked, selection: { ...shownAs(cell), locked: false } } : locked;
      },
    }),
    [hover, kind, shownAs],
  );
  const onUpdated = useMemo(() => createDrawnMarks(runId), [runId]);
  return { tokens, selection: shared, pointing, transient, onUpdated };
}

/** Tokens as the axes of figures name them. */
export function labelTokens({ tokens }: ShownText): readonly Token[] {
  return tokens.map(({ display, unknown }) => ({ text: display, isUnknown: unknown }));
}

/** The tokens of an attention and what they may not see, as figures take them. */
export function useAttentionTokens({
  masked,
  queries,
  keys,
  kind,
}: Pick<AttentionView, 'masked' | 'queries' | 'keys'> & Pick<AttentionView['selection'], 'kind'>) {
  return useMemo(
    () => ({
      rows: queries.tokens.length,
      cols: keys.tokens.length,
      masked,
      queryTokens: labelTokens(queries),
      keyTokens: labelTokens(keys),
      kind,
    }),
    [queries, keys, masked, kind],
  );
}

/** What is locked, as figures take it. */
export function useSelectionOf(query: number | null, key: number | null): Selection {
  return useMemo(() => ({ query, key, locked: query !== null || key !== null }), [query, key]);
}
