import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadAllMerges } from './merges';
import { startsByRule, startsOf } from './segments';
import { type GroupedToken, tokenGroups } from './tokenGroups';
import { createTokenizer, type Tokenizer } from './tokenizer';
import { createWordTokenizer } from './wordTokenizer';

const pairs = createTokenizer(600, 'decoder-only', await loadAllMerges());
const words = createWordTokenizer('encoder-only', ['the', 'cat', 'sat', 'it', 'slept', '.', '?']);

const tokensOf = (tokenizer: Tokenizer, text: string): GroupedToken[] =>
  tokenizer.encode(text).map(({ text: own, display, special }) => ({
    text: own,
    display,
    special,
    padding: false,
    masked: false,
    unknown: false,
    segment: null,
  }));
const grouped = (text: string, unit: 'word' | 'sentence') => {
  const ids = pairs.encode(text).map(({ id }) => id);
  return tokenGroups(tokensOf(pairs, text), unit, true).map((group) =>
    pairs.decode(group.map((position) => ids[position] ?? 0)),
  );
};
const special = (display: string, more: Partial<GroupedToken> = {}): GroupedToken => ({
  text: display,
  display,
  special: true,
  padding: false,
  masked: false,
  unknown: false,
  segment: null,
  ...more,
});

describe('the words of a text in byte pairs', () => {
  it('are put together again, each with the space before it, whatever it was split into', () => {
    const text = 'The unbelievable zookeeper overslept, again.';
    expect(tokensOf(pairs, text).length).toBeGreaterThan(8);
    expect(grouped(text, 'word')).toEqual([
      'The',
      ' unbelievable',
      ' zookeeper',
      ' overslept',
      ',',
      ' again',
      '.',
    ]);
  });

  it('keep their contractions, accents and numbers', () => {
    expect(grouped("She didn't see Grüße at 12", 'word')).toEqual([
      'She',
      " didn't",
      ' see',
      ' Grüße',
      ' at',
      ' 12',
    ]);
  });

  it('are words also where no spaces are written: Chinese, Japanese, Thai, though each character is of several bytes', () => {
    expect(grouped('我们今天去学校。', 'word')).toEqual(['我们', '今天', '去', '学校', '。']);
    expect(grouped('私は東京に住む', 'word')).toEqual(['私', 'は', '東京', 'に', '住む']);
    expect(grouped('แมวนอน', 'word')).toEqual(['แมว', 'นอน']);
    expect(grouped('read 我们 now', 'word')).toEqual(['read', ' 我们', ' now']);
  });

  it('of which two share a token are one, and no group ends inside a character', () => {
    const [whole, rest] = [special('们今', { special: false }), special('天', { special: false })];
    const first = { ...whole, text: '\uFFFD', display: '<0xE6>' };
    const second = { ...whole, text: '\uFFFD\uFFFD', display: '<0x88><0x91>' };
    expect(tokenGroups([first, second, whole, rest], 'word', true)).toEqual([[0, 1, 2, 3]]);
    expect(tokenGroups([first, second, rest], 'word', true)).toEqual([[0, 1], [2]]);
  });
});

