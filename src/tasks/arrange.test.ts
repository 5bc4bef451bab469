import { describe, expect, it } from 'vitest';
import { arrange, arrangedLength } from './arrange';

const QUESTION = { input: ['a', 'b'], output: ['x', 'y', 'z'] };

describe('arrange', () => {
  it('gives an encoder-decoder the input, and the output one position late', () => {
    expect(arrange('encoder-decoder', QUESTION)).toEqual({
      encoder: { words: ['a', 'b', '<eos>'] },
      decoder: { words: ['<bos>', 'x', 'y', 'z'] },
      targets: { kind: 'tokens', words: ['x', 'y', 'z', '<eos>'] },
    });
  });

  it('gives a decoder-only model one text and counts the output only', () => {
    expect(arrange('decoder-only', QUESTION)).toEqual({
      decoder: { words: ['<bos>', 'a', 'b', '→', 'x', 'y', 'z'] },
      targets: { kind: 'tokens', words: [null, null, null, 'x', 'y', 'z', '<eos>'] },
    });
  });

  it('masks the output for an encoder-only model, in a second segment', () => {
    expect(arrange('encoder-only', QUESTION)).toEqual({
      encoder: {
        words: ['[CLS]', 'a', 'b', '[SEP]', '[MASK]', '[MASK]', '[MASK]', '[SEP]'],
        segments: [0, 0, 0, 0, 1, 1, 1, 1],
      },
      targets: { kind: 'tokens', words: [null, null, null, null, 'x', 'y', 'z', null] },
    });
  });

  it.each(['encoder-decoder', 'decoder-only', 'encoder-only'] as const)(
    'needs the positions that arrangedLength says: %s',
    (family) => {
      const { encoder, decoder } = arrange(family, QUESTION);
      expect(arrangedLength(family, 2, 3)).toEqual({
        encoder: encoder?.words.length ?? 0,
        decoder: decoder?.words.length ?? 0,
      });
    },
  );
});
