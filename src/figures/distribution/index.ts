import { type Selection, select } from 'd3';
import '../figures.css';
import { oncePerFrame } from '../shared/frame';
import { visibleToken } from '../shared/text';
import { distributionLayout } from './layout';

export type DistributionEntry = Readonly<{ id: number; text: string; probability: number }>;

export type DistributionData = Readonly<{
  /** The most probable tokens, most probable first. */
  entries: readonly DistributionEntry[];
  /** What is left for all other tokens, and how many those are. */
  rest: number;
  nRest: number;
  selectedId: number | null;
  /** Whose prediction it is, which decides the hue: a decoder's next token, an encoder's masked token. */
  stack: 'encoder' | 'decoder';
}>;

export type DistributionOptions = Readonly<{
  labels: Readonly<{
    figure: string;
    /** A probability for bars and axis, e.g. "12.3 %". */
    percent: (probability: number) => string;
    /** A tick of the axis, e.g. "50 %". */
    tick: (probability: number) => string;
    /** Accessible name of a row, e.g. "token ␣the, 12.3 %". */
    entry: (entry: DistributionEntry) => string;
    rest: (nRest: number) => string;
  }>;
  /** Given, rows are buttons. */
  onPick?: (id: number) => void;
}>;

export type Distribution = Readonly<{ update: (data: DistributionData) => void; destroy: () => void }>;

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
    const rows = entryRows(list, entries, onPick)
      .attr('aria-label', (entry) => labels.entry(entry))
      .attr('aria-pressed', (entry) => (onPick ? String(entry.id === selectedId) : null));
    rows.classed('fig-dist-selected', (entry) => entry.id === selectedId);
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
    destroy() {
      frame.cancel();
      root.remove();
    },
  };
}

type List = Selection<HTMLUListElement, unknown, null, undefined>;

function entryRows(
  list: List,
  entries: readonly DistributionEntry[],
  onPick: DistributionOptions['onPick'],
): Selection<HTMLElement, DistributionEntry, HTMLUListElement, unknown> {
  const items = list
    .selectAll<HTMLLIElement, DistributionEntry>('li.fig-dist-entry')
    .data(entries, (entry) => entry.id)
    .join((enter) => {
      const item = enter.insert('li', '.fig-dist-rest').attr('class', 'fig-dist-entry');
      // `role=img` lets a row that is not a button carry its sentence as its name.
      const row = onPick
        ? item.append<HTMLElement>('button').attr('type', 'button')
        : item.append<HTMLElement>('div').attr('role', 'img');
      row.attr('class', 'fig-dist-row');
      row.append('span').attr('class', 'fig-dist-token');
      row.append('span').attr('class', 'fig-dist-track').append('span').attr('class', 'fig-dist-bar');
      row.append('span').attr('class', 'fig-dist-percent');
      row.on('click', (_, entry) => onPick?.(entry.id));
      return item;
    })
    .order();
  return items.select<HTMLElement>('.fig-dist-row');
}

function drawRest(list: List, rest: readonly Readonly<{ text: string; percent: string }>[]): void {
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
