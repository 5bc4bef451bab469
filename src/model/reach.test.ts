import { describe, expect, it } from 'vitest';
import { tinyDecoder, tinyEncoder, tinyEncoderDecoder } from '../../tests/support/tinyConfig';
import type { MaskPattern, ModelConfig, Stack } from './config/types';
import { paintMask } from './paintMask';
import { reach, reachPath, type ReachTexts, withoutPainting } from './reach';

const text = (nPositions: number, isToken: readonly number[] | null = null) => ({ nPositions, isToken });

const withMask = (config: ModelConfig, mask: Partial<ModelConfig['attention']>): ModelConfig => ({
  ...config,
  attention: { ...config.attention, ...mask },
});

/** Rows of text, the embedding first: # may move, . cannot. */
function drawn(config: ModelConfig, stack: Stack, position: number, texts: ReachTexts): string[] {
  const { stacks } = reach(config, { stack, position }, texts);
  return stacks.flatMap(({ levels }) =>
    levels.map((level) => Array.from(level, (moves) => (moves ? '#' : '.')).join('')),
  );
}

describe('a changed token', () => {
  it('of a causal decoder reaches itself and what comes after, in every layer', () => {
    expect(drawn(tinyDecoder, 'decoder', 2, { decoder: text(5) })).toEqual(['..#..', '..###', '..###']);
  });

  it('of a bidirectional encoder reaches every position in the first layer', () => {
    expect(drawn(tinyEncoder, 'encoder', 2, { encoder: text(4) }).slice(0, 2)).toEqual(['..#.', '####']);
  });

  it('under a window reaches one window further with every layer', () => {
    const config = withMask(tinyEncoder, {
      encoderMask: { kind: 'slidingWindow', window: 2, causal: false },
    });
    expect(drawn(config, 'encoder', 0, { encoder: text(6) })).toEqual([
      '#.....',
      '##....',
      '###...',
      '####..',
    ]);
  });

  it('of a source reaches all of the target through the memory, and one of the target no source', () => {
    const texts = { encoder: text(3), decoder: text(4) };
    const ofSource = drawn(tinyEncoderDecoder, 'encoder', 1, texts);
    expect(ofSource.slice(3, 5)).toEqual(['....', '####']);
    const ofTarget = drawn(tinyEncoderDecoder, 'decoder', 3, texts);
    expect(ofTarget).toEqual(['...', '...', '...', '...#', '...#', '...#', '...#']);
  });

  it('that is padding reaches itself alone', () => {
    const padded = text(4, [1, 1, 1, 0]);
    expect(drawn(tinyEncoder, 'encoder', 3, { encoder: padded })).toEqual(['...#', '...#', '...#', '...#']);
  });

  it('reaches a query that sees nothing: its attention is shared among all keys', () => {
    const config = withMask(tinyDecoder, { decoderMask: { kind: 'slidingWindow', window: 1, causal: true } });
    const padded = text(4, [1, 1, 1, 0]);
    expect(drawn(config, 'decoder', 0, { decoder: padded })).toEqual(['#...', '#..#', '#..#']);
  });
});

describe('a leak', () => {
  const painted: MaskPattern = paintMask({ kind: 'causal' }, [{ query: 2, key: 4 }], true);
  const config = withMask({ ...tinyDecoder, nDecoderLayers: 3 }, { decoderMask: painted });
  const texts = { decoder: text(5) };
  const isPainted = ({ query, key }: { query: number; key: number }): boolean => key > query;

  it('comes in by the painted cell, and by the next layer to all that may read the leaking position', () => {
    expect(drawn(config, 'decoder', 4, texts)).toEqual(['....#', '..#.#', '..###', '..###']);
    expect(drawn(withoutPainting(config), 'decoder', 4, texts)).toEqual(['....#', '....#', '....#', '....#']);
  });

  it('has a path that names the cell and the layer of every read', () => {
    const changed = { stack: 'decoder', position: 4 } as const;
    const found = reach(config, changed, texts);
    const at = { stack: 'decoder', attention: 'selfAttention' } as const;
    expect(reachPath(config, found, { stack: 'decoder', position: 3 }, texts, isPainted)).toEqual([
      { ...at, layer: 0, query: 2, key: 4 },
      { ...at, layer: 1, query: 3, key: 2 },
    ]);
    expect(reachPath(config, found, { stack: 'decoder', position: 1 }, texts, isPainted)).toBeNull();
  });

  it('from a source goes through the encoder, then by cross-attention', () => {
    const config = withMask(tinyEncoderDecoder, {
      encoderMask: paintMask(
        { kind: 'slidingWindow', window: 1, causal: false },
        [{ query: 0, key: 2 }],
        true,
      ),
      crossMask: paintMask(
        { kind: 'full' },
        [0, 1, 2, 3].map((query) => ({ query, key: 2 })),
        false,
      ),
    });
    const texts = { encoder: text(3), decoder: text(4) };
    const found = reach(config, { stack: 'encoder', position: 2 }, texts);
    const path = reachPath(config, found, { stack: 'decoder', position: 3 }, texts, () => false);
    expect(path?.map(({ attention, query, key }) => [attention, query, key])).toEqual([
      ['selfAttention', 0, 2],
      ['crossAttention', 3, 0],
    ]);
  });
});
