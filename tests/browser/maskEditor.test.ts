import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import {
  cellsOf,
  type MaskEditorData,
  type MaskEditorLabels,
  mountMaskEditor,
  type PaintTool,
  type Stroke,
} from '../../src/figures/maskEditor';
import type { MaskPattern } from '../../src/model/config/types';
import { maskWithPadding } from '../../src/model/mask';
import { type MaskedText, paintedCells, paintStroke } from '../../src/state/bench/masks';

const N = 8;

const labels: MaskEditorLabels = {
  figure: 'Mask',
  queryAxis: 'queries',
  keyAxis: 'keys',
  legend: 'weight',
  masked: 'masked',
  pooled: 'pooled',
  sqrtScale: 'root',
  hint: 'Point at a cell',
  cell: ({ query, key, masked }) => `${query} → ${key}: ${masked ? 'masked' : 'seen'}`,
  token: ({ axis, index }) => `${axis} ${index}`,
  summary: ({ rows, cols }) => `${rows} × ${cols}`,
  painted: 'painted over the rule',
  paintedKeys: 'painted keys',
  paintedCell: 'painted',
  paddedKey: 'padding',
  stroke: ({ nQueries, nKeys, shows }) => `${shows ? 'shows' : 'hides'} ${nQueries} × ${nKeys}`,
  keys: 'Arrows move',
};

let ended: (() => void) | null = null;
afterEach(() => {
  ended?.();
  ended = null;
});

async function frames(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise(requestAnimationFrame);
}

function find<E extends Element>(selector: string, type: new () => E): E {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`no ${selector} on the page`);
  return found;
}

/** A causal mask whose owner does with strokes what the bench does. */
async function editor(tool: PaintTool, { nPadded = 0, n = N } = {}) {
  const isToken = Array.from({ length: n }, (_, at) => (at < n - nPadded ? 1 : 0));
  const text: MaskedText = { nQueries: n, nKeys: n, queryIsToken: isToken, keyIsToken: isToken };
  const tokens = isToken.map((_, at) => ({ text: `t${at}` }));
  const strokes: Stroke[] = [];
  const refused: number[] = [];
  let pattern: MaskPattern = { kind: 'causal' };
  let locked: MaskEditorData['selection'] = { query: null, key: null, locked: false };
  const element = document.createElement('section');
  element.style.width = '600px';
  element.style.height = '640px';
  document.body.append(element);
  const weights = new Float32Array(n * n).fill(1 / n);
  const data = (): MaskEditorData => ({
    ...{ weights, rows: n, cols: n, queryTokens: tokens, keyTokens: tokens, kind: 'decoderSelf' },
    masked: maskWithPadding({ pattern, nQueries: n, nKeys: n, firstQuery: 0 }, isToken),
    painted: paintedCells(pattern, text),
    padded: Uint8Array.from(isToken, (one) => 1 - one),
    ...{ tool, path: [{ query: 1, key: 4, layer: 2 }], selection: locked },
  });
  const figure = mountMaskEditor(element, {
    labels,
    onStroke: (stroke) => {
      strokes.push(stroke);
      const painted = paintStroke(pattern, cellsOf(stroke.rects, { cols: n }), stroke.shows, text);
      refused.push(...painted.refused);
      ({ pattern } = painted);
      figure.update(data());
    },
    onLock: (cell) => {
      locked = { query: cell?.query ?? null, key: cell?.key ?? null, locked: cell !== null };
      figure.update(data());
    },
  });
  ended = () => {
    figure.destroy();
    expect(element.childElementCount).toBe(0);
    element.remove();
  };
  figure.update(data());
  await frames();
  const canvas = find('.fig-cells', HTMLCanvasElement);
  const stage = find('.fig-stage', HTMLElement);
  /** A pointer that goes through cells with the button down. */
  const drag = async (...cells: readonly (readonly [query: number, key: number])[]): Promise<void> => {
    const box = canvas.getBoundingClientRect();
    const fire = (name: string, [query, key]: readonly [number, number]): void => {
      canvas.dispatchEvent(
        new PointerEvent(name, {
          ...{ bubbles: true, cancelable: true, isPrimary: true, pointerId: 1, button: 0 },
          buttons: name === 'pointerup' ? 0 : 1,
          clientX: box.left + ((key + 0.5) * box.width) / n,
          clientY: box.top + ((query + 0.5) * box.height) / n,
        }),
      );
    };
    // A made-up pointer cannot be captured.
    stage.setPointerCapture = () => undefined;
    const [first = [0, 0], ...others] = cells;
    fire('pointerdown', first);
    for (const cell of others) fire('pointermove', cell);
    fire('pointerup', cells.at(-1) ?? first);
    fire('click', cells.at(-1) ?? first);
    await frames();
  };
  const changed = (): readonly (readonly number[])[] => (pattern.kind === 'custom' ? pattern.changed : []);
  return { figure, strokes, refused, changed, drag, stage, locked: () => locked };
}

