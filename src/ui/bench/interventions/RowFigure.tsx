import { useMemo } from 'react';
import { mountRowEditor, type RowEditorData, type RowEditorOptions } from '../../../figures/rowEditor';
import type { LinkableIntervention } from '../../../model/intervention';
import { type AttentionRow, weightsSet, withLastIntervention } from '../../../state/bench/interventionList';
import type { AttentionView } from '../../../state/selectors';
import { FigureHost } from '../../FigureHost';
import { headWeights } from '../../headWeights';
import { useApp, useMessages, usePage } from '../../page';
import { useAttentionFigure } from '../../views/useAttentionFigure';
import { rowLabels } from './rowLabels';
import { useWords } from './words';

interface Props {
  readonly attention: AttentionView;
  readonly row: AttentionRow;
  /** [heads, query, key], of the model without interventions on the same tokens; null: on its way, or of other ones. */
  readonly before: Float32Array | null;
}

/** A row of attention whose weights are set by dragging; the model runs at every move. */
export function RowFigure({ attention, row, before }: Props) {
  const messages = useMessages();
  const { row: text } = useWords();
  const { store } = usePage();
  const list = useApp((state) => state.interventions);
  const { tokens, selection, pointing, transient, onUpdated } = useAttentionFigure<RowEditorData>(attention);
  const { weights, nHeads } = attention;
  const { kind, layer } = attention.selection;
  const { pattern, head, query } = row;
  const queryText = attention.queries.tokens[query]?.display ?? '';
  const options = useMemo((): RowEditorOptions => {
    const edge = (key: number, weight: number): LinkableIntervention => ({
      ...{ at: pattern, where: { head, query, key }, change: { kind: 'edge', weight } },
    });
    return {
      labels: rowLabels(messages, text, { kind, layer, head }, queryText),
      ...pointing,
      // The row stays chosen when its key is not.
      onLock: (cell) => store.getState().lockToken(query, cell?.key ?? null),
      onSet: (key, weight) => {
        const { interventions, setInterventions } = store.getState();
        setInterventions(withLastIntervention(interventions, edge(key, weight)));
      },
      onHold: (isHeld) => store.getState().holdHistory(isHeld),
    };
  }, [messages, text, kind, layer, pattern, head, query, queryText, pointing, store]);
  const nKeys = tokens.cols;
  const set = useMemo(() => weightsSet(list, row, nKeys), [list, row, nKeys]);
  const data = useMemo(
    (): RowEditorData => ({
      ...tokens,
      weights: headWeights(weights, nHeads)[head] ?? new Float32Array(),
      ...{ query, set, selection },
      before:
        before && (headWeights(before, nHeads)[head]?.subarray(query * nKeys, (query + 1) * nKeys) ?? null),
    }),
    [tokens, weights, nHeads, head, query, set, selection, before, nKeys],
  );
  const shared = { data, transient, onUpdated };
  return <FigureHost mount={mountRowEditor} options={options} {...shared} />;
}
