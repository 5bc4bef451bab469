import { charactersAndBytes, utf8 } from './bytes';

/** Characters that would be invisible or change what stands around them: shown by their number. */
const hidden = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}]/u;
const combining = /^\p{M}/u;

/**
 * Bytes as something to look at: a space is ␣, other control characters have their Unicode picture (␊, ␉), what is
 * invisible or turns the direction of writing is `<U+202E>`, and a byte that is only a part of a character `<0xE4>`.
 * An accent that begins the piece stands on a dotted circle, not on the token before it.
 */
export function displayOf(bytes: Uint8Array): string {
  const parts = charactersAndBytes(bytes).map((part) =>
    typeof part === 'number' ? hexByte(part) : visible(part),
  );
  const shown = parts.join('');
  return combining.test(shown) ? `◌${shown}` : shown;
}

/** The same for a whole text. */
export function displayOfText(text: string): string {
  return displayOf(utf8(text));
}

function visible(character: string): string {
  if (character === ' ') return '␣';
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return hidden.test(character) ? `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>` : character;
}

function hexByte(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
}
