import type { FigureTable } from '../shared/figure';
import { numbered } from '../shared/text';
import { barFacts } from './facts';
import type { RowEditorData, RowEditorLabels } from './types';

/** The keys of the row: what the model computed, what it computes without changes, what was set; masked: null. */
export function rowTable(data: RowEditorData | null, labels: RowEditorLabels): FigureTable {
  const { key, now, before, set } = labels.columns;
  return {
    caption: labels.figure,
    columns: [
      { id: 'key', label: key },
      { id: 'weight', label: now, unit: labels.weightAxis },
      { id: 'before', label: before, unit: labels.weightAxis },
      { id: 'set', label: set, unit: labels.weightAxis },
    ],
    rows: (data?.keyTokens ?? []).map((token, index) => {
      const facts = data && barFacts(data, index);
      const isShown = facts !== null && facts.refusal !== 'masked';
      return [
        numbered(index, token.text),
        isShown ? facts.weight : null,
        isShown ? facts.before : null,
        facts?.set ?? null,
      ];
    }),
  };
}
