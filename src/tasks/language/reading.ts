import type { Grammar, Writer, Written } from './choice';
import { optionAt } from './choice';

/** A text in which null stands for a word that is not known. */
export type Pattern = readonly (string | null)[];

/** Thrown to leave a grammar whose words have left the pattern; made once, because it carries nothing. */
const DEAD_END = new Error('the words have left the pattern');

/**
 * All the ways in which a grammar can make a text that fits the pattern: none, if the text is not of the
 * grammar; one for each text, if the grammar is unambiguous. Runs the grammar again for each way that is
 * still open, and leaves a way at the first word that does not fit.
 */
export function readings<Result>(grammar: Grammar<Result>, pattern: Pattern): Written<Result>[] {
  const found: Written<Result>[] = [];
  const open: number[][] = [[]];
  for (let script = open.pop(); script; script = open.pop()) {
    const reading = follow(grammar, pattern, script, open);
    if (reading) found.push(reading);
  }
  return found;
}

/** The words that can stand at the one unknown place of a pattern. */
export function wordsThatFit<Result>(grammar: Grammar<Result>, pattern: Pattern): ReadonlySet<string> {
  const unknown = pattern.indexOf(null);
  return new Set(readings(grammar, pattern).map(({ words }) => words[unknown] ?? ''));
}

/** One run along a script of choices; past its end it takes the first open option and leaves the rest in `open`. */
function follow<Result>(
  grammar: Grammar<Result>,
  pattern: Pattern,
  script: readonly number[],
  open: number[][],
): Written<Result> | null {
  const words: string[] = [];
  const taken: number[] = [];
  let nats = 0;
  const say: Writer['say'] = (...said) => {
    if (!fits(pattern, words.length, said)) throw DEAD_END;
    words.push(...said);
  };
  const choose: Writer['choose'] = (options, spell) => {
    const viable = spell
      ? options.filter((option) => fits(pattern, words.length, spell(option)))
      : options.slice();
    if (viable.length === 0) throw DEAD_END;
    const index = script[taken.length] ?? 0;
    if (taken.length >= script.length) {
      for (let other = 1; other < viable.length; other += 1) open.push([...taken, other]);
    }
    taken.push(index);
    const option = optionAt(viable, index);
    nats += Math.log(options.length);
    if (spell) words.push(...spell(option));
    return option;
  };
  try {
    const result = grammar({
      words,
      get nats() {
        return nats;
      },
      choose,
      say,
    });
    return words.length === pattern.length ? { words, result, nats } : null;
  } catch (fault) {
    if (fault === DEAD_END) return null;
    throw fault;
  }
}

function fits(pattern: Pattern, start: number, said: readonly string[]): boolean {
  if (start + said.length > pattern.length) return false;
  return said.every((word, index) => {
    const wanted = pattern[start + index];
    return wanted === null || wanted === word;
  });
}