/** Texts of several scripts, with what parts them. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '我们今天',
          '東京で',
          'ภาษาไทย',
          'Grüße',
          "didn't",
          '3.14',
          ' ',
          '  ',
          '\n\n',
          '。',
          '. ',
          '?” ',
          '👩‍👩‍👧',
          'x_y',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe.each(['with', 'without'])('the groups of any text, %s the rules of the browser', (rules) => {
  if (rules === 'without') {
    beforeAll(() => vi.stubGlobal('Intl', {}));
    afterAll(() => vi.unstubAllGlobals());
  }

  it('tell two characters of one word apart only without them', () => {
    expect(grouped('我们', 'word')).toHaveLength(rules === 'with' ? 1 : 2);
  });

  it('are its tokens in order, each once, and together the text', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.constantFrom('token', 'word', 'sentence'),
        fc.boolean(),
        (text, unit, isJoined) => {
          const tokens = tokensOf(pairs, text);
          expect(tokenGroups(tokens, unit, isJoined).flat()).toEqual(tokens.map((_, position) => position));
        },
      ),
    );
  });

  it('begin where a word or a sentence does, and go on to the next that begins with a token', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('word', 'sentence'), (text, unit) => {
        const tokens = pairs.encode(text);
        const begins = startsOf(text, unit);
        const groups = tokenGroups(tokensOf(pairs, text), unit, true);
        const startsOfGroups = new Set(groups.map(([first = 0]) => tokens[first]?.start));
        for (const [position, { start, end }] of tokens.entries()) {
          // Tokens that share a character begin in one place: the first of them may begin a group.
          const isFirstOfCharacter = position === 0 || (tokens[position - 1]?.end ?? 0) <= start;
          if (isFirstOfCharacter && end > start && begins.has(start)) expect(startsOfGroups).toContain(start);
        }
        for (const start of startsOfGroups) expect(start === 0 || begins.has(start ?? -1)).toBe(true);
      }),
    );
  });

  it('are finer by word than by sentence', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = tokensOf(pairs, text);
        expect(tokenGroups(tokens, 'word', true).length).toBeGreaterThanOrEqual(
          tokenGroups(tokens, 'sentence', true).length,
        );
      }),
    );
  });
});

describe('without the rules of the browser', () => {
  it('a character of a script without spaces is a word; letters, digits and their signs are as with them', () => {
    const words = (text: string): string[] => {
      const starts = [...startsByRule(text, 'word'), text.length].toSorted((a, b) => a - b);
      return starts.slice(1).map((end, at) => text.slice(starts[at], end));
    };
    expect(words('我们 ไทย')).toEqual(['我', '们', ' ไ', 'ท', 'ย']);
    const western = "“She didn't see Grüße”, at 3.14\n\nnow";
    const starts = startsOf(western, 'word');
    expect([...startsByRule(western, 'word')]).toEqual([...starts]);
  });

  it('sentences end as with them where the next one begins with a capital or in Chinese', () => {
    const text = 'It rains. Does it? “Yes!” He is 3.14 m.  猫累了。它睡了！？真的吗？” 好';
    expect([...startsByRule(text, 'sentence')]).toEqual([...startsOf(text, 'sentence')]);
  });
});

describe('the sentences of a text', () => {
  it('end with a point, an exclamation or a question mark, and the quotation mark after it', () => {
    expect(grouped('It rains. Does it? “Yes!” he said. And so on', 'sentence')).toEqual([
      'It rains.',
      ' Does it?',
      ' “Yes!”',
      ' he said.',
      ' And so on',
    ]);
  });

  it('do not end in a number', () => {
    expect(grouped('Pi is 3.14 or so. It is.', 'sentence')).toEqual(['Pi is 3.14 or so.', ' It is.']);
  });

  it('end in Chinese without a space', () => {
    expect(grouped('猫累了。它睡了！真的吗？好', 'sentence')).toEqual([
      '猫累了。',
      '它睡了！',
      '真的吗？',
      '好',
    ]);
  });

  it('end at the point of a vocabulary of words', () => {
    const tokens = tokensOf(words, 'the cat sat. it slept?');
    expect(tokenGroups(tokens, 'sentence', false)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6],
    ]);
    expect(tokenGroups(tokens, 'word', false)).toHaveLength(tokens.length);
  });

  it('end with their segment; special tokens stand alone, padding together, a hidden or unknown word in its sentence', () => {
    const [the, cat] = tokensOf(words, 'the cat');
    if (!the || !cat) throw new Error('two words expected');
    const tokens = [
      special('[CLS]', { segment: 0 }),
      { ...the, segment: 0 },
      special('[MASK]', { segment: 0, masked: true }),
      special('man', { segment: 0, unknown: true }),
      special('[SEP]', { segment: 0 }),
      { ...cat, segment: 1 },
      { ...cat, segment: 2 },
      special('[PAD]', { padding: true }),
      special('[PAD]', { padding: true }),
    ];
    expect(tokenGroups(tokens, 'sentence', false)).toEqual([[0], [1, 2, 3], [4], [5], [6], [7, 8]]);
    expect(tokenGroups(tokens, 'word', false)).toEqual([[0], [1], [2], [3], [4], [5], [6], [7, 8]]);
  });
});
