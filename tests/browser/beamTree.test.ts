import axe from 'axe-core';
import { afterEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import {
  type BeamLabels,
  type BeamTreeData,
  type BeamTreeNode,
  mountBeamTree,
} from '../../src/figures/beamTree';

const NASTY = '<img src=x onerror="document.title=1">';

const labels: BeamLabels = {
  figure: 'Beam search',
  hint: 'Point at a token',
  columns: {
    node: 'node',
    parent: 'after',
    step: 'step',
    token: 'token',
    probability: 'probability',
    logProbability: 'log-probability',
    state: 'state',
    rank: 'rank',
    score: 'score',
  },
  legend: { best: 'best', kept: 'kept', dropped: 'dropped', finished: 'finished', taken: 'taken' },
  number: (value) => value.toFixed(2),
  node: ({ text, logProbability, end }) => `${text} ${logProbability}${end ? ` #${end.rank}` : ''}`,
  part: ({ from, to, of }) => `${from} to ${to} of ${of}`,
  summary: ({ nNodes, nSteps }) => `${nNodes} in ${nSteps}`,
};

const node = (index: number, parent: number | null, step: number, part: Partial<BeamTreeNode> = {}) => ({
  index,
  parent,
  step,
  text: index === 0 ? NASTY : `t${index}`,
  logProbability: -(index + 1) / 4,
  isFinished: step === 1,
  isKept: true,
  ...part,
});

/** Two hypotheses, 0–2 and 1–3, and one that was dropped. */
const data: BeamTreeData = {
  nodes: [node(0, null, 0), node(1, null, 0), node(2, 0, 1), node(3, 1, 1), node(4, 1, 1, { isKept: false })],
  ends: [
    { node: 2, score: -0.5 },
    { node: 3, score: -0.7 },
  ],
  taken: 3,
  root: '<bos>',
};

const places: HTMLElement[] = [];
afterEach(() => {
  for (const place of places.splice(0)) {
    expect(place.childElementCount).toBe(0);
    place.remove();
  }
});

async function shown(width: number, what: BeamTreeData = data) {
  const onTake = vi.fn();
  const place = document.createElement('section');
  place.style.width = `${width}px`;
  document.body.append(place);
  places.push(place);
  const figure = mountBeamTree(place, { labels, onTake });
  figure.update(what);
  await frames();
  const stage = place.querySelector<HTMLElement>('.fig-stage');
  if (!stage) throw new Error('the figure has no stage');
  const nodeAt = (index: number): Element => {
    const found = place.querySelector(`[data-index="${index}"] .fig-beam-box`);
    if (!found) throw new Error(`no node ${index}`);
    return found;
  };
  const count = (selector: string): number => place.querySelectorAll(selector).length;
  return { figure, place, stage, onTake, nodeAt, count };
}

async function frames(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
}

it('draws what was kept, dropped, finished and taken, told apart without colour; tokens are text', async () => {
  const { figure, place, nodeAt, count } = await shown(268);
  expect(count('g.fig-beam-node')).toBe(5);
  expect([count('g.fig-beam-best'), count('g.fig-beam-dropped'), count('g.fig-beam-taken')]).toEqual([
    2, 1, 1,
  ]);
  expect(getComputedStyle(nodeAt(4)).strokeDasharray).not.toBe('none');
  expect(getComputedStyle(nodeAt(1)).strokeDasharray).toBe('none');
  const width = (selector: string): number => {
    const link = place.querySelector(`path${selector}`);
    return link ? parseFloat(getComputedStyle(link).strokeWidth) : 0;
  };
  expect(width('.fig-beam-best')).toBeGreaterThan(2 * width('.fig-beam-kept'));
  expect(count('img')).toBe(0);
  expect(nodeAt(0).parentElement?.textContent).toContain('<img');
  const { violations } = await axe.run(place, { rules: { region: { enabled: false } } });
  expect(violations).toEqual([]);
  figure.destroy();
});

it('takes the hypothesis that is clicked, the best one through a shared token, and none through a dropped one', async () => {
  const { figure, nodeAt, onTake, place } = await shown(268);
  await userEvent.click(nodeAt(3));
  await userEvent.click(nodeAt(0));
  await userEvent.click(nodeAt(4));
  expect(onTake.mock.calls).toEqual([[3], [2]]);
  await userEvent.hover(nodeAt(3));
  await frames();
  expect(place.querySelector('.fig-readout')?.textContent).toBe('t3 -1 #2');
  figure.destroy();
});

it('is walked with arrow keys and taken with Enter', async () => {
  const { figure, stage, onTake, place } = await shown(268);
  // Wherever the pointer was left, it is not on the tree.
  await userEvent.unhover(stage);
  stage.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}{ArrowDown}{Enter}');
  await frames();
  expect(onTake).toHaveBeenCalledExactlyOnceWith(3);
  expect(place.querySelector('[aria-live]')?.textContent).toBe('t3 -1 #2');
  expect(place.querySelectorAll('g.fig-beam-pointed')).toHaveLength(2);
  figure.destroy();
});

