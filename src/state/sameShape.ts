import { stackVocabSize } from '../model/config/derive';
import type { ModelConfig } from '../model/config/types';
import { VARIABLE_RANGE } from '../model/config/variables';
import { parameters } from '../model/parameters';
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

/** How a changed model reads text: as before where its rows are still those words, else in pieces of bytes. */
export function reading(
  config: ModelConfig,
  before: { readonly config: ModelConfig; readonly tokenization: Tokenization },
): { readonly config: ModelConfig; readonly tokenization: Tokenization } {
  return fitsTokenization(config, before.config)
    ? { config, tokenization: before.tokenization }
    : { config: withRoomForBytes(config), tokenization: bytePairs };
}

/** Pieces of bytes need a row for every byte at least; a list of words may be shorter. */
export function withRoomForBytes(config: ModelConfig): ModelConfig {
  const { min } = VARIABLE_RANGE.vocabSize;
  const { vocabSize, targetVocabSize } = config;
  if (vocabSize >= min && targetVocabSize >= min) return config;
  return { ...config, vocabSize: Math.max(min, vocabSize), targetVocabSize: Math.max(min, targetVocabSize) };
}
