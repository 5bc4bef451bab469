import { describe, expect, it } from 'vitest';
import { beamTreeLayout } from './layout';
import type { BeamTreeNode } from './types';
import { covers, isDrawnInParts, partOf, rowsInSight, wholeTree } from './window';

/** Two hypotheses side by side, of so many steps. */
function nodesOf(nSteps: number): BeamTreeNode[] {
  return Array.from({ length: 2 * nSteps }, (_, index) => ({
    index,
    parent: index < 2 ? null : index - 2,
    step: Math.floor(index / 2),
    text: `t${index}`,
    logProbability: -index,
    isFinished: false,
    isKept: true,
  }));
}
const layoutOf = (nSteps: number) => beamTreeLayout({ nodes: nodesOf(nSteps), ends: [] }, 400);

describe('a tree of thousands of tokens', () => {
  const layout = layoutOf(1000);

  it('is drawn in parts, a small one as a whole', () => {
    expect(isDrawnInParts(layout)).toBe(true);
    const small = layoutOf(50);
    expect(isDrawnInParts(small)).toBe(false);
    expect(partOf(small, wholeTree(small)).nodes).toHaveLength(100);
  });

  it('has every node that is in sight among those that are drawn, wherever it is scrolled to', () => {
    for (const top of [-4000, 0, 700, 21_340, layout.height - 600, layout.height + 4000]) {
      const bottom = top + 800;
      const { nodes, links, rows } = partOf(layout, rowsInSight(layout, top, bottom));
      const drawn = new Set(nodes.map(({ node }) => node.index));
      const inSight = layout.nodes.filter(
        ({ y }) => y + layout.box.height / 2 >= top && y - layout.box.height / 2 <= bottom,
      );
      expect(inSight.filter(({ node }) => !drawn.has(node.index))).toEqual([]);
      expect(nodes.length).toBeLessThan(100);
      expect(rows.to).toBeLessThanOrEqual(999);
      // Every line that crosses what is in sight: those into its nodes and those out of them.
      for (const { node } of inSight) {
        expect(links.some(({ index }) => index === node.index)).toBe(true);
        const isLast = node.step === 999;
        expect(isLast || links.some(({ index }) => index === node.index + 2)).toBe(true);
      }
    }
  });

  it('is drawn anew only when the edge of what is drawn comes near', () => {
    const drawn = rowsInSight(layout, 10_000, 10_800);
    expect(covers(drawn, rowsInSight(layout, 10_100, 10_900))).toBe(true);
    expect(covers(drawn, rowsInSight(layout, 10_600, 11_400))).toBe(false);
    expect(covers(drawn, rowsInSight(layout, 9400, 10_200))).toBe(false);
    const atEnd = rowsInSight(layout, layout.height, layout.height + 800);
    expect(covers(atEnd, atEnd)).toBe(true);
  });
});
