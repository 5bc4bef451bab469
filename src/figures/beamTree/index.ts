import { interrupt, select } from 'd3';
import '../figures.css';
import './beamTree.css';
import type { Figure } from '../shared/figure';
import { oncePerFrame } from '../shared/frame';
import { observeSize } from '../shared/size';
import { buildStage } from '../shared/stage';
import { createMeasure } from '../shared/text';
import { observeTheme, readTheme } from '../shared/theme';
import { drawLegend, drawMarks, drawTree, type NodeGroups } from './draw';
import { factsOf } from './facts';
import { beamTreeLayout, type BeamTreeLayout, bestNode, endThrough, pathOf } from './layout';
import { beamTable } from './table';
import type { BeamTreeData, BeamTreeOptions } from './types';
import { walkTree } from './walk';

export type { BeamFacts, BeamLabels, BeamTreeData, BeamTreeNode, BeamTreeOptions } from './types';
export type BeamTree = Figure<BeamTreeData>;

const DURATION = 250;
const LAYERS = ['beam-links', 'beam-root', 'beam-nodes'];

/**
 * A beam search as a tree, one row a step: hypotheses that were kept, dropped and finished, with the sum of their log
 * probabilities. Pointing at a token reads its numbers; a click, or Enter, takes the best hypothesis through it.
 */
export function mountBeamTree(element: HTMLElement, options: BeamTreeOptions): BeamTree {
  const { labels, onTake } = options;
  const parts = buildStage(element, { className: 'fig-beam', name: labels.figure, layers: LAYERS });
  const { stage, svg } = parts;
  drawLegend(select(parts.legend), labels);
  let measure = createMeasure(readTheme(parts.root).labelFont);
  let data: BeamTreeData | null = null;
  let drawn: Readonly<{ layout: BeamTreeLayout; groups: NodeGroups }> | null = null;
  let hasDrawn = false;
  /** Pointed at by the pointer, or walked to by keys. */
  let current: number | null = null;

  const frame = oncePerFrame(() => {
    if (data === null) return;
    drawn ??= draw(data);
    const at = current !== null && current < data.nodes.length ? current : null;
    const pointed = new Set(at === null ? [] : pathOf(data.nodes, at));
    drawMarks(drawn.groups, pointed, at, data.taken);
    const facts = at === null ? null : factsOf(data, at);
    parts.setReadout(facts ? labels.node(facts) : labels.hint, facts === null);
    const best = bestNode(data.nodes, data.ends);
    parts.setSummary(
      labels.summary({
        nNodes: data.nodes.length,
        nSteps: drawn.layout.rows.length,
        best: best === null ? null : factsOf(data, best),
      }),
    );
  });

  const draw = (shown: BeamTreeData): NonNullable<typeof drawn> => {
    const layout = beamTreeLayout(shown, size.current().width);
    const isStill = !hasDrawn || matchMedia('(prefers-reduced-motion: reduce)').matches;
    hasDrawn = true;
    const groups = drawTree(svg, layout, shown.root, labels, measure, isStill ? 0 : DURATION);
    groups
      // Not on entering: when keys scroll the tree, nodes pass under a pointer that rests.
      .on('pointermove', (_, { node }) => point(node.index))
      .on('pointerleave', (_, { node }) => {
        if (current === node.index) point(null);
      })
      .on('click', (_, { node }) => take(node.index));
    return { layout, groups };
  };
  const point = (index: number | null): void => {
    if (index === current) return;
    current = index;
    frame.request();
  };
  const take = (index: number): void => {
    const end = data && endThrough(data, index);
    if (end !== null) onTake?.(end);
  };
  const say = (index: number): void => {
    const facts = data && factsOf(data, index);
    if (facts) parts.say(labels.node(facts));
  };

  stage.addEventListener('blur', () => point(null));
  stage.addEventListener('keydown', (event) => {
    if (drawn === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === 'Enter' || event.key === ' ') && current !== null) {
      event.preventDefault();
      take(current);
      return;
    }
    const next = walkTree(drawn.layout, current, event.key);
    if (next === null) return;
    event.preventDefault();
    point(next);
    say(next);
    const node = drawn.groups.filter((laid) => laid.node.index === next).node();
    node?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  const relayout = (): void => {
    drawn = null;
    frame.request();
  };
  const size = observeSize(stage, relayout);
  const stopTheme = observeTheme(() => {
    measure = createMeasure(readTheme(parts.root).labelFont);
    relayout();
  });
  return {
    update(next) {
      if (data?.nodes !== next.nodes || data.ends !== next.ends || data.root !== next.root) drawn = null;
      data = next;
      frame.request();
    },
    table: () => beamTable(data, labels),
    destroy() {
      frame.cancel();
      size.stop();
      stopTheme();
      svg.selectAll<SVGElement, unknown>('.fig-beam-link, .fig-beam-node').each(function () {
        interrupt(this, 'move');
      });
      parts.root.remove();
    },
  };
}
