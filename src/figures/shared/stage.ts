import { type Selection, select } from 'd3';

export type Svg = Selection<SVGSVGElement, unknown, null, undefined>;

export type Stage = Readonly<{
  root: HTMLElement;
  legend: HTMLElement;
  /** The focusable drawing surface; one tab stop. */
  stage: HTMLElement;
  svg: Svg;
  setReadout: (text: string, isHint: boolean) => void;
  /** The text alternative, read on demand. */
  setSummary: (text: string) => void;
  /** Spoken by screen readers: for moves of the keyboard and for locking, not for every move of the pointer. */
  say: (text: string) => void;
}>;

let stages = 0;

/** The skeleton of an attention figure: legend, drawing surface, one fixed line of readout, text alternative. */
export function buildStage(
  element: HTMLElement,
  parts: Readonly<{ className: string; name: string; layers: readonly string[] }>,
): Stage {
  stages += 1;
  const summaryId = `fig-summary-${stages}`;
  const root = select(element).append('div').attr('class', `fig ${parts.className}`);
  const legend = root.append('div').attr('class', 'fig-legend');
  const stage = root
    .append('div')
    .attr('class', 'fig-stage')
    .attr('tabindex', '0')
    .attr('role', 'application')
    .attr('aria-label', parts.name)
    .attr('aria-describedby', summaryId);
  const svg = stage.append('svg').attr('class', 'fig-overlay').attr('aria-hidden', 'true');
  for (const layer of parts.layers) svg.append('g').attr('class', `fig-${layer}`);
  const readout = root.append('p').attr('class', 'fig-readout').attr('aria-hidden', 'true');
  const summary = root.append('p').attr('class', 'fig-hidden').attr('id', summaryId);
  const live = root.append('p').attr('class', 'fig-hidden').attr('aria-live', 'polite');
  return {
    root: present(root.node()),
    legend: present(legend.node()),
    stage: present(stage.node()),
    svg: select(present(svg.node())),
    setReadout(text, isHint) {
      setText(present(readout.node()), text);
      readout.classed('fig-readout-hint', isHint);
    },
    setSummary: (text) => setText(present(summary.node()), text),
    say: (text) => setText(present(live.node()), text),
  };
}

/** Nodes that were appended a line before; D3's types allow for empty selections. */
export function present<T>(node: T | null): T {
  if (node === null) throw new Error('figure: an element that was just appended is missing');
  return node;
}

function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
