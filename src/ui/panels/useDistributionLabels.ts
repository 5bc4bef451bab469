import { useMemo } from 'react';
import type { DistributionOptions } from '../../figures/distribution';
import { formatInteger, formatPercent } from '../format';
import { useMessages } from '../page';

/** What a figure of a distribution says. */
export function useDistributionLabels(): DistributionOptions['labels'] {
  const { results: text } = useMessages();
  return useMemo(
    () => ({
      figure: text.distribution,
      percent: formatPercent,
      tick: (probability) => `${Number((probability * 100).toPrecision(2))} %`,
      entry: (entry) => `${entry.text}: ${formatPercent(entry.probability)}`,
      rest: (nRest) => text.rest(formatInteger(nRest)),
      columns: text.columns,
    }),
    [text],
  );
}
