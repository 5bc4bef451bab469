import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import {
  mountSightMatrix,
  SEEN_ELSEWHERE,
  SEEN_HERE,
  type SightMatrixData,
  type SightMatrixLabels,
} from '../../src/figures/sightMatrix';
import { writeSvg } from '../../src/figures/shared/exportNodes';
import { drawElements } from '../../src/figures/shared/exportSvg';
import type { MaskPattern } from '../../src/model/config/types';
import { maskMatrix, mayAttend } from '../../src/model/mask';

const labels: SightMatrixLabels = {
  figure: 'Attention of A',
  queryAxis: 'queries',
  keyAxis: 'keys',
  legend: 'weight',
  masked: 'masked',
  pooled: 'pooled',
  sqrtScale: 'root',
  hint: 'Point at a cell',
  cell: ({ query, key, masked }) => `${query} → ${key}: ${masked ? 'masked' : 'seen'}.`,
  token: ({ axis, index }) => `${axis} ${index}.`,
  summary: ({ rows, cols }) => `${rows} × ${cols}`,
  zoom: { closer: 'closer', farther: 'farther', whole: 'whole', shown: () => '' },
  seenHere: 'seen here alone',
  seenElsewhere: 'seen elsewhere',
  cellHere: 'B cannot.',
  cellElsewhere: 'B can.',
  counts: ({ axis, nHere, nElsewhere }) => `of the ${axis}: ${nHere} here, ${nElsewhere} there`,
  keysHere: 'keys here',
  keysElsewhere: 'keys elsewhere',
};

const CAUSAL: MaskPattern = { kind: 'causal' };
const FULL: MaskPattern = { kind: 'full' };
const WINDOW: MaskPattern = { kind: 'slidingWindow', window: 3, causal: false };

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

/** The map of a model whose mask is `own`, beside one whose mask is `other`. */
function dataOf(own: MaskPattern, other: MaskPattern, n: number): SightMatrixData {
  const size = { nQueries: n, nKeys: n, firstQuery: 0 };
  const [masked, there] = [own, other].map((pattern) => maskMatrix({ pattern, ...size }));
  const tokens = Array.from({ length: n }, (_, at) => ({ text: `t${at}` }));
  return {
    ...{ rows: n, cols: n, queryTokens: tokens, keyTokens: tokens, kind: 'decoderSelf' },
    weights: new Float32Array(n * n).fill(1 / n),
    masked: masked ?? null,
    sight: Uint8Array.from(masked ?? [], (isMasked, cell) => {
      if (isMasked === there?.[cell]) return 0;
      return isMasked === 0 ? SEEN_HERE : SEEN_ELSEWHERE;
    }),
    selection: { query: null, key: null, locked: false },
  };
}

async function mounted(data: SightMatrixData, side = 640) {
  const element = document.createElement('section');
  element.style.width = `${side}px`;
  element.style.height = `${side + 60}px`;
  document.body.append(element);
  const figure = mountSightMatrix(element, { labels });
  ended = () => {
    figure.destroy();
    expect(element.childElementCount).toBe(0);
    element.remove();
  };
  figure.update(data);
  await frames();
  return { element, figure };
}

type Name = 'here' | 'elsewhere';

/** The middle of a cell of the part that is shown, in the coordinates of the drawing. */
function middleOf(query: number, key: number, n: number): DOMPoint {
  const box = find('.fig-cells', HTMLCanvasElement).getBoundingClientRect();
  const svg = find('.fig-stage > svg', SVGSVGElement).getBoundingClientRect();
  const [x, y] = [((key + 0.5) * box.width) / n, ((query + 0.5) * box.height) / n];
  return new DOMPoint(box.left - svg.left + x, box.top - svg.top + y);
}

/** Cells that a line encloses, as `query,key`. */
function enclosed(name: Name, n: number): string[] {
  const line = document.querySelector(`.fig-stage .fig-sight-line.fig-sight-${name}`);
  if (!(line instanceof SVGPathElement)) return [];
  return Array.from({ length: n * n }, (_, cell) => [Math.floor(cell / n), cell % n] as const)
    .filter(([query, key]) => line.isPointInFill(middleOf(query, key, n)))
    .map((cell) => cell.join());
}

/** Cells that have a sign of their own. */
function signed(name: Name, n: number): string[] {
  const path =
    document.querySelector(`.fig-stage .fig-sight-sign.fig-sight-${name}`)?.getAttribute('d') ?? '';
  const box = find('.fig-cells', HTMLCanvasElement).getBoundingClientRect();
  const first = middleOf(0, 0, n);
  const [width, height] = [box.width / n, box.height / n];
  return [...path.matchAll(/M([\d.]+),([\d.]+)/g)].map(([, x, y]) => {
    const key = Math.round((Number(x) - first.x) / width);
    return [Math.round((Number(y) - first.y) / height), key].join();
  });
}

/** Cells that one mask shows and another hides. */
function onlyIn(pattern: MaskPattern, other: MaskPattern, n: number, from = 0): string[] {
  return Array.from({ length: n * n }, (_, cell) => [Math.floor(cell / n), cell % n] as const)
    .filter(([query, key]) => {
      const sees = (one: MaskPattern): boolean => mayAttend(one, from + query, from + key);
      return sees(pattern) && !sees(other);
    })
    .map((cell) => cell.join());
}

