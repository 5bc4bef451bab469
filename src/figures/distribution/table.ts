import type { FigureTable } from '../shared/figure';
import { visibleToken } from '../shared/text';
import type { DistributionData, DistributionOptions } from './types';

/** The tokens that have a bar, and all others together in one last row without an id. */
export function distributionTable(
  data: DistributionData | null,
  labels: DistributionOptions['labels'],
): FigureTable {
  const { id, token, probability } = labels.columns;
  const entries = data?.entries ?? [];
  return {
    caption: labels.figure,
    columns: [
      { id: 'id', label: id },
      { id: 'token', label: token },
      { id: 'probability', label: probability },
    ],
    rows: [
      ...entries.map((entry) => [entry.id, visibleToken(entry.text), entry.probability]),
      ...(data && data.nRest > 0 ? [[null, labels.rest(data.nRest), data.rest]] : []),
    ],
  };
}
