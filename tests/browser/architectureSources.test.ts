import axe from 'axe-core';
import { afterEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { mountArchitecture } from '../../src/figures/architecture';
import { en } from '../../src/i18n/en';
import { graph } from '../../src/model/graph/graph';
import type { NodeId } from '../../src/model/graph/types';
import { architectureLabels } from '../../src/ui/architectureLabels';
import { original, size } from '../support/diagram';

const places: HTMLElement[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.remove();
});

function shown(selected: NodeId) {
  const place = document.createElement('section');
  place.style.width = '420px';
  place.style.height = '640px';
  document.body.append(place);
  places.push(place);
  const figure = mountArchitecture(place, { labels: architectureLabels(en), onPick: () => undefined });
  figure.update({ graph: graph(original, size, { encoder: 0, decoder: 0 }), selected });
  const block = (id: NodeId): SVGGElement => {
    const found = place.querySelector<SVGGElement>(`g.arch-box[data-node="${id}"]`);
    if (!found) throw new Error(`no block ${id}`);
    return found;
  };
  const body = (id: NodeId): Element => block(id).querySelector('.arch-body') ?? block(id);
  const words = (): string[] =>
    [...place.querySelectorAll<HTMLElement>('.arch-words li')]
      .filter((line) => getComputedStyle(line).visibility === 'visible')
      .map((line) => line.textContent);
  const weight = (index: number): number => {
    const line = place.querySelectorAll('.arch-source > .arch-line').item(index);
    return parseFloat(getComputedStyle(line).strokeWidth);
  };
  const nFollowed = (): number => place.querySelectorAll('.arch-wires > .arch-source').length;
  return { figure, place, block, body, words, weight, nFollowed };
}

const ofCross = [
  /^Q ← decoder stream.*: 1×12×128 → 1×4×12×32$/,
  /^K, V ← encoder memory: 1×9×128 → 1×4×9×32 · computed once, reused at each step$/,
];

it('follows the wires of the selected block, says where they come from, and the block says it too', async () => {
  const { figure, place, block, words, weight, nFollowed } = shown('decoder.crossAttention');
  const [queries, memory, ...others] = words();
  expect(others).toEqual([]);
  expect(queries).toMatch(ofCross[0] ?? '');
  expect(memory).toMatch(ofCross[1] ?? '');
  expect(nFollowed()).toBeGreaterThanOrEqual(3);
  const plain = place.querySelector('.arch-wire:not(.arch-source) > .arch-line');
  if (!plain) throw new Error('other wires expected');
  expect(weight(0)).toBeGreaterThan(1.5 * parseFloat(getComputedStyle(plain).strokeWidth));
  expect(Number(getComputedStyle(plain).opacity)).toBeLessThan(1);
  expect(block('decoder.crossAttention').getAttribute('aria-label')).toContain('K, V ← encoder memory');
  const { violations } = await axe.run(place, { rules: { region: { enabled: false } } });
  expect(violations).toEqual([]);
  figure.destroy();
  expect(place.childElementCount).toBe(0);
});

it('follows the block that is pointed at instead, moves nothing by that, and comes back', async () => {
  const { figure, place, body, words, nFollowed } = shown('decoder.crossAttention');
  const place0 = body('encoder.selfAttention').getBoundingClientRect();
  await userEvent.hover(body('encoder.selfAttention'));
  expect(words()).toHaveLength(1);
  expect(words()[0]).toMatch(/^Q, K, V ← encoder stream.*: 1×9×128 → 1×4×9×32$/);
  const place1 = body('encoder.selfAttention').getBoundingClientRect();
  expect([place1.x, place1.y]).toEqual([place0.x, place0.y]);
  const receding = place.querySelector('.arch-box:not(.arch-source) > .arch-body');
  expect(receding && Number(getComputedStyle(receding).opacity)).toBeLessThan(0.5);
  expect(nFollowed()).toBeGreaterThanOrEqual(3);
  await userEvent.hover(place.querySelector('.arch-words') ?? place);
  expect(words()).toHaveLength(2);
  figure.destroy();
});

it('follows the block that the keyboard walks to', async () => {
  const { figure, place, block, words } = shown('decoder.crossAttention');
  // Wherever the pointer was left, it is not on a block.
  await userEvent.unhover(place);
  block('decoder.crossAttention').focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(block('decoder.selfAttention'));
  expect(words()).toHaveLength(1);
  expect(words()[0]).toMatch(/^Q, K, V ← decoder stream.*K and V of earlier tokens are kept/);
  figure.destroy();
});
