import { describe, expect, it } from 'vitest';
import { factsOf } from './facts';
import { beamTreeLayout, bestNode, endThrough, pathOf } from './layout';
import type { BeamTreeNode } from './types';
import { walkTree } from './walk';

const node = (
  index: number,
  parent: number | null,
  step: number,
  logProbability: number,
  part: Partial<BeamTreeNode> = {},
): BeamTreeNode => ({
  index,
  parent,
  step,
  logProbability,
  text: ` t${index}`,
  isFinished: false,
  isKept: true,
  ...part,
});

/** Width 2: the second best first token wins; 3 and 4 continue 0 and are dropped, 7 is the other end. */
const nodes = [
  node(0, null, 0, -0.4),
  node(1, null, 0, -1.2),
  node(2, 1, 1, -1.3),
  node(3, 0, 1, -1.5, { isKept: false }),
  node(4, 0, 1, -1.6),
  node(5, 2, 2, -1.4, { isFinished: true }),
  node(6, 4, 2, -2.5, { isKept: false }),
  node(7, 4, 2, -2, { isFinished: true }),
];
const ends = [
  { node: 5, score: -1.1 },
  { node: 7, score: -1.6 },
];
const data = { nodes, ends, taken: 7, root: '<bos>' };

describe('the tree of a beam search', () => {
  const layout = beamTreeLayout(data, 300);
  const { nodes: laid, rows } = layout;

  it('has one row a step, and the best hypothesis straight down on the left', () => {
    expect(rows).toHaveLength(3);
    expect(pathOf(nodes, 5)).toEqual([1, 2, 5]);
    for (const index of [1, 2, 5]) expect(laid[index]?.x).toBe(layout.root.x);
    expect(laid.filter(({ fate }) => fate === 'best').map((one) => one.node.index)).toEqual([1, 2, 5]);
    const heights = [0, 1, 2].map(
      (step) => new Set(laid.filter((one) => one.node.step === step).map(({ y }) => y)),
    );
    expect(heights.map((set) => set.size)).toEqual([1, 1, 1]);
  });

  it('tells kept from dropped, and ranks the ends', () => {
    const fates = Object.fromEntries(laid.map((one) => [one.node.index, one.fate]));
    expect(fates).toMatchObject({ 0: 'kept', 3: 'dropped', 4: 'kept', 6: 'dropped', 7: 'kept' });
    expect(laid.map(({ rank }) => rank)).toEqual([null, null, null, null, null, 1, null, 2]);
    expect(laid[7]?.score).toBe(-1.6);
  });

  it('crosses no links: children stand in the order of their parents', () => {
    for (const row of rows) {
      const parents = row.map((index) => laid[nodes[index]?.parent ?? -1]?.x ?? layout.root.x);
      expect(parents).toEqual(parents.toSorted((a, b) => a - b));
    }
  });

  it('fits a narrow place while its boxes stay readable, and is wider than it where they would not', () => {
    expect(layout.width).toBeLessThanOrEqual(300);
    const eight = Array.from({ length: 8 }, (_, index) => node(index, null, 0, -index));
    const wide = beamTreeLayout({ nodes: eight, ends: [] }, 300);
    expect(wide.width).toBeGreaterThan(300);
    expect(wide.box.width).toBeGreaterThan(50);
    const xs = wide.nodes.map(({ x }) => x);
    xs.slice(1).forEach((x, index) => expect(x - (xs[index] ?? 0)).toBeGreaterThan(wide.box.width));
  });

  it('keeps every box inside', () => {
    for (const { x, y } of laid) {
      expect(x - layout.box.width / 2).toBeGreaterThanOrEqual(0);
      expect(x + layout.box.width / 2).toBeLessThanOrEqual(layout.width);
      expect(y + layout.box.height / 2).toBeLessThanOrEqual(layout.height);
    }
  });

  it('of a search that goes on, the most probable that is alive counts as best', () => {
    const alive = nodes.slice(0, 5).map((one) => ({ ...one, isFinished: false }));
    expect(bestNode(alive, [])).toBe(2);
    expect(bestNode([], [])).toBeNull();
    expect(beamTreeLayout({ nodes: [], ends: [] }, 300).rows).toEqual([]);
  });
});

describe('a node of the tree', () => {
  it('takes the best hypothesis through it, a dropped one none', () => {
    expect(endThrough(data, 1)).toBe(5);
    expect(endThrough(data, 0)).toBe(7);
    expect(endThrough(data, 7)).toBe(7);
    expect(endThrough(data, 3)).toBeNull();
  });

  it('tells its own probability beside that of the whole, with visible spaces', () => {
    const facts = factsOf(data, 7);
    expect(facts).toMatchObject({ text: '␣t7', logProbability: -2, isKept: true });
    expect(facts?.probability).toBeCloseTo(Math.exp(-0.4), 12);
    expect(facts?.end).toEqual({ rank: 2, of: 2, score: -1.6, isTaken: true });
    expect(factsOf(data, 0)?.probability).toBeCloseTo(Math.exp(-0.4), 12);
    expect(factsOf(data, 0)?.end).toBeNull();
    expect(factsOf(data, 99)).toBeNull();
  });
});

describe('walking with the keyboard', () => {
  const layout = beamTreeLayout(data, 300);

  it('begins at the best first token', () => {
    expect(walkTree(layout, null, 'ArrowDown')).toBe(1);
    expect(walkTree(layout, null, 'x')).toBeNull();
  });

  it('goes down to the best continuation, up to what is continued, and along a step', () => {
    expect(walkTree(layout, 1, 'ArrowDown')).toBe(2);
    expect(walkTree(layout, 0, 'ArrowDown')).toBe(4);
    expect(walkTree(layout, 7, 'ArrowUp')).toBe(4);
    expect(walkTree(layout, 1, 'ArrowRight')).toBe(0);
    expect(walkTree(layout, 0, 'ArrowLeft')).toBe(1);
  });

  it('stops at the edges, and End leads to the best end', () => {
    expect(walkTree(layout, 1, 'ArrowUp')).toBe(1);
    expect(walkTree(layout, 1, 'ArrowLeft')).toBe(1);
    expect(walkTree(layout, 3, 'ArrowDown')).toBe(3);
    expect(walkTree(layout, 3, 'End')).toBe(5);
    expect(walkTree(layout, 7, 'Home')).toBe(1);
  });
});