it('scrolls inside itself where it is wider than its place', async () => {
  const nodes = Array.from({ length: 8 }, (_, index) => node(index, null, 0));
  const { figure, place, stage } = await shown(268, { ...data, nodes, ends: [], taken: null });
  expect(stage.scrollWidth).toBeGreaterThan(stage.clientWidth);
  expect(place.scrollWidth).toBe(268);
  figure.destroy();
});

/** A search of so many steps, with two hypotheses side by side. */
function longSearch(nSteps: number): BeamTreeData {
  const nodes = Array.from({ length: 2 * nSteps }, (_, index) =>
    node(index, index < 2 ? null : index - 2, Math.floor(index / 2), {
      isFinished: index >= 2 * nSteps - 2,
      text: `t${index}`,
    }),
  );
  const last = 2 * nSteps - 1;
  return {
    nodes,
    ends: [
      { node: last - 1, score: -1 },
      { node: last, score: -2 },
    ],
    taken: null,
    root: '<bos>',
  };
}

it('of a search of a thousand steps draws what is in sight, and says so; scrolled, or walked to the end, the rest', async () => {
  const { figure, place, stage, count, nodeAt } = await shown(268, longSearch(1000));
  expect(count('g.fig-beam-node')).toBeLessThan(150);
  expect(place.querySelector('.fig-beam-part')?.textContent).toMatch(/^1 to \d+ of 1000$/);
  const { height } = stage.getBoundingClientRect();
  expect(height).toBeGreaterThan(50_000);

  window.scrollTo(0, height / 2);
  await frames();
  const middle = document.elementFromPoint(60, innerHeight / 2)?.closest('g.fig-beam-node');
  const step = Math.floor(Number(middle?.getAttribute('data-index')) / 2);
  expect(Math.abs(step - 500)).toBeLessThan(20);
  expect(count('g.fig-beam-node')).toBeLessThan(150);

  stage.focus({ preventScroll: true });
  await userEvent.keyboard('{Home}{End}');
  await frames();
  const end = nodeAt(1998).getBoundingClientRect();
  expect(end.top).toBeGreaterThanOrEqual(0);
  expect(end.bottom).toBeLessThanOrEqual(innerHeight);
  expect(nodeAt(1998).parentElement?.classList).toContain('fig-beam-current');
  window.scrollTo(0, 0);
  figure.destroy();
});

it('is whole while a picture is made of it', async () => {
  const { figure, place, count } = await shown(268, longSearch(300));
  const back = figure.drawWhole?.();
  expect(count('g.fig-beam-node')).toBe(600);
  expect(count('path.fig-beam-link')).toBe(600);
  expect(place.querySelector('.fig-beam-part')?.textContent).toBe('');
  back?.();
  await frames();
  expect(count('g.fig-beam-node')).toBeLessThan(150);
  figure.destroy();
});
