import { derive } from '../../model/config/derive';
import type { Stack } from '../../model/config/types';
import type { ModelInput } from '../../model/input';
import type { ChangedToken, ReachTexts } from '../../model/reach';
import { createRandom } from '../../shared/random';
import type { Piece, Tokenizer } from '../../text/tokenizer';
import { tokenizerOf } from '../prepare';
import type { RunSubject, ShownToken } from '../types';

/** Which text of the bench the changed token is in, and where it begins; null: in the middle. */
export interface LeakPlace {
  readonly text: 'shared' | 'target';
  readonly at: number | null;
}

/** What takes its place: what was typed, or, where nothing was, a token drawn by a seed. */
export interface Replacement {
  readonly typed: string;
  readonly seed: number;
}

export interface LeakSubject extends ChangedToken {
  readonly before: ShownToken;
  readonly after: Piece;
  /** So many tokens the typed text is for this model; the first of them is taken. */
  readonly nPieces: number;
  readonly changed: ModelInput;
}

export type LeakTest =
  | ({ readonly kind: 'ready' } & LeakSubject)
  /** This model does not read that text, or it is empty. */
  | { readonly kind: 'noText' }
  /** What was typed is the token that stands there. */
  | { readonly kind: 'same'; readonly before: ShownToken }
  /** No row of the vocabulary. */
  | { readonly kind: 'noToken'; readonly before: ShownToken };

type Typed = ShownToken & { readonly typed: NonNullable<ShownToken['typed']> };

/** The stack of a model that reads a text of the bench. */
export function stackOfText({ config }: RunSubject, text: LeakPlace['text']): Stack | null {
  const { hasEncoder, hasDecoder } = derive(config);
  if (text === 'shared') return hasEncoder ? 'encoder' : 'decoder';
  return hasEncoder && hasDecoder ? 'decoder' : null;
}

/** The tokens of a text that were typed, with their positions. Of two sentences, those of the first. */
export function typedTokens(
  of: RunSubject,
  text: LeakPlace['text'],
): readonly (Typed & { readonly position: number })[] {
  const stack = stackOfText(of, text);
  const tokens = (stack && of.prepared[stack]?.tokens) ?? [];
  const begin = tokens.findIndex(({ typed }) => typed !== null);
  const end = tokens.findIndex(({ typed }, position) => position > begin && typed === null);
  return tokens.flatMap((token, position) =>
    token.typed && position >= begin && (end < 0 || position < end)
      ? [{ ...token, typed: token.typed, position }]
      : [],
  );
}

/** The same input with one token changed, as one model reads it. */
export function leakTest(of: RunSubject, place: LeakPlace, replacement: Replacement): LeakTest {
  const stack = stackOfText(of, place.text);
  const tokens = typedTokens(of, place.text);
  const before =
    place.at === null
      ? tokens[Math.floor(tokens.length / 2)]
      : tokens.findLast(({ typed }) => typed.start <= (place.at ?? 0));
  const { prepared } = of;
  const input = stack && prepared.input[stack];
  if (!stack || !before || !input) return { kind: 'noText' };
  const tokenizer = tokenizerOf(of, stack);
  const pieces = piecesOf(replacement, before, tokenizer);
  const [after] = pieces;
  if (!after) return { kind: 'noToken', before };
  const { position } = before;
  if (after.id === input.ids[prepared.row]?.[position]) return { kind: 'same', before };
  const ids = input.ids.map((row, index) =>
    index === prepared.row ? row.map((id, at) => (at === position ? after.id : id)) : row,
  );
  const changed = { ...prepared.input, [stack]: { ...input, ids } };
  return { kind: 'ready', stack, position, before, after, nPieces: pieces.length, changed };
}

/** A typed text may be `#` and an id. A word keeps the space that the token before it had in front. */
function piecesOf({ typed, seed }: Replacement, before: ShownToken, tokenizer: Tokenizer): readonly Piece[] {
  const text = typed.trim();
  if (text === '') return [drawn(before.id, seed, tokenizer)].filter((piece) => piece !== null);
  const id = /^#(\d{1,7})$/.exec(text)?.[1];
  if (id !== undefined) {
    return Number(id) < tokenizer.learnedVocabSize ? [tokenizer.tokenAt(Number(id))] : [];
  }
  return tokenizer.encode(before.text.startsWith(' ') ? ` ${text}` : text);
}

const MOST_DRAWS = 1000;

/** Another token of the vocabulary that is neither special nor nothing; null where there is none. */
function drawn(id: number, seed: number, tokenizer: Tokenizer): Piece | null {
  const random = createRandom(seed);
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const piece = tokenizer.tokenAt(Math.floor(random() * tokenizer.learnedVocabSize));
    if (piece.id !== id && !piece.special && piece.text.trim() !== '') return piece;
  }
  return null;
}

/** The texts of a run as masks meet them. */
export function reachTexts({ prepared }: RunSubject): ReachTexts {
  const { input, row } = prepared;
  const text = (stack: Stack) => ({
    nPositions: input[stack]?.ids[row]?.length ?? 0,
    isToken: input[stack]?.attentionMask?.[row] ?? null,
  });
  return {
    ...(input.encoder ? { encoder: text('encoder') } : {}),
    ...(input.decoder ? { decoder: text('decoder') } : {}),
  };
}
