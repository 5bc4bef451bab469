import { interrupt, select } from 'd3';
import './architecture.css';
import type { Figure } from '../shared/figure';
import { present } from '../shared/stage';
import { observeSize } from '../shared/size';
import { createMeasure } from '../shared/text';
import type { NodeId } from '../../model/graph/types';
import { moveOver } from './becomes';
import { LAYERS, draw } from './draw';
import { isPickable } from './drawBoxes';
import { traceSources, writeSources } from './drawSources';
import { layout } from './layout';
import { architectureTable } from './table';
import type { ArchitectureData, ArchitectureOptions, Box, Layout, Wording } from './types';
import { walk } from './walk';

export type { Source } from './sources';
export { shapeText } from './wireLabels';
export type { ArchitectureData, ArchitectureLabels, ArchitectureOptions } from './types';

const DURATION = 450;
const NARROWEST = 300;

export type Architecture = Figure<ArchitectureData>;

/**
 * The architecture as in figure 1 of the 2017 paper, drawn from the graph of a configuration. Parts that the next
 * configuration also has move to their new place, the others come and go. Attention blocks are buttons: one tab stop,
 * arrow keys walk, Enter and Space pick.
 */
export function mountArchitecture(element: HTMLElement, options: ArchitectureOptions): Architecture {
  const root = select(element).append('div').attr('class', 'arch-root');
  const words = root.append('div').attr('class', 'arch-words');
  const drawing = root.append('div').attr('class', 'arch-drawing');
  const svg = drawing
    .append('svg')
    .attr('class', 'arch')
    .attr('role', 'group')
    .attr('aria-label', options.labels.title);
  for (const layer of LAYERS) {
    const group = svg.append('g').attr('class', `arch-${layer}`);
    if (layer !== 'boxes' && layer !== 'steps') group.attr('aria-hidden', 'true');
  }
  const wording = wordingOf(present(svg.node()), options);
  let data: ArchitectureData | null = null;
  let drawn: Layout | null = null;
  let current: string | null = null;

  const render = (animated: boolean): void => {
    if (data === null) return;
    const isStill = !animated || drawn === null || matchMedia('(prefers-reduced-motion: reduce)').matches;
    const { width, height } = size.current();
    writeSources(words, data, options.labels);
    drawn = layout(data.graph, Math.max(NARROWEST, width), height, wording);
    draw(svg, drawn, data, options, isStill ? 0 : DURATION);
    listen();
    trace();
  };
  /** The block that is pointed at or has the focus, whose wires are followed instead of those of the selected one. */
  let pointed: NodeId | null = null;
  const trace = (): void => {
    if (data === null || drawn === null) return;
    const there = drawn.boxes.some(({ node }) => node.id === pointed) ? pointed : null;
    traceSources(svg, words, drawn, data, there, wording);
  };
  const point = (id: NodeId | null): void => {
    if (pointed === id) return;
    pointed = id;
    trace();
  };

  const pickable = (): readonly Box[] => (options.onPick && drawn ? drawn.boxes.filter(isPickable) : []);
  const boxSelection = () => svg.select('.arch-boxes').selectAll<SVGGElement, Box>('g.arch-pickable');
  const setTabStop = (): void => {
    const ids = pickable().map(({ node }) => node.id as string);
    const stop = [current, data?.selected ?? null, ...ids].find((id) => id !== null && ids.includes(id));
    boxSelection().attr('tabindex', ({ node }) => (node.id === stop ? 0 : -1));
  };
  const listen = (): void => {
    boxSelection()
      .on('click', (_, { node }) => options.onPick?.(node.id))
      .on('pointerenter', (_, { node }) => point(node.id))
      .on('pointerleave', () => point(null))
      .on('focus', function (this: SVGGElement, _, { node }) {
        current = node.id;
        setTabStop();
        // A click focuses as well, and stays long after the pointer has gone.
        if (this.matches(':focus-visible')) point(node.id);
      })
      .on('blur', () => point(null))
      .on('keydown', (event: KeyboardEvent, box) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          options.onPick?.(box.node.id);
          return;
        }
        const here = pickable().find(({ node }) => node.id === box.node.id);
        const next = here && walk(pickable(), here, event.key);
        if (!next) return;
        event.preventDefault();
        boxSelection()
          .filter(({ node }) => node.id === next.node.id)
          .node()
          ?.focus();
      });
    setTabStop();
  };

  const size = observeSize(present(drawing.node()), () => render(false));
  return {
    update(next) {
      if (next.becomes && next.becomes !== data?.becomes) moveOver(svg, next.becomes);
      data = next;
      render(true);
    },
    table: () => architectureTable(data, options.labels),
    destroy() {
      size.stop();
      // The import of `interrupt` also keeps d3-transition in the bundle, without which selections have no transitions.
      svg.selectAll<SVGElement, unknown>('*').each(function () {
        interrupt(this, 'move');
      });
      root.remove();
    },
  };
}

/** Widths are measured in the fonts that the page gives the figure. */
function wordingOf(svg: SVGSVGElement, { labels, onLayer }: ArchitectureOptions): Wording {
  const family = getComputedStyle(svg).fontFamily;
  return {
    labels,
    measureName: createMeasure(`600 12px ${family}`),
    measureSmall: createMeasure(`400 11px ${family}`),
    hasSteps: onLayer !== undefined,
  };
}
