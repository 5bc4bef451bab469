import { describe, expect, it } from 'vitest';
import { layout } from '../figures/architecture/layout';
import { en } from '../i18n/en';
import { zh } from '../i18n/zh';
import { presets, switchFamily } from '../model/config/presets';
import type { Family } from '../model/config/types';
import { graph } from '../model/graph/graph';
import { architectureLabels } from './architectureLabels';

const families: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];

/** Wider than the fonts of any system: Chinese characters are squares. */
const measure = (pixels: number) => (text: string) =>
  Array.from(text).reduce((sum, letter) => sum + (letter > '\u2e7f' ? pixels : pixels * 0.57), 0);

describe.each([
  ['English', en],
  ['Chinese', zh],
])('the words of the diagram in %s', (_, messages) => {
  it.each([
    [340, 600],
    [374, 560],
    [480, 640],
  ])('name every part in full, or by its short name, at %d × %d', (width, height) => {
    const wording = {
      labels: architectureLabels(messages),
      measureName: measure(12),
      measureSmall: measure(11),
      hasSteps: true,
    };
    const cut = presets.flatMap(({ id, config }) =>
      families.flatMap((family) => {
        const built = graph(switchFamily(config, family), { batch: 1, source: 16, target: 20 });
        return layout(built, width, height, wording)
          .boxes.flatMap(({ texts }) => texts)
          .filter(({ text }) => text.includes('…'))
          .map(({ text }) => `${id} as ${family}: ${text}`);
      }),
    );
    expect(cut).toEqual([]);
  });
});
