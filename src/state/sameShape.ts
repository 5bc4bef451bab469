import { stackVocabSize } from '../model/config/derive';
import type { ModelConfig } from '../model/config/types';
import { parameters } from '../model/parameters';

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
