import { type BaseType, type Selection, select } from 'd3';
import { headColor, headDash, isolated, toggled } from './heads';
import type { DrawnFacts, LinksLabels } from './types';

export interface LegendParts {
  readonly hidden: () => readonly number[];
  readonly heads: () => readonly number[];
  readonly onHide: (hidden: readonly number[]) => void;
  /** A head that is pointed at, or whose switch has the focus. */
  readonly onPoint: (head: number | null) => void;
  readonly say: (text: string) => void;
}

export interface LinksLegend {
  readonly note: (text: string) => void;
  /** The switches of the heads, with what is drawn of each; none for one head. */
  readonly toggles: (drawn: ReadonlyMap<number, DrawnFacts>) => void;
}

/**
 * What the two looks of a line mean, how many are drawn and, for several heads, a switch for each: a click hides or
 * shows it, a double click (Shift and Enter) shows it alone, and all again. One tab stop; arrow keys move along it.
 */
export function mountLegend(container: HTMLElement, labels: LinksLabels, parts: LegendParts): LinksLegend {
  const legend = select(container);
  for (const look of ['reads', 'readers'] as const) {
    const item = legend.append('span').attr('class', 'fig-legend-item');
    swatch(item.append('svg').attr('class', `fig-links-${look}`)).attr('class', 'fig-link');
    item.append('span').text(look === 'reads' ? labels.reads : labels.readBy);
  }
  const note = legend.append('span').attr('class', 'fig-legend-note');
  const bar = legend
    .append('div')
    .attr('class', 'fig-head-toggles')
    .attr('role', 'toolbar')
    .attr('aria-label', labels.toggles.group);
  /** The switch that is the tab stop. */
  let stop = 0;
  const isolate = (head: number): void => {
    const next = isolated(parts.hidden(), head, parts.heads());
    parts.onHide(next);
    parts.say(next.length === 0 ? labels.toggles.all : labels.toggles.alone(head));
  };
  const buttons = () => bar.selectAll<HTMLButtonElement, number>('button');
  const focus = (index: number): void => {
    stop = Math.max(0, Math.min(parts.heads().length - 1, index));
    buttons().attr('tabindex', (_, at) => (at === stop ? 0 : -1));
    buttons().nodes()[stop]?.focus();
  };
  const keys = (event: KeyboardEvent, head: number): void => {
    const at = parts.heads().indexOf(head);
    const last = parts.heads().length - 1;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) focus(to);
    else if (event.key === 'Enter' && event.shiftKey) isolate(head);
    else return;
    event.preventDefault();
  };
  return {
    note: (text) => {
      note.text(text);
    },
    toggles(drawn) {
      const heads = parts.heads();
      if (stop >= heads.length) stop = 0;
      const hidden = parts.hidden();
      const name = (head: number): string => labels.toggles.name(head, drawn.get(head) ?? null);
      bar
        .attr('hidden', heads.length > 1 ? null : '')
        .selectAll<HTMLButtonElement, number>('button')
        .data(heads.length > 1 ? heads : [], (head) => head)
        .join((enter) => {
          const button = enter.append('button').attr('type', 'button').attr('class', 'fig-head-toggle');
          swatch(button.append('svg'))
            .attr('class', (head) => `fig-link ${headDash(head)}`)
            .style('stroke', headColor);
          button.append('span').text(labels.toggles.caption);
          return button
            .on('click', (_, head) => parts.onHide(toggled(parts.hidden(), head)))
            .on('dblclick', (_, head) => isolate(head))
            .on('keydown', keys)
            .on('pointerenter focus', (_, head) => parts.onPoint(head))
            .on('pointerleave blur', () => parts.onPoint(null));
        })
        .attr('aria-pressed', (head) => String(!hidden.includes(head)))
        .attr('tabindex', (_, at) => (at === stop ? 0 : -1))
        .attr('aria-label', name)
        .attr('title', (head) => `${name(head)}. ${labels.toggles.hint}`);
    },
  };
}

/** A short line as it is drawn. */
function swatch<Datum, Parent extends BaseType, ParentDatum>(
  svg: Selection<SVGSVGElement, Datum, Parent, ParentDatum>,
): Selection<SVGPathElement, Datum, Parent, ParentDatum> {
  svg.attr('width', 28).attr('height', 12).attr('aria-hidden', 'true');
  return svg.append('path').attr('stroke-width', 2).attr('d', 'M0,6H28');
}
