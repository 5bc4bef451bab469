import type { Fact, Part, Role } from './facts';

/** Fixed words of questions that no fact has. */
export const QUESTION_WORDS = 'who what where when how many does do ?'.split(' ');

/** A run of words of the text that a question repeats: where it starts in each. */
export interface Quote {
  readonly inText: number;
  readonly inQuestion: number;
  readonly length: number;
}

/** A question about a text, and the words of the text that answer it: from `start` to before `end`. */
export interface Question {
  readonly words: readonly string[];
  readonly quotes: readonly Quote[];
  readonly start: number;
  readonly end: number;
}

/** What a question is made of: words of its own, and runs of the text. */
type Piece = string | { readonly start: number; readonly end: number };

const ASKING: Readonly<Record<Exclude<Role, 'subject'>, string>> = {
  thing: 'what',
  count: 'what',
  person: 'who',
  place: 'where',
  time: 'when',
};

/** All questions that just one fact of a text answers. */
export function questionsAbout(words: readonly string[], facts: readonly Fact[]): readonly Question[] {
  return facts.flatMap((fact) =>
    fact.parts.flatMap((asked) =>
      subsets(fact.parts.filter((part) => part !== asked)).flatMap((given) =>
        ask(words, facts, fact, asked, given),
      ),
    ),
  );
}

/** The questions for one part of a fact when the given parts are told in the question. */
function ask(
  words: readonly string[],
  facts: readonly Fact[],
  fact: Fact,
  asked: Part,
  given: readonly Part[],
): readonly Question[] {
  const matches = facts.filter((other) => answers(words, other, fact, asked.role, given));
  if (matches.length !== 1) return [];
  const rest = given.filter(({ role }) => role !== 'subject');
  if (!saysWhat(fact, asked, rest)) return [];
  if (asked.role === 'subject') {
    // "Anna and Tom" has up to five words, more than an answer may have.
    if (fact.subjects.length > 1) return [];
    return compose(words, ['who', fact.verb.third, ...rest], asked.start, asked.end);
  }
  const subject = given.find(({ role }) => role === 'subject');
  if (!subject || (asked.role === 'person' && fact.kind !== 'meet')) return [];
  const many = fact.subjects.length > 1;
  const clause: readonly Piece[] =
    fact.verb.base === 'are'
      ? [many ? 'are' : 'is', subject, ...rest]
      : [many ? 'do' : 'does', subject, fact.verb.base, ...rest];
  const plain = compose(words, [ASKING[asked.role], ...clause], asked.start, asked.end);
  if (asked.role !== 'count' || !fact.thing?.count) return plain;
  const number = asked.start + fact.thing.count.length;
  const things = { start: number, end: asked.end };
  return [...plain, ...compose(words, ['how', 'many', things, ...clause], asked.start, number)];
}

/** Whether the question is a whole sentence: "when does Anna buy ?" is none, and "who is ?" is none. */
function saysWhat(fact: Fact, asked: Part, rest: readonly Part[]): boolean {
  const said = [asked, ...rest].map(({ role }) => role);
  return fact.parts.every(
    ({ role }) =>
      role === 'subject' || role === 'time' || said.includes(role) || isLeftOut(fact, role, asked),
  );
}

/** What may be left out: to whom something is given, and where two meet. */
function isLeftOut(fact: Fact, role: Role, asked: Part): boolean {
  if (fact.kind === 'give') return role === 'person' && asked.role !== 'subject';
  return fact.kind === 'meet' && role === 'place';
}

/** The question of these pieces, in a list. */
function compose(
  text: readonly string[],
  pieces: readonly Piece[],
  start: number,
  end: number,
): readonly Question[] {
  const words: string[] = [];
  const quotes: Quote[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') words.push(piece);
    else {
      quotes.push({ inText: piece.start, inQuestion: words.length, length: piece.end - piece.start });
      words.push(...text.slice(piece.start, piece.end));
    }
  }
  return [{ words: [...words, '?'], quotes, start, end }];
}

/** Whether a fact of the text could answer what is asked of another: as much of it is the same as is given. */
function answers(
  words: readonly string[],
  other: Fact,
  fact: Fact,
  asked: Role,
  given: readonly Part[],
): boolean {
  if (other.verb.base !== fact.verb.base) return false;
  const sameRole = (role: Role) => other.parts.find((part) => part.role === role);
  // Things and numbers of things both answer "what".
  const hasAsked =
    sameRole(asked) ??
    (asked === 'thing' ? sameRole('count') : asked === 'count' ? sameRole('thing') : undefined);
  if (!hasAsked) return false;
  return given.every((part) => {
    if (part.role === 'subject') {
      return other.subjects.some(({ first }) => fact.subjects.some((one) => one.first === first));
    }
    const same = sameRole(part.role);
    return same !== undefined && joined(words, same) === joined(words, part);
  });
}

function joined(words: readonly string[], { start, end }: Part): string {
  return words.slice(start, end).join(' ');
}

function subsets<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return items.reduce<readonly (readonly Item[])[]>(
    (found, item) => [...found, ...found.map((some) => [...some, item])],
    [[]],
  );
}
