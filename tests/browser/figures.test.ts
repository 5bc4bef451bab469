import axe from 'axe-core';
import { rgb } from 'd3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type MatrixData, type MatrixLabels, mountAttentionMatrix } from '../../src/figures/attentionMatrix';
import { mountDistribution } from '../../src/figures/distribution';
import { type HeadMap, mountHeadStrip } from '../../src/figures/headStrip';
import { attentionColor } from '../../src/figures/shared/color';
import type { Cell, CellGrid } from '../../src/figures/shared/selection';

const NOTHING = { query: null, key: null, locked: false };
const NASTY = '<img src=x onerror="document.title=1">';

const matrixLabels: MatrixLabels = {
  figure: 'Attention of head 3',
  queryAxis: 'queries: decoder tokens',
  keyAxis: 'keys: decoder tokens',
  legend: 'attention weight',
  masked: 'masked',
  pooled: 'a pixel shows the strongest of several cells',
  sqrtScale: 'square-root scale',
  hint: 'Point at a cell',
  cell: (facts) => `${facts.query} → ${facts.key}: ${facts.masked ? 'masked' : facts.weight.toFixed(4)}`,
  token: (facts) => `${facts.axis} ${facts.index}: ${facts.strongest?.index ?? 'nothing'}`,
  summary: (facts) => `${facts.rows} × ${facts.cols}`,
};

const mounted: { destroy: () => void; element: HTMLElement }[] = [];
afterEach(() => {
  for (const { destroy, element } of mounted.splice(0)) {
    destroy();
    expect(element.childElementCount).toBe(0);
    element.remove();
  }
  document.documentElement.removeAttribute('style');
});

/** A figure in a place of its own, in an element of the given size. */
function mountIn<F extends { destroy: () => void }>(
  width: number,
  height: number,
  mount: (element: HTMLElement) => F,
): F {
  const element = document.createElement('section');
  element.style.width = `${width}px`;
  element.style.height = `${height}px`;
  document.body.append(element);
  const figure = mount(element);
  mounted.push({ destroy: () => figure.destroy(), element });
  return figure;
}

/** Until requested frames are drawn. */
async function frames(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
}

function find<E extends Element>(selector: string, type: new () => E): E {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`no ${selector} on the page`);
  return found;
}

/** Causal attention in which each query reads the keys before it with weights that fall with the distance. */
function causal(length: number, sharpness = 0.5): CellGrid {
  const weights = new Float32Array(length * length);
  const masked = new Uint8Array(length * length);
  for (let query = 0; query < length; query++) {
    let sum = 0;
    for (let key = 0; key <= query; key++) sum += Math.exp(sharpness * (key - query));
    for (let key = 0; key < length; key++) {
      const at = query * length + key;
      if (key > query) masked[at] = 1;
      else weights[at] = Math.exp(sharpness * (key - query)) / sum;
    }
  }
  return { weights, rows: length, cols: length, masked };
}

function tokens(count: number): { text: string }[] {
  return Array.from({ length: count }, (_, i) => ({ text: i === 0 ? NASTY : ` token${i}` }));
}

function matrixOf(grid: CellGrid): MatrixData {
  const { rows, cols } = grid;
  return {
    ...grid,
    queryTokens: tokens(rows),
    keyTokens: tokens(cols),
    kind: 'decoderSelf',
    selection: NOTHING,
  };
}

/** A matrix whose owner does what an owner does: it gives back the lock that was asked for. */
async function matrix(grid: CellGrid, width = 640, height = 720) {
  const hovered: (Cell | null)[] = [];
  const locked: (Cell | null)[] = [];
  let data = matrixOf(grid);
  const figure = mountIn(width, height, (element) =>
    mountAttentionMatrix(element, {
      labels: matrixLabels,
      onHover: (cell) => hovered.push(cell),
      onLock(cell) {
        locked.push(cell);
        data = { ...data, selection: cell === null ? NOTHING : { ...cell, locked: true } };
        figure.update(data);
      },
    }),
  );
  figure.update(data);
  await frames();
  const canvas = find('.fig-cells', HTMLCanvasElement);
  const position = (cell: { query: number; key: number }) => ({
    x: ((cell.key + 0.5) * canvas.clientWidth) / grid.cols,
    y: ((cell.query + 0.5) * canvas.clientHeight) / grid.rows,
  });
  return { figure, data, hovered, locked, canvas, position };
}

