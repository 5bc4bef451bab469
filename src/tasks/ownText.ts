import { AppError } from '../shared/errors';
import { createMergeTable } from '../text/mergeTable';
import { learnBpe } from '../text/learnBpe';
import { printable } from '../text/bytes';
import type { Tokenization } from '../text/tokenization';
import { createTokenizer } from '../text/tokenizer';
import type { Split, Task } from './task';

/** How a text of the user's own is cut. */
export type Pieces = 'characters' | 'bytePairs';

export interface OwnTextOptions {
  readonly text: string;
  readonly pieces: Pieces;
  /** Tokens that the model reads at once. */
  readonly length: number;
  /** Merges to learn; only for byte pairs. */
  readonly nMerges: number;
}

/** Longer texts would fill the memory with tokens. */
export const LONGEST_TEXT = 1_000_000;
const MOST_CHARACTERS = 5000;
/** Share of the text, at its end, that is never trained on. */
const TEST_SHARE = 0.1;

/**
 * The next token of a text that the user gave, cut into characters or into pieces learned from it. The first nine
 * tenths are trained on, the last tenth is for testing.
 * @throws AppError `invalidInput` for a text that is too short, too long or of too many different characters
 */
export function createOwnText(options: OwnTextOptions): Task {
  const { text, length } = options;
  if (text.length > LONGEST_TEXT) {
    throw new AppError(
      'invalidInput',
      `The text has ${text.length} characters; at most ${LONGEST_TEXT} can be read.`,
      'text',
    );
  }
  const { words, tokens, withoutUnknown } = cut(options);
  const boundary = Math.floor(tokens.length * (1 - TEST_SHARE));
  const parts: Readonly<Record<Split, readonly string[]>> = {
    train: tokens.slice(0, boundary),
    test: tokens.slice(boundary),
  };
  if (parts.test.length <= length) {
    const needed = Math.ceil((length + 1) / TEST_SHARE);
    throw new AppError(
      'invalidInput',
      `The text has ${tokens.length} tokens; ${needed} are needed for pieces of ${length}.`,
      'text',
    );
  }
  return {
    id: 'text',
    families: ['decoder-only'],
    vocabulary: () => ({
      source: words,
      target: words,
      labels: [],
      ...(withoutUnknown ? { withoutUnknown } : {}),
    }),
    longest: () => ({ encoder: 0, decoder: length }),
    example: (_, random, split) => {
      const part = parts[split];
      const start = Math.floor(random() * (part.length - length));
      const window = part.slice(start, start + length);
      return {
        decoder: { words: ['<bos>', ...window.slice(0, -1)] },
        targets: { kind: 'tokens', words: window },
      };
    },
    own: {
      tokenization: ownTokenization(options),
      prompt: text.slice(0, Math.max(8, Math.floor(length / 3))),
    },
    limits: () => ({ lossFloor: null, accuracyCeiling: null, chance: topShare(tokens) }),
  };
}

/** How the page must cut text for a model that was trained on such a task. */
export function ownTokenization(options: OwnTextOptions): Tokenization {
  return options.pieces === 'characters'
    ? { kind: 'characters', characters: charactersOf(options.text) }
    : { kind: 'learnedPairs', merges: mergesOf(options) };
}

function cut(options: OwnTextOptions): {
  readonly words: readonly string[];
  readonly tokens: readonly string[];
  readonly withoutUnknown: boolean;
} {
  if (options.pieces === 'characters') {
    return { words: charactersOf(options.text), tokens: [...options.text], withoutUnknown: false };
  }
  const merges = mergesOf(options);
  const table = createMergeTable(merges);
  const bytes = Array.from({ length: 256 }, (_, byte) => printable([byte]));
  const words = [...bytes, ...merges.map((line) => line.replace(' ', ''))];
  const tokenizer = createTokenizer(3 + words.length, 'decoder-only', table);
  const tokens = tokenizer.encode(options.text).map(({ id }) => words[id - 3] ?? '');
  return { words, tokens, withoutUnknown: true };
}

function charactersOf(text: string): readonly string[] {
  const characters = [...new Set(text)].toSorted();
  if (characters.length <= MOST_CHARACTERS) return characters;
  throw new AppError(
    'invalidInput',
    `The text has ${characters.length} different characters; at most ${MOST_CHARACTERS} can be rows.`,
    'text',
  );
}

function mergesOf({ text, nMerges }: OwnTextOptions): readonly string[] {
  return learnBpe([{ text, weight: 1 }], nMerges);
}

function topShare(tokens: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return Math.max(...counts.values()) / tokens.length;
}
