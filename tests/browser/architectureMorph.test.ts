import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Architecture, mountArchitecture } from '../../src/figures/architecture';
import { en } from '../../src/i18n/en';
import { presetOf } from '../../src/model/config/presets';
import type { ModelConfig } from '../../src/model/config/types';
import { graph } from '../../src/model/graph/graph';
import { changedNodes, stackMove } from '../../src/model/morph/changedNodes';
import { stepsOf } from '../../src/model/morph/paths';
import { architectureLabels } from '../../src/ui/architectureLabels';

const size = { batch: 1, source: 9, target: 12 };
const HEAD = { kind: 'languageModel', tied: true, scale: 1, softCap: null } as const;
const steps = stepsOf('family', presetOf('gpt2').config, { head: HEAD }).map(({ config }) => config);

let figure: Architecture | null = null;
afterEach(() => {
  figure?.destroy();
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

function mounted(): Architecture {
  const place = document.createElement('section');
  place.style.width = '480px';
  place.style.height = '640px';
  document.body.append(place);
  figure = mountArchitecture(place, { labels: architectureLabels(en), onPick: () => undefined });
  return figure;
}

function show(drawn: Architecture, config: ModelConfig, before: ModelConfig | null): void {
  const changes = before ? [...changedNodes(before, config)] : [];
  drawn.update({
    graph: graph(config, size),
    selected: null,
    marks: new Map(changes),
    becomes: before && stackMove(before, config),
  });
}

function stepAt(index: number): ModelConfig {
  const config = steps[index];
  if (!config) throw new Error(`no step ${index}`);
  return config;
}

function block(id: string): Element {
  const found = document.querySelector(`.arch-box[data-node="${id}"]`);
  if (!found) throw new Error(`no block ${id}`);
  return found;
}

/** Until every block that there is has come to be seen, and those that go are gone. */
async function settled(config: ModelConfig): Promise<void> {
  const ids = graph(config, size)
    .nodes.map(({ id }) => id)
    .toSorted();
  await vi.waitFor(
    () => {
      const blocks = [...document.querySelectorAll('.arch-box')];
      expect(blocks.map((one) => one.getAttribute('data-node') ?? '').toSorted()).toEqual(ids);
      expect(blocks.map((one) => one.getAttribute('opacity')).filter((opacity) => opacity !== '1')).toEqual(
        [],
      );
    },
    { timeout: 30_000 },
  );
}

describe('the diagram of a morph', () => {
  it('takes the blocks of the encoder over to the decoder and back: they are the same, and nothing is left behind', async () => {
    const drawn = mounted();
    show(drawn, stepAt(1), null);
    const attention = block('encoder.selfAttention');
    show(drawn, stepAt(2), stepAt(1));
    expect(block('decoder.selfAttention')).toBe(attention);
    await settled(stepAt(2));
    show(drawn, stepAt(1), stepAt(2));
    expect(block('encoder.selfAttention')).toBe(attention);
  });

  it('moves what stays, fades in what is new with its mark, and fades out what is gone', async () => {
    const drawn = mounted();
    show(drawn, stepAt(3), null);
    await settled(stepAt(3));
    const staying = [...document.querySelectorAll('.arch-box[data-node^="decoder."]')];
    const places = () => staying.map((one) => one.getAttribute('transform'));
    const before = places();
    show(drawn, stepAt(4), stepAt(3));
    expect(places()).toEqual(before);
    expect(Number(block('decoder.crossAttention').getAttribute('opacity'))).toBeLessThan(1);
    await settled(stepAt(4));
    expect(staying.every((one) => one.isConnected)).toBe(true);
    expect(places()).not.toEqual(before);
    expect(block('decoder.crossAttention').getAttribute('opacity')).toBe('1');
    const marked = [...document.querySelectorAll('.arch-mark')].map(({ textContent }) => textContent);
    expect(marked).toEqual(['new', 'new']);
    show(drawn, stepAt(3), stepAt(4));
    await settled(stepAt(3));
  });

  it.each([0, 60, 150, 300])(
    'ends where it should when it is turned back and resized after %d ms',
    async (delay) => {
      const wait = () => new Promise((resolve) => setTimeout(resolve, delay));
      const drawn = mounted();
      show(drawn, stepAt(1), null);
      await settled(stepAt(1));
      show(drawn, stepAt(2), stepAt(1));
      await wait();
      show(drawn, stepAt(1), stepAt(2));
      await wait();
      show(drawn, stepAt(2), stepAt(1));
      await wait();
      document.querySelectorAll('section').forEach((place) => place.style.setProperty('width', '500px'));
      await settled(stepAt(2));
    },
  );

  it('moves nothing for those who want no motion: all is in place at once, and marked', async () => {
    const real = matchMedia;
    vi.spyOn(globalThis, 'matchMedia').mockImplementation((query) =>
      query.includes('reduced-motion') ? ({ matches: true } as MediaQueryList) : real(query),
    );
    const drawn = mounted();
    show(drawn, stepAt(3), null);
    show(drawn, stepAt(4), stepAt(3));
    // d3 sets the end of a movement of no length in the next frames.
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
    expect(block('decoder.crossAttention').getAttribute('opacity')).toBe('1');
    expect(document.querySelectorAll('.arch-mark')).toHaveLength(2);
  });
});
