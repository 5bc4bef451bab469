import { describe, expect, it } from 'vitest';
import { presets } from '../model/config/presets';
import { validate } from '../model/config/validate';
import { createRandom } from '../shared/random';
import { decodeLink } from './decodeLink';

/** With those of `urlProperties` more than ten thousand. */
const N_LINKS = 6000;
const preferences = { language: 'en', theme: 'system' } as const;

/** Links with something in each place where a value can be wrong. */
const links = presets.map(
  ({ id }) =>
    `v=1&preset=${id}&c.dModel=256&c.nHeads=8&c.nKvHeads=8&c.dHead=32&c.contextLength=32&c.norm.kind=rmsNorm` +
    `&c.position.kind=rotary&c.position.base=10000&c.attention.decoderMask.kind=custom` +
    `&c.attention.decoderMask.base.kind=causal&c.attention.decoderMask.changed=%5B%5B0%2C1%2C3%5D%2C%5B2%2C1%2C1%5D%5D&c.head.scale=0.5&a=Gr%C3%BC%C3%9Fe&masked=1.2` +
    `&view=arranged&own=less-1_2.from-5&figure=cross&layer=1&head=3&query=4&key=5&row=0&seed=7&backend=wasm&lang=zh&theme=dark`,
);
const pieces =
  '& = % - + 0 1e400 NaN null [ ] {} " c. .kind= __proto__ constructor %00 %F0%9F 字 v=2 <b>'.split(' ');

describe('thousands of links with something wrong in them', () => {
  it('never throw, always give a model that can be built, and at most five notices', () => {
    const random = createRandom(20_170_612);
    const below = (end: number): number => Math.floor(random() * end);
    let noticed = 0;
    const failed: string[] = [];
    for (let count = 0; count < N_LINKS; count += 1) {
      let hash = links[count % links.length] ?? '';
      for (let change = 0; change <= below(4); change += 1) {
        const at = below(hash.length);
        const from =
          below(2) === 0 ? (pieces[below(pieces.length)] ?? '') : hash.slice(below(hash.length)).slice(0, 9);
        hash = hash.slice(0, at) + from + hash.slice(at + below(12));
      }
      const { state, notices } = decodeLink(hash, preferences);
      if (notices.length > 0) noticed += 1;
      const { selection, config } = state;
      const isFit =
        validate(config).length === 0 &&
        notices.length <= 5 &&
        selection.head < config.nHeads &&
        state.batchRow < config.batchSize &&
        selection.layer < Math.max(config.nEncoderLayers, config.nDecoderLayers);
      if (!isFit) failed.push(hash);
    }
    expect(failed).toEqual([]);
    expect(noticed).toBeGreaterThan(N_LINKS / 2);
  }, 120_000);
});
