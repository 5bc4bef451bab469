import { useCallback } from 'react';
import { behaviourOf, behaviours } from '../../../analysis/headBehaviour';
import type { FigureTable } from '../../../figures/shared/figure';
import { useFrameTable } from '../../exporting/frame';
import { useMessages } from '../../page';
import { type ScoredHead, useOverviewMessages } from './useScores';

/** All scores of all heads, to be saved with the maps: one row a head, one column a behaviour. */
export function useScoresTable(heads: readonly ScoredHead[] | null): void {
  const text = useOverviewMessages();
  const { figures } = useMessages();
  const table = useCallback((): FigureTable => {
    const { caption, attention, layer, head, named } = text.table;
    return {
      caption,
      columns: [
        { id: 'attention', label: attention },
        { id: 'layer', label: layer },
        { id: 'head', label: head },
        { id: 'named', label: named },
        ...behaviours.map((id) => ({ id, label: text.behaviours[id].name })),
      ],
      rows: (heads ?? []).map((one) => {
        const { kind, layer: at } = one.attention.selection;
        const name = behaviourOf(one.scores);
        return [
          figures.kinds[kind],
          at + 1,
          one.head + 1,
          name && text.behaviours[name].name,
          ...behaviours.map((behaviour) => one.scores[behaviour]),
        ];
      }),
    };
  }, [heads, text, figures]);
  useFrameTable(table);
}
