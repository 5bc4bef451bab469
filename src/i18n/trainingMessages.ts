import type { Language } from '.';
import type { TrainingMessages } from './training.en';

export type { RaceResult, TrainingMessages } from './training.en';

const loading = new Map<Language, Promise<TrainingMessages>>();

/** The words of training in a language: the same promise each time, so that React can wait for it. */
export function trainingMessages(language: Language): Promise<TrainingMessages> {
  const known = loading.get(language);
  if (known) return known;
  const catalogue = language === 'zh' ? import('./training.zh') : import('./training.en');
  const words = catalogue.then(({ training }) => training);
  loading.set(language, words);
  return words;
}
