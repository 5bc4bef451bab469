import type { ShownText } from '../../../state/types';
import { visibleToken } from '../../../figures/shared/text';
import { type TokenUnit, tokenGroups } from '../../../text/tokenGroups';
import type { Tokenization } from '../../../text/tokenization';

/** What a row or a column stands for: positions of the text, and how they are written together. */
export interface Line {
  readonly positions: readonly number[];
  readonly text: string;
}

export interface LineOrder {
  readonly unit: TokenUnit;
  readonly isSorted: boolean;
  /** Without special tokens and padding. */
  readonly hides: boolean;
}

/** The lines of an axis that are shown, in their order. */
export function linesOf(
  { tokens }: ShownText,
  tokenization: Tokenization,
  { unit, isSorted, hides }: LineOrder,
): readonly Line[] {
  const isJoined = tokenization.kind !== 'words';
  const lines = tokenGroups(tokens, unit, isJoined).flatMap((group): Line[] => {
    const positions = group.filter((position) => {
      const token = tokens[position];
      return !(hides && (token?.padding || (token?.special && !token.unknown)));
    });
    if (positions.length === 0) return [];
    const isPadding = tokens[positions[0] ?? 0]?.padding ?? false;
    const shown = isPadding ? positions.slice(0, 1) : positions;
    const pieces = shown.map((position) => tokens[position]?.display ?? '');
    return [{ positions, text: written(pieces, unit, isJoined) }];
  });
  if (!isSorted) return lines;
  const key = ({ text }: Line): string => text.replace(/^[␣\s]+/, '').toLowerCase();
  const place = ({ positions }: Line): number => positions[0] ?? 0;
  return lines.toSorted((a, b) => key(a).localeCompare(key(b)) || place(a) - place(b));
}

/** A token with spaces that can be seen; words and sentences as they are read. */
function written(pieces: readonly string[], unit: TokenUnit, isJoined: boolean): string {
  if (unit === 'token') return visibleToken(pieces.join(''));
  // A vocabulary of words has no spaces: one between them, but none before a point.
  if (!isJoined) return pieces.join(' ').replace(/ (?=[.,?!;:](?: |$))/g, '');
  const whole = pieces.join('').replace(/(?:<0x[0-9A-F]{2}>)+/g, charactersOf);
  return whole.replaceAll('␣', ' ').trim();
}

/** `<0xC3><0xBC>` → ü */
function charactersOf(bytes: string): string {
  const values = bytes.match(/[0-9A-F]{2}(?=>)/g) ?? [];
  return new TextDecoder().decode(Uint8Array.from(values, (value) => Number.parseInt(value, 16)));
}

/** Masked in both maps: layers of one model may mask differently. */
export function bothMasked(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a === b ? a : a.map((isMasked, index) => isMasked & (b[index] ?? 0));
}
