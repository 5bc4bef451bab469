import { stackVocabSize } from '../model/config/derive';
import type { ModelConfig } from '../model/config/types';
import { VARIABLE_RANGE } from '../model/config/variables';
import { parameters } from '../model/parameters';
import { specialsOf } from '../text/specials';
import { bytePairs, type Tokenization } from '../text/tokenization';

/** Whether weights of one configuration are weights of the other. */
export function haveSameParameters(a: ModelConfig, b: ModelConfig): boolean {
  const shapes = (config: ModelConfig): string =>
    parameters(config)
      .map(({ name, shape }) => `${name} ${shape.join(' ')}`)
      .join('\n');
  return shapes(a) === shapes(b);
}

/** Words that are rows need their number of rows. */
export function fitsTokenization(config: ModelConfig, before: ModelConfig): boolean {
  return (
    config.family === before.family &&
    stackVocabSize(config, 'encoder') === stackVocabSize(before, 'encoder') &&
    stackVocabSize(config, 'decoder') === stackVocabSize(before, 'decoder')
  );
}

/**
 * A configuration with a row for every word of another family's model: that family has other special tokens, and one
 * vocabulary where the other had two. null: the text was not read in words.
 */
function withRowsFor(config: ModelConfig, tokenization: Tokenization): ModelConfig | null {
  const lists =
    tokenization.kind === 'words'
      ? [tokenization.source, tokenization.target]
      : tokenization.kind === 'characters'
        ? [tokenization.characters, tokenization.characters]
        : null;
  if (!lists) return null;
  // One more for words that it does not know.
  const nSpecials = specialsOf(config.family).names.length + 1;
  const [source = 0, target = 0] = lists.map(({ length }) => length + nSpecials);
  const vocabSize = Math.max(config.vocabSize, source);
  const targetVocabSize =
    config.family === 'encoder-decoder' ? Math.max(config.targetVocabSize, target) : vocabSize;
  const shared = config.embedding.shared && targetVocabSize === vocabSize;
  return { ...config, vocabSize, targetVocabSize, embedding: { ...config.embedding, shared } };
}

/**
 * How a changed model reads text: as before where its rows are still those words or, in another family, can be; else in
 * pieces of bytes.
 */
export function reading(
  config: ModelConfig,
  before: { readonly config: ModelConfig; readonly tokenization: Tokenization },
): { readonly config: ModelConfig; readonly tokenization: Tokenization } {
  const { tokenization } = before;
  if (fitsTokenization(config, before.config)) return { config, tokenization };
  const inWords = config.family === before.config.family ? null : withRowsFor(config, tokenization);
  return inWords
    ? { config: inWords, tokenization }
    : { config: withRoomForBytes(config), tokenization: bytePairs };
}

/** Pieces of bytes need a row for every byte at least; a list of words may be shorter. */
export function withRoomForBytes(config: ModelConfig): ModelConfig {
  const { min } = VARIABLE_RANGE.vocabSize;
  const { vocabSize, targetVocabSize } = config;
  if (vocabSize >= min && targetVocabSize >= min) return config;
  return { ...config, vocabSize: Math.max(min, vocabSize), targetVocabSize: Math.max(min, targetVocabSize) };
}
