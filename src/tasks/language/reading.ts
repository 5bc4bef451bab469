import type { Grammar, Writer, Written } from './choice';
import { optionAt } from './choice';

/** A text in which null stands for a word that is not known. */
export type Pattern = readonly (string | null)[];

/** Thrown to leave a grammar at a word; made once, because they carry nothing. */
const DEAD_END = new Error('the words have left the pattern');
const BEYOND = new Error('the words go on after the pattern');

/**
 * All the ways in which a grammar can make a text that fits the pattern: none, if the text is not of the
 * grammar; one for each text, if the grammar is unambiguous. Runs the grammar again for each way that is
 * still open, and leaves a way at the first word that does not fit.
 */
export function readings<Result>(grammar: Grammar<Result>, pattern: Pattern): Written<Result>[] {
  return follow(grammar, pattern, false).flatMap(({ words, nats, results }) =>
    results.map((result) => ({ words, nats, result })),
  );
}

/** The words that can stand at the one unknown place of a pattern. */
export function wordsThatFit(grammar: Grammar<unknown>, pattern: Pattern): ReadonlySet<string> {
  const unknown = pattern.indexOf(null);
  return new Set(readings(grammar, pattern).map(({ words }) => words[unknown] ?? ''));
}

/** The exact probability of each word that can come after the start of a text; <eos> is its end. */
export function nextWords(grammar: Grammar<unknown>, start: readonly string[]): ReadonlyMap<string, number> {
  const ways = follow(grammar, start, true);
  const all = ways.reduce((sum, { nats }) => sum + Math.exp(-nats), 0);
  const shares = new Map<string, number>();
  for (const { words, nats } of ways) {
    const word = words[start.length] ?? '<eos>';
    shares.set(word, (shares.get(word) ?? 0) + Math.exp(-nats) / all);
  }
  return shares;
}

/** A way through a grammar; no result if it was left after the pattern. */
interface Way<Result> {
  readonly words: readonly string[];
  readonly nats: number;
  readonly results: readonly Result[];
}

/** All ways along a pattern: to its end, or with `goOn` to the first choice that says more. */
function follow<Result>(grammar: Grammar<Result>, pattern: Pattern, goOn: boolean): readonly Way<Result>[] {
  const found: Way<Result>[] = [];
  const open: number[][] = [[]];
  for (let script = open.pop(); script; script = open.pop()) {
    const way = walk(grammar, pattern, goOn, script, open);
    if (way) found.push(way);
  }
  return found;
}

/** One run along a script of choices; past its end it takes the first open option and leaves the rest in `open`. */
function walk<Result>(
  grammar: Grammar<Result>,
  pattern: Pattern,
  goOn: boolean,
  script: readonly number[],
  open: number[][],
): Way<Result> | null {
  const words: string[] = [];
  const taken: number[] = [];
  let nats = 0;
  const fits = (said: readonly string[]) => fitsPattern(pattern, goOn, words.length, said);
  const push = (said: readonly string[]) => {
    words.push(...said);
    if (words.length > pattern.length) throw BEYOND;
  };
  const say: Writer['say'] = (...said) => {
    if (!fits(said)) throw DEAD_END;
    push(said);
  };
  const choose: Writer['choose'] = (options, spell) => {
    const viable = spell ? options.filter((option) => fits(spell(option))) : options;
    if (viable.length === 0) throw DEAD_END;
    const index = script[taken.length] ?? 0;
    if (taken.length >= script.length) {
      for (let other = 1; other < viable.length; other += 1) open.push([...taken, other]);
    }
    taken.push(index);
    const option = optionAt(viable, index);
    nats += Math.log(options.length);
    if (spell) push(spell(option));
    return option;
  };
  const writer: Writer = {
    words,
    get nats() {
      return nats;
    },
    choose,
    say,
  };
  try {
    const result = grammar(writer);
    return words.length === pattern.length ? { words, nats, results: [result] } : null;
  } catch (fault) {
    if (fault === BEYOND) return { words, nats, results: [] };
    if (fault === DEAD_END) return null;
    throw fault;
  }
}

function fitsPattern(pattern: Pattern, goOn: boolean, start: number, said: readonly string[]): boolean {
  if (!goOn && start + said.length > pattern.length) return false;
  return said.every((word, index) => {
    const place = start + index;
    return place >= pattern.length || pattern[place] === null || pattern[place] === word;
  });
}
