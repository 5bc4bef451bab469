import type { Family } from '../model/config/types';
import { decoderExamples, encoderExamples, translationExamples } from '../text/examples';
import { knownModel } from './shipped';
import type { AppState, Texts } from './types';

/** What models without a training of their own may start from, as the fields that they read. */
const general: Readonly<Record<Family, readonly Partial<Texts>[]>> = {
  'encoder-only': encoderExamples,
  'decoder-only': decoderExamples.map(({ text }) => ({ prompt: text })),
  'encoder-decoder': translationExamples,
};

export function generalExamples(family: Family): readonly Partial<Texts>[] {
  return general[family];
}

/** Texts that the model can read: those of its training, where there is one, since it knows no others. */
export function examplesFor({
  config,
  trained,
  leftTrained,
  tokenization,
}: Pick<AppState, 'config' | 'trained' | 'leftTrained' | 'tokenization'>): readonly Partial<Texts>[] {
  const id = (trained ?? (tokenization.kind === 'bytePairs' ? null : leftTrained))?.id;
  const own = (id === undefined ? null : knownModel(id))?.examples ?? [];
  return own.length > 0 ? own : general[config.family];
}
