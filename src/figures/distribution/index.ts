import { select } from 'd3';
import '../figures.css';
import type { Figure } from '../shared/figure';
import { oncePerFrame } from '../shared/frame';
import { visibleToken } from '../shared/text';
import { drawRest, entryRows } from './draw';
import { distributionLayout } from './layout';
import { distributionTable } from './table';
import type { DistributionData, DistributionOptions } from './types';

export type { DistributionData, DistributionEntry, DistributionOptions } from './types';

export type Distribution = Figure<DistributionData>;

/** The probabilities of a next or masked token: one row a token, bars on an axis that says where it ends. */
export function mountDistribution(element: HTMLElement, options: DistributionOptions): Distribution {
  const { labels, onPick } = options;
  const root = select(element).append('div').attr('class', 'fig fig-distribution');
  const axis = root.append('div').attr('class', 'fig-dist-row fig-dist-axis').attr('aria-hidden', 'true');
  axis.append('span');
  const ticks = axis.append('span').attr('class', 'fig-dist-ticks');
  axis.append('span');
  const list = root.append('ul').attr('role', 'list').attr('aria-label', labels.figure);
  let data: DistributionData | null = null;

  const frame = oncePerFrame(() => {
    if (data === null) return;
    const { stack, selectedId, entries, rest, nRest } = data;
    const layout = distributionLayout(entries.map((entry) => entry.probability));
    root.classed('fig-hue-encoder', stack === 'encoder').classed('fig-hue-decoder', stack === 'decoder');
    ticks
      .selectAll<HTMLSpanElement, (typeof layout.ticks)[number]>('span')
      .data(layout.ticks)
      .join('span')
      .style('left', (tick) => `${tick.share * 100}%`)
      .text((tick) => labels.tick(tick.probability));
    const rows = entryRows(list, entries, onPick).attr('aria-pressed', (entry) =>
      onPick && selectedId !== null ? String(entry.id === selectedId) : null,
    );
    rows.classed('fig-dist-selected', (entry) => entry.id === selectedId);
    rows.classed('fig-dist-cut', ({ isCut = false }) => isCut);
    rows.select('.fig-hidden').text((entry) => labels.entry(entry));
    rows.select('.fig-dist-token').text((entry) => visibleToken(entry.text));
    rows.select('.fig-dist-bar').style('width', (_, index) => `${(layout.bars[index] ?? 0) * 100}%`);
    rows.select('.fig-dist-percent').text((entry) => labels.percent(entry.probability));
    drawRest(list, nRest > 0 ? [{ text: labels.rest(nRest), percent: labels.percent(rest) }] : []);
  });
  return {
    update(next) {
      data = next;
      frame.request();
    },
    table: () => distributionTable(data, labels),
    destroy() {
      frame.cancel();
      root.remove();
    },
  };
}
