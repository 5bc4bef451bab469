import { select } from 'd3';
import './architecture.css';
import { observeSize } from '../shared/size';
import { draw } from './draw';
import { layout } from './layout';
import type { ArchitectureData, ArchitectureOptions } from './types';

export type { ArchitectureData, ArchitectureLabels, ArchitectureOptions } from './types';

/**
 * The architecture as in figure 1 of the 2017 paper, drawn from the graph of a configuration. Parts that another
 * configuration shares move to their new place, others come and go.
 * @returns `update` draws other data, `destroy` removes everything
 */
export function mountArchitecture(
  element: HTMLElement,
  options: ArchitectureOptions,
): { update(data: ArchitectureData): void; destroy(): void } {
  const svg = select(element).append('svg').attr('class', 'architecture').attr('role', 'group');
  svg.attr('aria-label', options.labels.title);
  for (const layer of ['frames', 'wires', 'boxes', 'labels']) svg.append('g').attr('class', layer);
  let latest: ArchitectureData | null = null;
  let hasDrawn = false;

  const render = (animated: boolean): void => {
    if (!latest) return;
    const width = Math.max(260, element.clientWidth);
    const geometry = layout(latest.graph, width, element.clientHeight);
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    draw(svg, geometry, latest, options, animated && hasDrawn && !still);
    hasDrawn = true;
  };

  const stopObserving = observeSize(element, () => render(false));
  return {
    update: (data) => {
      latest = data;
      render(true);
    },
    destroy: () => {
      stopObserving();
      svg.selectAll('*').interrupt();
      svg.remove();
    },
  };
}
