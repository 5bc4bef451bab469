/**
 * A key that an object in a JSON text has twice, or null. JSON.parse keeps the last one silently, so that a file could
 * show one thing to one reader and another to the next. The text need not be valid JSON.
 */
export function findDuplicateKey(text: string): string | null {
  const objects: Set<string>[] = [];
  let lastString: string | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      lastString = decoded(text.slice(at, end + 1));
      at = end;
    } else if (character === ':') {
      const keys = objects.at(-1);
      if (keys && lastString !== null) {
        if (keys.has(lastString)) return lastString;
        keys.add(lastString);
      }
      lastString = null;
    } else if (character === '{' || character === '[') {
      objects.push(new Set());
    } else if (character === '}' || character === ']') {
      objects.pop();
    }
  }
  return null;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

/** Two spellings of one key, as in "a" and "\u0061", are one key. */
function decoded(literal: string): string {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : literal;
  } catch {
    return literal;
  }
}
