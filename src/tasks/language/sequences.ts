import type { Example } from '../task';

/** An example for a decoder that says a whole text: every word and the end are counted. */
export function nextWordExample(words: readonly string[]): Example {
  return {
    decoder: { words: ['<bos>', ...words] },
    targets: { kind: 'tokens', words: [...words, '<eos>'] },
  };
}

/** An example for an encoder-decoder: the source is given, all of the target is counted. */
export function sourceTargetExample(source: readonly string[], target: readonly string[]): Example {
  return { ...nextWordExample(target), encoder: { words: [...source, '<eos>'] } };
}

/** '[CLS]' A '[SEP]' or '[CLS]' A '[SEP]' B '[SEP]', with segment 1 from the first word of B on. */
export function joinTexts(
  first: readonly string[],
  second: readonly string[] = [],
): { readonly words: readonly string[]; readonly segments: readonly number[] } {
  const start = ['[CLS]', ...first, '[SEP]'];
  const rest = second.length > 0 ? [...second, '[SEP]'] : [];
  return { words: [...start, ...rest], segments: [...start.map(() => 0), ...rest.map(() => 1)] };
}
