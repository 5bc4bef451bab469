import type { Selection } from 'd3';
import type { DistributionEntry, DistributionOptions } from './types';

export type List = Selection<HTMLUListElement, unknown, null, undefined>;

/** The rows of the tokens, in the order of `entries`; what is in them is still to be filled in. */
export function entryRows(
  list: List,
  entries: readonly DistributionEntry[],
  onPick: DistributionOptions['onPick'],
): Selection<HTMLElement, DistributionEntry, HTMLUListElement, unknown> {
  const items = list
    .selectAll<HTMLLIElement, DistributionEntry>('li.fig-dist-entry')
    .data(entries, (entry) => entry.id)
    .join((enter) => {
      const item = enter.insert('li', '.fig-dist-rest').attr('class', 'fig-dist-entry');
      const row = onPick
        ? item.append<HTMLElement>('button').attr('type', 'button')
        : item.append<HTMLElement>('div');
      row.attr('class', 'fig-dist-row');
      // What is seen is said as one sentence instead, because spaces and bars have no sound.
      const seen = (name: string) => row.append('span').attr('class', name).attr('aria-hidden', 'true');
      seen('fig-dist-token');
      seen('fig-dist-track').append('span').attr('class', 'fig-dist-bar');
      seen('fig-dist-percent');
      row.append('span').attr('class', 'fig-hidden');
      row.on('click', (_, entry) => onPick?.(entry.id));
      return item;
    })
    .order();
  return items.select<HTMLElement>('.fig-dist-row');
}

/** The last row, for all tokens that have none of their own; absent if there are none. */
export function drawRest(list: List, rest: readonly Readonly<{ text: string; percent: string }>[]): void {
  const rows = list
    .selectAll<HTMLLIElement, (typeof rest)[number]>('li.fig-dist-rest')
    .data(rest)
    .join((enter) => {
      const item = enter.append('li').attr('class', 'fig-dist-rest');
      const row = item.append('div').attr('class', 'fig-dist-row');
      row.append('span').attr('class', 'fig-dist-others');
      row.append('span').attr('class', 'fig-dist-percent');
      return item;
    })
    .raise();
  rows.select('.fig-dist-others').text(({ text }) => text);
  rows.select('.fig-dist-percent').text(({ percent }) => percent);
}
