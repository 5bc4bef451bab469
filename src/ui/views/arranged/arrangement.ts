import type { ShownText } from '../../../state/types';
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
      return !(hides && (token?.special || token?.padding));
    });
    if (positions.length === 0) return [];
    const isPadding = tokens[positions[0] ?? 0]?.padding ?? false;
    const shown = isPadding ? positions.slice(0, 1) : positions;
    const pieces = shown.map((position) => tokens[position]?.display ?? '');
    return [{ positions, text: isJoined ? pieces.join('') : spaced(pieces) }];
  });
  if (!isSorted) return lines;
  const key = ({ text }: Line): string => text.replace(/^[␣\s]+/, '').toLowerCase();
  const place = ({ positions }: Line): number => positions[0] ?? 0;
  return lines.toSorted((a, b) => key(a).localeCompare(key(b)) || place(a) - place(b));
}

/** Words with spaces between them, but not before a point. */
function spaced(words: readonly string[]): string {
  return words.join(' ').replace(/ (?=[.,?!;:](?: |$))/g, '');
}

/** Masked in both maps: layers of one model may mask differently. */
export function bothMasked(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a === b ? a : a.map((isMasked, index) => isMasked & (b[index] ?? 0));
}
