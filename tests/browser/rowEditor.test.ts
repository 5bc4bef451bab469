import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import {
  type BarFacts,
  mountRowEditor,
  type RowEditorData,
  type RowEditorLabels,
} from '../../src/figures/rowEditor';
import { maskWithPadding } from '../../src/model/mask';
import { edgeRow } from '../support/edgeRow';

const N = 6;
const QUERY = 3;

const labels: RowEditorLabels = {
  figure: 'Row of “t3”',
  keyAxis: 'keys',
  weightAxis: 'weight',
  legend: { now: 'now', before: 'before', set: 'set', masked: 'masked' },
  columns: { key: 'key', now: 'now', before: 'before', set: 'set' },
  hint: 'Drag a bar',
  tick: (weight) => `${Math.round(weight * 100)} %`,
  bar: ({ keyText, weight, refusal }: BarFacts) => `${keyText}: ${weight.toFixed(3)} ${refusal ?? ''}`,
  setTo: ({ keyText, weight }) => `${keyText} set to ${weight}`,
  summary: ({ nKeys, nMasked, nSet }) => `${nKeys} keys, ${nMasked} masked, ${nSet} set`,
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

interface Told {
  readonly sets: (readonly [key: number, weight: number])[];
  readonly holds: boolean[];
  readonly locks: (number | null)[];
}

/** The row of a causal query whose owner does with settings what the bench does: the model's rule. */
async function row({ query = QUERY, width = 600 } = {}) {
  const masked = maskWithPadding({ pattern: { kind: 'causal' }, nQueries: N, nKeys: N, firstQuery: 0 }, null);
  const hidden = Array.from({ length: N }, (_, key) => masked[query * N + key] === 1);
  const tokens = hidden.map((_, index) => ({ text: `t${index}` }));
  const nSeen = hidden.filter((isHidden) => !isHidden).length;
  const measured = hidden.map((isHidden, key) => (isHidden ? 0 : (key + 1) / ((nSeen * (nSeen + 1)) / 2)));
  const told: Told = { sets: [], holds: [], locks: [] };
  let now: readonly number[] = measured;
  let set: readonly (number | null)[] = hidden.map(() => null);
  let selection: RowEditorData['selection'] = { query, key: null, locked: true };
  const element = document.createElement('section');
  element.style.width = `${width}px`;
  document.body.append(element);
  const data = (): RowEditorData => {
    const weights = new Float32Array(N * N);
    weights.set(now, query * N);
    return {
      ...{ weights, rows: N, cols: N, masked, queryTokens: tokens, keyTokens: tokens, kind: 'decoderSelf' },
      ...{ query, set, selection, before: Float32Array.from(measured) },
    };
  };
  const figure = mountRowEditor(element, {
    labels,
    onSet: (key, weight) => {
      told.sets.push([key, weight]);
      now = edgeRow(now, hidden, key, weight);
      set = set.with(key, weight);
      figure.update(data());
    },
    onHold: (isHeld) => told.holds.push(isHeld),
    onLock: (cell) => {
      told.locks.push(cell?.key ?? null);
      selection = { query, key: cell?.key ?? null, locked: true };
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
  const stage = find('.fig-stage', HTMLElement);
  // A made-up pointer cannot be captured.
  stage.setPointerCapture = () => undefined;
  const grip = find('.fig-row-grip', HTMLElement);
  /** A pointer that takes a column in its middle, and goes up (by shares of the plot) with the button down. */
  const drag = async (key: number, ups: readonly number[], pointerType = 'mouse'): Promise<void> => {
    const box = grip.getBoundingClientRect();
    const fire = (name: string, up: number): void => {
      grip.dispatchEvent(
        new PointerEvent(name, {
          ...{ bubbles: true, cancelable: true, isPrimary: true, pointerId: 1, button: 0, pointerType },
          clientX: box.left + ((key + 0.5) * box.width) / N,
          clientY: box.top + box.height * (0.5 - up),
        }),
      );
    };
    fire('pointermove', 0);
    fire('pointerdown', 0);
    for (const up of ups) fire('pointermove', up);
    fire('pointerup', ups.at(-1) ?? 0);
    fire('click', ups.at(-1) ?? 0);
    await frames();
  };
  return { figure, told, drag, stage, measured, weights: () => now };
}

const spoken = (): string => find('[aria-live]', HTMLElement).textContent ?? '';
const drawn = (): number[] =>
  [...document.querySelectorAll('.fig-row-bars rect')].map((bar) => Number(bar.getAttribute('data-weight')));

describe('the row editor', () => {
  it.each(['mouse', 'touch', 'pen'])(
    'sets a weight while a bar is dragged by %s, as one change',
    async (type) => {
      const { told, drag, weights, measured } = await row();
      await drag(1, [0.1, 0.25, 0.3], type);
      expect(told.sets.map(([key]) => key)).toEqual([1, 1, 1]);
      const last = told.sets.at(-1)?.[1] ?? 0;
      expect(last).toBeCloseTo((measured[1] ?? 0) + 0.3, 2);
      expect(told.holds).toEqual([true, false]);
      // A drag locks nothing.
      expect(told.locks).toEqual([]);
      // The bars are what the owner gave back: the others share the rest in proportion to what they had.
      const shown = drawn();
      expect(shown).toHaveLength(4);
      shown.forEach((weight, key) => expect(weight).toBeCloseTo(weights()[key] ?? NaN, 6));
      expect((shown[3] ?? 0) / (shown[0] ?? 1)).toBeCloseTo((measured[3] ?? 0) / (measured[0] ?? 1), 4);
      expect(shown.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
      expect(spoken()).toBe(`t1 set to ${last}`);
    },
  );

  it('goes no further than 0 and 1', async () => {
    const { told, drag } = await row();
    await drag(0, [3]);
    await drag(0, [-5]);
    expect(told.sets).toEqual([
      [0, 1],
      [0, 0],
    ]);
  });

  it('sets by the arrow keys for the bar that has the keyboard, and says the weight', async () => {
    const { told, stage, measured } = await row();
    expect(measured[1]).toBe(0.2);
    stage.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowUp}');
    expect(spoken()).toBe('t1 set to 0.21');
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}{ArrowDown}{PageDown}');
    expect(told.sets.map(([, weight]) => weight)).toEqual([0.21, 0.31, 0.3, 0.2]);
    expect(told.holds).toEqual([true, false, true, false, true, false, true, false]);
    expect(told.sets.every(([key]) => key === 1)).toBe(true);
  });

  it('shows masked keys as masked, and does not let them be set', async () => {
    const { told, drag, stage, figure } = await row();
    expect(document.querySelectorAll('.fig-row-bars rect')).toHaveLength(4);
    expect(find('.fig-row-masked', SVGPathElement).getAttribute('d')).not.toBe('');
    await drag(5, [0.4]);
    stage.focus();
    await userEvent.keyboard('{End}{ArrowUp}');
    expect(told.sets).toEqual([]);
    expect(spoken()).toContain('masked');
    expect(figure.table().rows[5]).toEqual(['6 t5', null, null, null]);
  });

  it('does not let the only key be set that the mask shows', async () => {
    const { told, drag } = await row({ query: 0 });
    await drag(0, [-0.4]);
    expect(told.sets).toEqual([]);
  });

  it('locks by a click and by Enter, and Escape frees', async () => {
    const { told, drag, stage } = await row();
    await drag(2, []);
    stage.focus();
    await userEvent.keyboard('{ArrowLeft}{Enter}{Escape}');
    expect(told.locks).toEqual([2, 1, null]);
    expect(told.sets).toEqual([]);
  });

  it('keeps what was before as a mark, and a knob where a weight was set', async () => {
    const { figure, drag, measured, told } = await row();
    await drag(1, [0.3]);
    await drag(2, [0.2]);
    const before = [...document.querySelectorAll('.fig-row-before [data-before]')].map((mark) =>
      Number(mark.getAttribute('data-before')),
    );
    before.forEach((weight, key) => expect(weight).toBeCloseTo(measured[key] ?? NaN, 6));
    const knobs = [...document.querySelectorAll('.fig-row-knobs g')].map((knob) =>
      Number(knob.getAttribute('data-set')),
    );
    expect(knobs).toEqual(told.sets.map(([, weight]) => weight));
    // The later one took a share of the earlier one, whose knob is tied to its bar.
    const threads = [...document.querySelectorAll('.fig-row-thread')].map((path) => path.hasAttribute('d'));
    expect(threads).toEqual([true, false]);
    expect(find('.fig-hidden', HTMLElement).textContent).toBe('6 keys, 2 masked, 2 set');
    const [key, now, was, set] = figure.table().rows[2] ?? [];
    expect([key, was, set]).toEqual(['3 t2', Math.fround(measured[2] ?? 0), told.sets[1]?.[1]]);
    expect(now).toBeCloseTo(told.sets[1]?.[1] ?? NaN, 6);
  });

  it('scrolls to the key that the keyboard goes to where there is no room for all', async () => {
    const { stage } = await row({ width: 100 });
    expect(stage.scrollWidth).toBeGreaterThan(stage.clientWidth);
    stage.focus();
    await userEvent.keyboard('{End}');
    await frames();
    expect(stage.scrollLeft).toBeGreaterThan(0);
  });

  it('breaks no rule of accessibility', async () => {
    await row();
    const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
