import { lazyCatalogue } from './lazyCatalogue';
import type { ReadingsMessages } from './readings.en';

export type { ReadingsMessages } from './readings.en';

/** The words of the four readings of one attention. */
export const readingsMessages = lazyCatalogue<ReadingsMessages>({
  en: () => import('./readings.en').then(({ readings }) => readings),
  zh: () => import('./readings.zh').then(({ readings }) => readings),
});