describe('the mask editor', () => {
  it('paints every cell on the way of a fast pointer, as one stroke', async () => {
    const { strokes, changed, drag } = await editor('cell');
    await drag([1, 3], [1, 6]);
    expect(strokes).toHaveLength(1);
    expect(changed()).toEqual([[1, 3, 4]]);
  });

  it('lets the first cell decide: begun on a hidden cell it shows, on a seen one it hides', async () => {
    const { strokes, changed, drag } = await editor('cell');
    await drag([2, 3], [2, 2], [2, 1]);
    expect(strokes[0]?.shows).toBe(true);
    expect(changed()).toEqual([[2, 3, 1]]);
    await drag([2, 1], [2, 2], [2, 3]);
    expect(strokes[1]?.shows).toBe(false);
    expect(changed()).toEqual([[2, 1, 2]]);
  });

  it.each([
    [
      'row',
      [
        [0, 1, 7],
        [1, 2, 6],
      ],
    ],
    [
      'column',
      [
        [0, 3, 2],
        [1, 3, 2],
        [2, 3, 2],
        [3, 4, 1],
      ],
    ],
    [
      'block',
      [
        [0, 3, 2],
        [1, 3, 2],
      ],
    ],
  ] as const)('paints with the %s brush between where it begins and ends', async (tool, expected) => {
    const { changed, drag } = await editor(tool);
    await drag([0, 3], [1, 4]);
    expect(changed()).toEqual(expected);
  });

  it('leaves a row that would see nothing, and paints the others', async () => {
    const { refused, changed, drag } = await editor('column');
    await drag([4, 0]);
    expect(refused).toEqual([0]);
    expect(changed()).toEqual([1, 2, 3, 4, 5, 6, 7].map((query) => [query, 0, 1]));
  });

  it('does not show padding', async () => {
    const { changed, drag } = await editor('row', { nPadded: 2 });
    await drag([3, 0]);
    expect(changed()).toEqual([[3, 4, 2]]);
  });

  it('paints by keyboard: Space a cell, Shift with arrows and Enter a block, Escape nothing', async () => {
    const { stage, strokes, changed } = await editor('cell');
    stage.focus();
    // The first arrow enters the matrix at its first cell.
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight} ');
    expect(changed()).toEqual([[0, 2, 1]]);
    await userEvent.keyboard('{ArrowRight}{Shift>}{ArrowRight}{ArrowDown}{/Shift}');
    await frames();
    expect(find('.fig-readout', HTMLElement).textContent).toContain('shows 2 × 2');
    await userEvent.keyboard('{Escape}{Enter}');
    expect(strokes).toHaveLength(2);
    await userEvent.keyboard('{ArrowUp}{Shift>}{ArrowLeft}{ArrowDown}{/Shift}{Enter}');
    expect(changed()).toEqual([
      [0, 2, 3],
      [1, 3, 2],
    ]);
  });

  it('marks painted cells by a corner, counts them, and lists their keys in the table', async () => {
    const { figure, drag } = await editor('block');
    await drag([0, 1], [1, 2]);
    expect(find('.fig-painted-corner', SVGPathElement).dataset['cells']).toBe('3');
    const { columns, rows } = figure.table();
    expect(columns.at(-1)?.id).toBe('painted');
    expect(rows.slice(0, 3).map((row) => row.at(-1))).toEqual(['+2 +3', '+3', '']);
    expect(find('.fig-legend', HTMLElement).textContent).toContain('painted over the rule');
  });

  it('without a brush is a matrix: a click locks and paints nothing', async () => {
    const { strokes, drag, locked } = await editor('look');
    await drag([5, 2]);
    expect(strokes).toHaveLength(0);
    expect(locked()).toEqual({ query: 5, key: 2, locked: true });
  });

  it('rings the cells of a path with the layers in which they are read', async () => {
    await editor('look');
    expect(find('.fig-path text', SVGTextElement).textContent).toBe('3');
    expect(getComputedStyle(find('.fig-cells', HTMLElement)).touchAction).not.toBe('none');
  });

  it('takes the gestures of a finger on its cells only while it paints', async () => {
    const { figure, drag } = await editor('block', { n: 1024 });
    expect(getComputedStyle(find('.fig-cells', HTMLElement)).touchAction).toBe('none');
    await drag([10, 500], [400, 900]);
    expect(Number(find('.fig-painted path', SVGPathElement).dataset['cells'])).toBe(391 * 401);
    expect(figure.table().rows).toHaveLength(1024);
  });

  it('breaks no rule of accessibility', async () => {
    await editor('cell');
    const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
