import axe from 'axe-core';
import { rgb } from 'd3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Cell } from '../../src/figures/shared/selection';
import {
  type LinksData,
  type LinksLabels,
  type LinksOptions,
  mountTokenLinks,
} from '../../src/figures/tokenLinks';
import { HEAD_HUES } from '../../src/figures/tokenLinks/heads';

const labels: LinksLabels = {
  figure: 'Lines',
  queryAxis: 'queries',
  keyAxis: 'keys',
  reads: 'reads',
  readBy: 'is read by',
  above: 'reads',
  below: 'is read by',
  wrapped: (drawn) => `wrapped ${drawn}`,
  drawn: ({ threshold, shown, total, share }) => `${threshold}: ${shown}/${total} ${share?.toFixed(4)}`,
  weight: (weight) => weight.toFixed(2),
  headWeight: (weight, head) => `${head}: ${weight.toFixed(2)}`,
  value: 'weight',
  head: 'head',
  hint: 'Point at a token',
  token: ({ axis, text, links }) => `${axis} ${text}: ${links.map(({ head }) => head).join(' ')}`,
  summary: () => 'lines',
  toggles: {
    group: 'Heads',
    caption: (head) => String(head + 1),
    name: (head, drawn) => `head ${head + 1}, ${drawn?.shown ?? 'hidden'}`,
    hint: 'Click',
    alone: (head) => `head ${head + 1} alone`,
    all: 'all heads',
  },
};

const mounted: { destroy: () => void; element: HTMLElement }[] = [];
afterEach(() => {
  for (const { destroy, element } of mounted.splice(0)) {
    destroy();
    expect(element.childElementCount).toBe(0);
    element.remove();
  }
});

/** Each query reads the keys before it with weights that fall with the distance: faster in every further head. */
function causal(length: number, nHeads = 1): Pick<LinksData, 'heads' | 'rows' | 'cols' | 'masked'> {
  const masked = Uint8Array.from({ length: length ** 2 }, (_, at) =>
    Number(at % length > Math.floor(at / length)),
  );
  const heads = Array.from({ length: nHeads }, (_, head) => {
    const weights = new Float32Array(length * length);
    for (let query = 0; query < length; query++) {
      let sum = 0;
      for (let key = 0; key <= query; key++) sum += Math.exp(0.5 * (head + 1) * (key - query));
      for (let key = 0; key <= query; key++)
        weights[query * length + key] = Math.exp(0.5 * (head + 1) * (key - query)) / sum;
    }
    return { head, weights };
  });
  return { heads, rows: length, cols: length, masked };
}

async function frames(): Promise<void> {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}

/** Links whose owner gives back the lock that was asked for. */
async function links(given: Partial<LinksData>, options: Partial<LinksOptions> = {}) {
  const element = document.createElement('section');
  element.style.width = '600px';
  element.style.height = '480px';
  document.body.append(element);
  const locked: (Cell | null)[] = [];
  const hovered: (Cell | null)[] = [];
  const grid = { ...causal(9), ...given };
  const tokens = Array.from({ length: grid.rows }, (_, index) => ({
    text: index === 0 ? '<b>x' : ` t${index}`,
  }));
  const nothing = { query: null, key: null, locked: false };
  let data: LinksData = {
    ...{ queryTokens: tokens, keyTokens: tokens, kind: 'decoderSelf', shape: 'columns', selection: nothing },
    ...grid,
  };
  const figure = mountTokenLinks(element, {
    labels,
    focusThreshold: 0,
    onHover: (cell) => hovered.push(cell),
    onLock(cell) {
      locked.push(cell);
      data = { ...data, selection: cell === null ? nothing : { ...cell, locked: true } };
      figure.update(data);
    },
    onHide(hidden) {
      data = { ...data, hidden };
      figure.update(data);
    },
    ...options,
  });
  mounted.push({ destroy: () => figure.destroy(), element });
  figure.update(data);
  await frames();
  return { figure, data, element, locked, hovered };
}

function find<E extends Element>(selector: string, type: new () => E): E {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`no ${selector} on the page`);
  return found;
}

const count = (group: string): number =>
  document.querySelectorAll(`.fig-overlay .fig-links-${group} path`).length;