describe('the marks of what only one of two models sees', () => {
  it.each([
    ['a full mask beside a causal one', FULL, CAUSAL],
    ['a causal mask beside a full one', CAUSAL, FULL],
    ['a causal mask beside a window', CAUSAL, WINDOW],
    ['a window beside a causal mask', WINDOW, CAUSAL],
  ] as const)('are those of the masks, as signs and as lines: %s', async (_, own, other) => {
    const n = 12;
    await mounted(dataOf(own, other, n));
    for (const read of [signed, enclosed]) {
      expect(read('here', n)).toEqual(onlyIn(own, other, n));
      expect(read('elsewhere', n)).toEqual(onlyIn(other, own, n));
    }
  });

  it('are lines alone where cells have no room for a sign, and are still those of the masks', async () => {
    const n = 40;
    await mounted(dataOf(CAUSAL, WINDOW, n), 300);
    expect(document.querySelector('.fig-stage .fig-sight-sign')).toBeNull();
    expect(enclosed('here', n)).toEqual(onlyIn(CAUSAL, WINDOW, n));
    expect(enclosed('elsewhere', n)).toEqual(onlyIn(WINDOW, CAUSAL, n));
    const dashes = (name: Name): string =>
      getComputedStyle(find(`.fig-stage .fig-sight-line.fig-sight-${name}`, SVGPathElement)).strokeDasharray;
    expect(dashes('here')).toBe('none');
    expect(dashes('elsewhere')).not.toBe('none');
  });

  it('move with the part that is shown', async () => {
    const n = 40;
    await mounted(dataOf(CAUSAL, WINDOW, n));
    find('.fig-stage', HTMLElement).focus();
    await userEvent.keyboard('++++++');
    await frames();
    const [row, col, shown] = [16, 16, 8];
    expect([...signed('here', shown)]).toEqual(onlyIn(CAUSAL, WINDOW, shown, row));
    expect([...enclosed('elsewhere', shown)]).toEqual(onlyIn(WINDOW, CAUSAL, shown, col));
  });

  it('are explained in the legend, as far as there are any, and go when they are switched off', async () => {
    const data = dataOf(FULL, CAUSAL, 9);
    const { figure } = await mounted(data);
    const legend = find('.fig-legend', HTMLElement);
    expect(legend.textContent).toContain('seen here alone');
    expect(legend.textContent).not.toContain('seen elsewhere');
    expect(legend.querySelectorAll('.fig-sight-here')).toHaveLength(4);
    figure.update({ ...data, sight: null });
    await frames();
    expect(legend.textContent).not.toContain('seen here alone');
    expect(document.querySelector('.fig-sight path')).toBeNull();
    expect(figure.table().columns.map(({ id }) => id)).not.toContain('seenHere');
  });

  it('are said of a cell, a row and a column', async () => {
    await mounted(dataOf(FULL, CAUSAL, 9));
    find('.fig-stage', HTMLElement).focus();
    const said = (): string | null => find('[aria-live="polite"]', HTMLElement).textContent;
    await userEvent.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}');
    expect(said()).toBe('0 → 2: seen. B cannot.');
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(said()).toBe('0 → 0: seen.');
    const hovered = async (x: number, y: number): Promise<string | null> => {
      const stage = find('.fig-stage', HTMLElement);
      const box = stage.getBoundingClientRect();
      const at = { clientX: box.left + x, clientY: box.top + y };
      stage.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, pointerType: 'mouse', ...at }));
      await frames();
      return find('.fig-readout', HTMLElement).textContent;
    };
    const [third, corner] = [middleOf(3, 3, 9), middleOf(0, 0, 9)];
    // Beside the cells are the names of rows, over them those of columns.
    expect(await hovered(corner.x - 40, third.y)).toBe('query 3. of the query: 5 here, 0 there');
    expect(await hovered(third.x, corner.y - 40)).toBe('key 3. of the key: 3 here, 0 there');
  });

  it('stand in the table and in the picture', async () => {
    const n = 6;
    const { element, figure } = await mounted(dataOf(CAUSAL, WINDOW, n));
    const { columns, rows } = figure.table();
    expect(columns.slice(-2).map(({ label }) => label)).toEqual(['keys here', 'keys elsewhere']);
    // Counted from 1: the window of three hides what is farther back and shows what comes next.
    expect([...rows].map((row) => row.slice(-2))).toEqual([
      ['', '2 3'],
      ['', '3 4'],
      ['', '4 5'],
      ['1', '5 6'],
      ['1 2', '6'],
      ['1 2 3', ''],
    ]);
    const drawing = drawElements([element]);
    let step = drawing.next();
    while (!step.done) step = drawing.next();
    const picture = writeSvg(step.value.node);
    for (const path of document.querySelectorAll('.fig-sight path')) {
      expect(picture).toContain(`d="${path.getAttribute('d')}"`);
    }
    expect(picture).toContain('seen here alone');
    expect(picture).toContain('stroke-dasharray="4');
  });
});
