import { lazyCatalogue } from './lazyCatalogue';
import type { TrainingMessages } from './training.en';

export type { RaceResult, TrainingMessages } from './training.en';

/** The words of training. */
export const trainingMessages = lazyCatalogue<TrainingMessages>({
  en: () => import('./training.en').then(({ training }) => training),
  zh: () => import('./training.zh').then(({ training }) => training),
});
