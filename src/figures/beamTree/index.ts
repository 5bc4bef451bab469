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
import { covers, isDrawnInParts, partOf, type RowRange, rowsInSight, wholeTree } from './window';

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
  const partNote = drawLegend(select(parts.legend), labels);
  let measure = createMeasure(readTheme(parts.root).labelFont);
  let data: BeamTreeData | null = null;
  let drawn: Readonly<{ layout: BeamTreeLayout; groups: NodeGroups; rows: RowRange }> | null = null;
  let isWhole = false;
  let hasDrawn = false;
  /** Pointed at by the pointer, or walked to by keys. */
  let current: number | null = null;

  const frame = oncePerFrame(() => {
    if (data === null) return;
    if (drawn === null) {
      const layout = beamTreeLayout(data, size.current().width);
      const isStill = !hasDrawn || matchMedia('(prefers-reduced-motion: reduce)').matches;
      draw(data, layout, wantedRows(layout), isStill ? 0 : DURATION);
    } else {
      const wanted = wantedRows(drawn.layout);
      if (!covers(drawn.rows, wanted)) draw(data, drawn.layout, wanted, 0);
    }
    mark();
  });

  const mark = (): void => {
    if (data === null || drawn === null) return;
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
  };

  /** Of a large tree what is in sight; asking for that costs a layout, so a small one does not. */
  const wantedRows = (layout: BeamTreeLayout): RowRange => {
    if (isWhole || !isDrawnInParts(layout)) return wholeTree(layout);
    const { top } = stage.getBoundingClientRect();
    return rowsInSight(layout, -top, innerHeight - top);
  };
  const draw = (shown: BeamTreeData, layout: BeamTreeLayout, rows: RowRange, duration: number): void => {
    hasDrawn = true;
    const groups = drawTree(svg, layout, partOf(layout, rows), shown.root, labels, measure, duration);
    const of = layout.rows.length;
    const isPart = rows.to - rows.from + 1 < of;
    partNote.text(isPart ? labels.part({ from: rows.from + 1, to: rows.to + 1, of }) : '');
    groups
      // Not on entering: when keys scroll the tree, nodes pass under a pointer that rests.
      .on('pointermove', (_, { node }) => point(node.index))
      .on('pointerleave', (_, { node }) => {
        if (current === node.index) point(null);
      })
      .on('click', (_, { node }) => take(node.index));
    drawn = { layout, groups, rows };
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
    reveal(next);
  });
  /** Scrolls to a node, which may be far from what is drawn. */
  const reveal = (index: number): void => {
    if (data === null || drawn === null) return;
    const { layout } = drawn;
    const y = layout.nodes[index]?.y ?? 0;
    const around = isDrawnInParts(layout) ? rowsInSight(layout, y, y) : wholeTree(layout);
    if (!covers(drawn.rows, around)) draw(data, layout, around, 0);
    const node = drawn.groups.filter((laid) => laid.node.index === index).node();
    node?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  // Whatever scrolls, the page or a panel of it, may bring another part of a large tree into sight.
  const onScroll = (): void => {
    if (drawn && isDrawnInParts(drawn.layout)) frame.request();
  };
  document.addEventListener('scroll', onScroll, { capture: true, passive: true });
  window.addEventListener('resize', onScroll);

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
    drawWhole() {
      isWhole = true;
      if (data && drawn) draw(data, drawn.layout, wantedRows(drawn.layout), 0);
      mark();
      return () => {
        isWhole = false;
        relayout();
      };
    },
    destroy() {
      document.removeEventListener('scroll', onScroll, { capture: true });
      window.removeEventListener('resize', onScroll);
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
