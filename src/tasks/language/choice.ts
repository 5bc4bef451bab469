import type { Random } from '../../shared/random';

/**
 * Where a grammar writes its text. A grammar is a function that makes choices and says words, from left to
 * right; who writes decides how the choices fall, so that one grammar both draws texts and reads them.
 */
export interface Writer {
  /** What has been said so far; grows. */
  readonly words: readonly string[];
  /** -log of the probability of the choices so far. */
  readonly nats: number;
  /**
   * One of the options, all as likely. With `spell`, the words of the option are said at once, which lets a
   * reader see which option a text has taken without trying them all.
   */
  choose<Option>(options: readonly Option[], spell?: (option: Option) => readonly string[]): Option;
  say(...words: readonly string[]): void;
}

export type Grammar<Result> = (writer: Writer) => Result;

/** A text with what the grammar knows of it, and -log of the probability of the choices that made it. */
export interface Written<Result> {
  readonly words: readonly string[];
  readonly result: Result;
  readonly nats: number;
}

/** Draws a text; its nats are exact when the grammar can make the text in one way only. */
export function drawText<Result>(grammar: Grammar<Result>, random: Random): Written<Result> {
  const words: string[] = [];
  let nats = 0;
  const result = grammar({
    words,
    get nats() {
      return nats;
    },
    choose(options, spell) {
      const option = optionAt(options, Math.floor(random() * options.length));
      nats += Math.log(options.length);
      if (spell) words.push(...spell(option));
      return option;
    },
    say: (...said) => {
      words.push(...said);
    },
  });
  return { words, result, nats };
}

/** One of the items, all as likely. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return optionAt(items, Math.floor(random() * items.length));
}

/** The option at an index that must exist: a choice among nothing is a fault of the grammar. */
export function optionAt<Option>(options: readonly Option[], index: number): Option {
  if (index >= options.length) throw new RangeError('a choice among no options');
  return options[index] as Option;
}