const strokes = (group: string): Set<string> =>
  new Set(
    Array.from(document.querySelectorAll(`.fig-overlay .fig-links-${group} path`), (path) =>
      rgb(getComputedStyle(path).stroke).formatHex(),
    ),
  );
const toggle = (head: number): HTMLButtonElement =>
  find(`.fig-head-toggle:nth-of-type(${head + 1})`, HTMLButtonElement);
const pressed = (): string[] =>
  Array.from(document.querySelectorAll('.fig-head-toggle'), (one) => one.getAttribute('aria-pressed') ?? '');

async function violations(): Promise<string[]> {
  const result = await axe.run(document.body, { rules: { region: { enabled: false } } });
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('the lines between tokens', () => {
  it('show what a query reads solid, and who reads a key dashed', async () => {
    const { hovered, locked } = await links({});
    expect(count('reads') + count('readers')).toBe(0);
    find('.fig-stage', HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    await frames();
    expect([count('reads'), count('readers')]).toEqual([3, 0]);
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await frames();
    expect(hovered.at(-1)).toEqual({ query: null, key: 2 });
    expect(locked).toEqual([{ query: null, key: 2 }]);
    expect([count('reads'), count('readers')]).toEqual([0, 7]);
    const dashed = find('.fig-overlay .fig-links-readers path', SVGPathElement);
    expect(getComputedStyle(dashed).strokeDasharray).not.toBe('none');
    expect(document.querySelectorAll('.fig-head-toggle')).toHaveLength(0);
    expect(await violations()).toEqual([]);
  });

  it('stay within their cap for 512 tokens, and say how many were left out and what the drawn ones carry', async () => {
    const { data, figure } = await links(causal(512), { focusThreshold: 0.01 });
    expect(count('all')).toBe(400);
    const [, shown, total, share] =
      /^0\.05: (\d+)\/(\d+) (0\.\d+)$/.exec(find('.fig-legend-note', HTMLElement).textContent) ?? [];
    const weights = Array.from(data.heads[0]?.weights ?? []).toSorted((a, b) => b - a);
    expect([Number(shown), Number(total)]).toEqual([400, weights.filter((weight) => weight >= 0.05).length]);
    // Every query spends 1, so that 512 is all there is.
    const carried = weights.slice(0, 400).reduce((sum, weight) => sum + weight, 0);
    expect(Number(share)).toBeCloseTo(carried / 512, 3);
    expect(figure.table().rows).toHaveLength(400);
  });
});

describe('the lines of all heads', () => {
  it('have a hue for each head, and its number in the legend, the readout and the table', async () => {
    const { figure } = await links(causal(9, 3));
    const expected = HEAD_HUES.slice(0, 3).map(({ light }) => light);
    expect([...strokes('all')].toSorted()).toEqual(expected.toSorted());
    expect(Array.from(document.querySelectorAll('.fig-head-toggle'), (one) => one.textContent)).toEqual([
      '1',
      '2',
      '3',
    ]);
    find('.fig-stage', HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await frames();
    // Two keys in each of three heads; the sharper the head, the more the token reads of itself.
    expect(count('reads')).toBe(6);
    expect(find('.fig-readout', HTMLElement).textContent).toBe('query ␣t1: 2 1 0 0 1 2');
    expect(find('.fig-weight', SVGTextElement).textContent).toMatch(/^2: 0\.\d\d$/);
    await userEvent.keyboard('{Escape}');
    expect(new Set(figure.table().rows.map(([head]) => head))).toEqual(new Set(['1', '2', '3']));
    expect(await violations()).toEqual([]);
  });

  it('are hidden one by one, seen alone by a double click, and all again by another', async () => {
    const { figure } = await links(causal(9, 3));
    const all = count('all');
    await userEvent.click(toggle(1));
    await frames();
    expect(pressed()).toEqual(['true', 'false', 'true']);
    expect(strokes('all').has(HEAD_HUES[1]?.light ?? '')).toBe(false);
    expect(new Set(figure.table().rows.map(([head]) => head))).toEqual(new Set(['1', '3']));
    await userEvent.click(toggle(1));
    await userEvent.dblClick(toggle(2));
    await frames();
    expect(pressed()).toEqual(['false', 'false', 'true']);
    expect([...strokes('all')]).toEqual([HEAD_HUES[2]?.light]);
    expect(find('[aria-live]', HTMLElement).textContent).toBe('head 3 alone');
    await userEvent.dblClick(toggle(2));
    await frames();
    expect(pressed()).toEqual(['true', 'true', 'true']);
    expect(count('all')).toBe(all);
  });

  it('are switched by keyboard: one tab stop, arrows, Enter, and Shift with Enter for one alone', async () => {
    await links(causal(9, 3));
    await userEvent.tab();
    expect(document.activeElement).toBe(toggle(0));
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await frames();
    expect(pressed()).toEqual(['true', 'false', 'true']);
    await userEvent.keyboard('{End}{Shift>}{Enter}{/Shift}');
    await frames();
    expect(pressed()).toEqual(['false', 'false', 'true']);
    await userEvent.tab();
    expect(document.activeElement).toBe(find('.fig-stage', HTMLElement));
  });

  it('step back while the switch of another head is pointed at', async () => {
    await links(causal(9, 3));
    await userEvent.hover(toggle(1));
    await frames();
    const opacity = (head: number): Set<string> =>
      new Set(
        Array.from(document.querySelectorAll('.fig-links-all path'))
          .filter((path) => rgb(getComputedStyle(path).stroke).formatHex() === HEAD_HUES[head]?.light)
          .map((path) => getComputedStyle(path).opacity),
      );
    expect([...opacity(1)]).toEqual(['1']);
    expect(Number([...opacity(0)][0])).toBeLessThan(0.2);
    await userEvent.unhover(toggle(1));
    await frames();
    expect([...opacity(0)]).toEqual(['1']);
  });

  it('of long texts are searched a part of a frame at a time, and then are the strongest of all', async () => {
    const grid = causal(600, 12);
    await links(grid);
    await vi.waitFor(() => expect(count('all')).toBe(400), { timeout: 30_000 });
    const strongest =
      grid.heads.flatMap(({ weights }) => Array.from(weights)).toSorted((a, b) => b - a)[399] ?? 0;
    const [, , total] = /: (\d+)\/(\d+)/.exec(find('.fig-legend-note', HTMLElement).textContent) ?? [];
    expect(strongest).toBeGreaterThan(0.05);
    expect(Number(total)).toBe(
      grid.heads.reduce((sum, { weights }) => sum + weights.filter((weight) => weight >= 0.05).length, 0),
    );
  });
});

describe('arcs over the text', () => {
  /** The tops and bottoms of the drawn lines of a group. */
  const extent = (group: string): { top: number; bottom: number } => {
    const boxes = Array.from(document.querySelectorAll(`.fig-overlay .fig-links-${group} path`), (path) =>
      path.getBoundingClientRect(),
    );
    return {
      top: Math.min(...boxes.map(({ top }) => top)),
      bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
    };
  };

  it('show what a token reads above it and, at once, who reads it below', async () => {
    const { hovered } = await links({ shape: 'arcs' });
    const label = document.querySelectorAll('.fig-query-labels text')[4];
    const box = label?.getBoundingClientRect() ?? new DOMRect();
    await userEvent.hover(find('.fig-stage', HTMLElement), {
      position: {
        x: box.left + box.width / 2 - find('.fig-stage', HTMLElement).getBoundingClientRect().left,
        y: box.top + box.height / 2 - find('.fig-stage', HTMLElement).getBoundingClientRect().top,
      },
    });
    await frames();
    expect(hovered.at(-1)).toEqual({ query: 4, key: 4 });
    expect([count('reads'), count('readers')]).toEqual([5, 5]);
    expect(extent('reads').bottom).toBeLessThanOrEqual(box.top + 1);
    expect(extent('readers').top).toBeGreaterThanOrEqual(box.bottom - 1);
    expect(find('.fig-readout', HTMLElement).textContent).toMatch(/^query ␣t4: .* · key ␣t4: /);
  });

  it('of a long text are in as many lines as it needs, each token of which is pointed at where it stands', async () => {
    const { hovered, element } = await links({ ...causal(60), shape: 'arcs' });
    const stage = find('.fig-stage', HTMLElement);
    await frames();
    const labelled = Array.from(document.querySelectorAll('.fig-query-labels text'));
    expect(labelled).toHaveLength(60);
    const box = stage.getBoundingClientRect();
    const rows = new Set(labelled.map((label) => Math.round(label.getBoundingClientRect().top)));
    expect(rows.size).toBeGreaterThan(3);
    for (const label of labelled) {
      const { left, right, bottom } = label.getBoundingClientRect();
      expect(left).toBeGreaterThanOrEqual(box.left);
      expect(right).toBeLessThanOrEqual(box.right);
      expect(bottom).toBeLessThan(box.bottom);
    }
    expect(find('.fig-legend-note', HTMLElement).textContent).toMatch(/^wrapped /);
    const at = labelled[50]?.getBoundingClientRect() ?? new DOMRect();
    const position = { x: at.left + at.width / 2 - box.left, y: at.top + at.height / 2 - box.top };
    await userEvent.hover(stage, { position });
    await frames();
    expect(hovered.at(-1)).toEqual({ query: 50, key: 50 });
    expect([count('reads'), count('readers')]).toEqual([51, 10]);
    // What is drawn of it begins or ends at this token, in this line.
    const near = (x: number, y: number): boolean =>
      Math.abs(x + box.left - (at.left + at.width / 2)) < 4 &&
      y + box.top > at.top - 30 &&
      y + box.top < at.bottom + 30;
    for (const path of document.querySelectorAll('.fig-links-reads path, .fig-links-readers path')) {
      if (path.closest('.fig-legend')) continue;
      const numbers = (path.getAttribute('d')?.match(/-?[\d.]+/g) ?? []).map(Number);
      const [x1 = 0, y1 = 0, , , , , x2 = 0, y2 = 0] = numbers;
      expect(near(x1, y1) || near(x2, y2)).toBe(true);
    }
    stage.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowUp}');
    await frames();
    expect(hovered.at(-1)).toEqual({ query: 51, key: null });
    expect([count('reads'), count('readers')]).toEqual([52, 0]);
    expect(element.querySelectorAll('.fig-label-active')).toHaveLength(1);
    expect(await violations()).toEqual([]);
  });

  it('of a text that becomes short again need no more height than before', async () => {
    const { figure, data } = await links({ shape: 'arcs' });
    const before = find('.fig-stage', HTMLElement).clientHeight;
    const tokens = Array.from({ length: 90 }, (_, index) => ({ text: ` t${index}` }));
    figure.update({ ...data, ...causal(90), queryTokens: tokens, keyTokens: tokens });
    await frames();
    expect(find('.fig-stage', HTMLElement).clientHeight).toBeGreaterThan(before);
    figure.update(data);
    await frames();
    expect(find('.fig-stage', HTMLElement).clientHeight).toBe(before);
  });

  it('of cross-attention are crossing lines between two texts', async () => {
    const anti = Float32Array.from({ length: 9 }, (_, at) => Number(Math.floor(at / 3) + (at % 3) === 2));
    const texts = (letters: string) => Array.from(letters, (text) => ({ text }));
    await links({
      heads: [{ head: 0, weights: anti }],
      ...{ rows: 3, cols: 3, masked: null, kind: 'cross', shape: 'arcs' },
      ...{ queryTokens: texts('abc'), keyTokens: texts('cba') },
    });
    expect(count('all')).toBe(3);
    const top = (selector: string): number => find(selector, SVGTextElement).getBoundingClientRect().top;
    expect(top('.fig-query-labels text')).toBeLessThan(extent('all').top);
    expect(top('.fig-key-labels text')).toBeGreaterThan(extent('all').bottom - 2);
    // The two outer ones go from left to right and from right to left.
    const ends = Array.from(document.querySelectorAll('.fig-links-all path'), (path) =>
      (path.getAttribute('d')?.match(/-?[\d.]+/g) ?? []).map(Number),
    ).map((numbers) => Math.sign((numbers[6] ?? 0) - (numbers[0] ?? 0)));
    expect(ends.toSorted((a, b) => a - b)).toEqual([-1, 0, 1]);
    expect(await violations()).toEqual([]);
  });
});