function pixelsAt(canvas: HTMLCanvasElement, x: number, y: number, size = 1): number[][] {
  const { data } = canvas.getContext('2d')?.getImageData(x, y, size, size) ?? { data: [] };
  return Array.from({ length: size * size }, (_, i) => Array.from(data.slice(i * 4, i * 4 + 3)));
}

function bytes(color: string): number[] {
  const { r, g, b } = rgb(color);
  return [r, g, b].map(Math.round);
}

async function violations(): Promise<string[]> {
  const result = await axe.run(document.body, { rules: { region: { enabled: false } } });
  return result.violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`,
  );
}

describe('the attention matrix', () => {
  it('paints each cell in the colour of its weight', async () => {
    const grid = causal(9);
    const { canvas } = await matrix(grid);
    for (const [query, key] of [
      [0, 0],
      [5, 3],
      [8, 8],
      [8, 0],
    ] as const) {
      const x = Math.floor(((key + 0.5) * canvas.width) / 9);
      const y = Math.floor(((query + 0.5) * canvas.height) / 9);
      const expected = bytes(attentionColor(grid.weights[query * 9 + key] ?? 0));
      pixelsAt(canvas, x, y)[0]?.forEach((value, i) =>
        expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThan(3),
      );
    }
  });

  it('hatches masked cells in two colours of the theme, neither of them that of weight 0', async () => {
    document.documentElement.style.setProperty('--color-masked', 'rgb(200, 200, 200)');
    document.documentElement.style.setProperty('--color-masked-line', 'rgb(90, 90, 90)');
    const { canvas } = await matrix(causal(9));
    const corner = Math.floor((canvas.width * 7.25) / 9);
    const greys = pixelsAt(canvas, corner, 10, 12).map(([red]) => red ?? 0);
    expect(Math.max(...greys)).toBeGreaterThan(190);
    expect(Math.min(...greys)).toBeLessThan(150);
    document.documentElement.style.setProperty('--color-masked', 'rgb(20, 20, 20)');
    await frames();
    expect(pixelsAt(canvas, corner, 10, 12).some(([red]) => red === 20)).toBe(true);
  });

  it('of 512 × 512 repaints no cell while the pointer moves and locks', async () => {
    const { hovered, locked, canvas, position } = await matrix(causal(512));
    const painted = vi.spyOn(CanvasRenderingContext2D.prototype, 'putImageData');
    await userEvent.hover(canvas, { position: position({ query: 300, key: 120 }) });
    await userEvent.hover(canvas, { position: position({ query: 310, key: 400 }) });
    await userEvent.click(canvas, { position: position({ query: 310, key: 400 }) });
    await frames();
    expect(painted).not.toHaveBeenCalled();
    painted.mockRestore();
    expect(hovered.at(-1)).toEqual(locked.at(-1));
    expect(Math.abs((locked.at(-1)?.query ?? 0) - 310)).toBeLessThanOrEqual(1);
    expect(Math.abs((locked.at(-1)?.key ?? 0) - 400)).toBeLessThanOrEqual(1);
    expect(find('.fig-readout', HTMLElement).textContent).toMatch(/^3\d\d → \d+: masked$/);
  });

  it('previews on hover, locks on click, and frees by Escape or by a second click', async () => {
    const { hovered, locked, canvas, position } = await matrix(causal(9));
    await userEvent.hover(canvas, { position: position({ query: 6, key: 4 }) });
    expect(hovered).toEqual([{ query: 6, key: 4 }]);
    await frames();
    expect(find('.fig-readout', HTMLElement).textContent).toMatch(/^6 → 4: 0\.\d{4}$/);
    expect(document.querySelectorAll('.fig-mark-hover')).toHaveLength(3);
    await userEvent.click(canvas, { position: position({ query: 6, key: 4 }) });
    await frames();
    expect(document.querySelectorAll('.fig-mark-locked')).toHaveLength(3);
    await userEvent.keyboard('{Escape}');
    await frames();
    expect(locked).toEqual([{ query: 6, key: 4 }, null]);
    expect(document.querySelectorAll('.fig-mark-locked')).toHaveLength(0);
    await userEvent.click(canvas, { position: position({ query: 2, key: 1 }) });
    await frames();
    await userEvent.click(canvas, { position: position({ query: 2, key: 1 }) });
    expect(locked.slice(2)).toEqual([{ query: 2, key: 1 }, null]);
  });

  it('is one tab stop in which arrow keys walk and Enter locks', async () => {
    const { hovered, locked } = await matrix(causal(9));
    await userEvent.tab();
    expect(document.activeElement).toBe(find('.fig-stage', HTMLElement));
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}{End}{Enter}');
    const [first, second, third, fourth] = hovered;
    expect([first, second, third, fourth]).toEqual([
      { query: 0, key: 0 },
      { query: 1, key: 0 },
      { query: 1, key: 1 },
      { query: 1, key: 8 },
    ]);
    expect(locked).toEqual([{ query: 1, key: 8 }]);
    expect(find('[aria-live]', HTMLElement).textContent).toBe('1 → 8: masked');
    await userEvent.tab();
    expect(document.activeElement).toBe(document.body);
  });

  it('shows a preview that another figure hovers', async () => {
    const { figure, data } = await matrix(causal(9));
    figure.update({ ...data, selection: { query: 3, key: 2, locked: false } });
    await frames();
    expect(document.querySelectorAll('.fig-mark-hover')).toHaveLength(3);
  });

  it('writes tokens as text and never as markup', async () => {
    await matrix(causal(9));
    expect(document.querySelector('img')).toBeNull();
    const labels = Array.from(
      document.querySelectorAll('.fig-query-labels text'),
      (label) => label.textContent,
    );
    expect(labels[0]).toMatch(/^<img/);
    expect(labels).toHaveLength(9);
  });

  it('redraws to the size of its element, with no labels over one another', async () => {
    const { canvas } = await matrix(causal(64));
    const before = canvas.clientWidth;
    const [place] = mounted;
    if (place) place.element.style.width = '320px';
    await frames();
    expect(canvas.clientWidth).toBeLessThan(before);
    const labels = Array.from(document.querySelectorAll('.fig-query-labels text'));
    const pen = document.createElement('canvas').getContext('2d');
    if (!pen || !labels[0]) throw new Error('nothing is drawn');
    pen.font = getComputedStyle(labels[0]).font;
    // From the top of the highest letters to the foot of the lowest.
    const { actualBoundingBoxAscent, actualBoundingBoxDescent } = pen.measureText('dhklgjpqy');
    const tops = labels.map((label) => label.getBoundingClientRect().top);
    expect(tops.length).toBeGreaterThan(3);
    for (const [i, top] of tops.entries())
      expect((tops[i + 1] ?? Infinity) - top).toBeGreaterThanOrEqual(
        actualBoundingBoxAscent + actualBoundingBoxDescent,
      );
  });

  it('has no accessibility violation', async () => {
    await matrix(causal(9));
    expect(await violations()).toEqual([]);
  });
});

describe('the strip of heads', () => {
  const labels = {
    figure: 'Heads',
    head: ({ layer, head }: { layer: number; head: number }) => `layer ${layer + 1}, head ${head + 1}`,
    layerCaption: (layer: number) => `Layer ${layer + 1}`,
    headCaption: (head: number) => String(head + 1),
    columns: { head: 'head', query: 'query', key: 'key', value: 'weight' },
  };

  it('draws 144 heads of 128 tokens as buttons, one of them the tab stop', async () => {
    const { masked, ...map } = causal(128);
    const maps: HeadMap[] = Array.from({ length: 144 }, (_, i) => ({
      ...map,
      layer: Math.floor(i / 12),
      head: i % 12,
    }));
    const picked = vi.fn();
    const strip = mountIn(900, 800, (element) => mountHeadStrip(element, { labels, onPick: picked }));
    strip.update({ maps, masked, selectedHead: { layer: 0, head: 2 } });
    await frames();
    const buttons = Array.from(document.querySelectorAll<HTMLButtonElement>('button.fig-head'));
    expect(buttons).toHaveLength(144);
    expect(buttons.filter((button) => button.tabIndex === 0)).toEqual([buttons[2]]);
    expect(buttons.filter((button) => button.getAttribute('aria-pressed') === 'true')).toEqual([buttons[2]]);
    const painted = (): number[] =>
      Array.from(document.querySelectorAll('canvas'), (canvas) => pixelsAt(canvas, 0, 0)[0]?.[0] ?? 0);
    // The first query reads the first key alone: its corner is the bright end of the scale, in every picture.
    const bright = Array<number>(144).fill(bytes(attentionColor(1))[0] ?? 0);
    await vi.waitFor(() => expect(painted()).toEqual(bright), { timeout: 30_000 });
    buttons[2]?.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowDown}');
    expect(document.activeElement).toBe(buttons[15]);
    await userEvent.keyboard('{Enter}');
    expect(picked).toHaveBeenCalledExactlyOnceWith({ layer: 1, head: 3 });
    expect(await violations()).toEqual([]);
  });
});

describe('the distribution', () => {
  it('shows one row a token with a bar in proportion, and picks by click', async () => {
    const picked = vi.fn();
    const figure = mountIn(420, 300, (element) =>
      mountDistribution(element, {
        labels: {
          figure: 'Next token',
          percent: (p) => `${(p * 100).toFixed(1)} %`,
          tick: (p) => `${p * 100} %`,
          entry: (entry) => `${entry.text}, ${entry.probability}`,
          rest: (n) => `${n} others`,
          columns: { id: 'id', token: 'token', probability: 'probability' },
        },
        onPick: picked,
      }),
    );
    const entries = [
      { id: 17, text: NASTY, probability: 0.4 },
      { id: 3, text: ' a', probability: 0.2 },
    ];
    figure.update({ entries, rest: 0.4, nRest: 998, selectedId: 3, stack: 'decoder' });
    await frames();
    const [first, second] = Array.from(document.querySelectorAll('.fig-dist-bar'), (bar) => bar.clientWidth);
    expect((first ?? 0) / (second ?? 1)).toBeCloseTo(2, 1);
    expect(document.querySelector('img')).toBeNull();
    expect(find('.fig-dist-rest', HTMLElement).textContent).toBe('998 others40.0 %');
    await userEvent.click(find('button[aria-pressed=true]', HTMLElement));
    expect(picked).toHaveBeenCalledExactlyOnceWith(3);
    expect(await violations()).toEqual([]);
  });

  it('keeps rows in the order of probability and the rest last when the prediction changes', async () => {
    const figure = mountIn(420, 300, (element) =>
      mountDistribution(element, {
        labels: {
          figure: 'Next token',
          percent: String,
          tick: String,
          entry: (e) => e.text,
          rest: (n) => `rest ${n}`,
          columns: { id: 'id', token: 'token', probability: 'probability' },
        },
      }),
    );
    const entry = (text: string, probability: number) => ({ id: text.charCodeAt(0), text, probability });
    const update = (...entries: ReturnType<typeof entry>[]) =>
      figure.update({ entries, rest: 0.1, nRest: 5, selectedId: null, stack: 'encoder' });
    update(entry('a', 0.5), entry('b', 0.3));
    await frames();
    update(entry('c', 0.6), entry('b', 0.2), entry('a', 0.1));
    await frames();
    const texts = Array.from(document.querySelectorAll('li'), (row) => row.textContent);
    expect(texts.map((text) => text.slice(0, 4))).toEqual(['c0.6', 'b0.2', 'a0.1', 'rest']);
    expect(document.querySelectorAll('button')).toHaveLength(0);
    expect(await violations()).toEqual([]);
  });
});
