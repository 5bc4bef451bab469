import { use } from 'react';
import type { HeatMapData } from '../../../figures/heatMap';
import { insideMessages } from '../../../i18n/insideMessages';
import { useApp, useMessages } from '../../page';
import type { HeadRow } from './headRow';

/** Which head and which query, in words. */
export function usePlace({ attention, query, queries }: HeadRow): string {
  const text = use(insideMessages(useApp((state) => state.language)));
  const { figures } = useMessages();
  const { kind, layer, head } = attention.selection;
  return text.place(
    figures.matrixName(figures.kinds[kind], layer + 1, head + 1),
    text.token(query + 1, queries[query] ?? ''),
  );
}

export const largest = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

export function dimensionItems(dHead: number, name: (index: number) => string): HeatMapData['cols'] {
  return Array.from({ length: dHead }, (_, index) => ({ text: String(index + 1), name: name(index + 1) }));
}
