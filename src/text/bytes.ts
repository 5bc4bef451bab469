/**
 * Every byte as one printable character, so that a piece of a word can be written into a text file even when it is
 * half a character: the table of GPT-2 (`bytes_to_unicode` in openai/gpt-2, encoder.py). Printable Latin-1 bytes
 * stand for themselves; the others are moved, in order, to U+0100 and above (a space is `Ġ`).
 */
const charOfByte: readonly string[] = buildTable();
const byteOfChar: ReadonlyMap<string, number> = new Map(charOfByte.map((char, byte) => [char, byte]));

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

function buildTable(): string[] {
  let moved = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
    if (printable) return String.fromCharCode(byte);
    moved += 1;
    return String.fromCharCode(0xff + moved);
  });
}

/** Bytes as printable characters, one a byte. */
export function printable(bytes: Iterable<number>): string {
  let text = '';
  for (const byte of bytes) text += charOfByte[byte] ?? '';
  return text;
}

/** The bytes that printable characters stand for; null when a character stands for none. */
export function fromPrintable(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const byte = byteOfChar.get(text.charAt(index));
    if (byte === undefined) return null;
    bytes[index] = byte;
  }
  return bytes;
}

/** UTF-8 bytes of a text. Half a surrogate pair has no bytes of its own and becomes U+FFFD. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text of bytes; what is not UTF-8 becomes U+FFFD. A byte order mark is kept: it was typed. */
export function fromUtf8(bytes: Uint8Array): string {
  return lenientDecoder.decode(bytes);
}

/** The characters of bytes, where bytes that are only a part of a character stay numbers. */
export function charactersAndBytes(bytes: Uint8Array): (string | number)[] {
  const parts: (string | number)[] = [];
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const character = decodeStrictly(bytes.subarray(at, at + length));
    parts.push(character ?? lead);
    at += character === null ? 1 : length;
  }
  return parts;
}

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return null;
  }
}
