import type { Writer } from './choice';

/** The parts that entities are made of. */
export type Entity = 'PERSON' | 'PLACE' | 'TIME' | 'NUMBER';

/** What part of a text is an entity: from its first word to before `end`. */
export interface Mark {
  readonly entity: Entity;
  readonly start: number;
  readonly end: number;
}

/** What a grammar writes to, and the entities that it has named so far. */
export interface Page {
  readonly writer: Writer;
  readonly marks: Mark[];
}

/** Marks as an entity whatever `write` says. */
export function marked<Result>(page: Page, entity: Entity, write: () => Result): Result {
  const start = page.writer.words.length;
  const result = write();
  page.marks.push({ entity, start, end: page.writer.words.length });
  return result;
}

/** Says words that are an entity. */
export function sayMarked(page: Page, entity: Entity, words: readonly string[]): void {
  marked(page, entity, () => page.writer.say(...words));
}
