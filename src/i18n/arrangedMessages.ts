import type { ArrangedMessages } from './arranged.en';
import { lazyCatalogue } from './lazyCatalogue';

export type { ArrangedMessages } from './arranged.en';

/** The words of the arranged map. */
export const arrangedMessages = lazyCatalogue<ArrangedMessages>({
  en: () => import('./arranged.en').then(({ arranged }) => arranged),
  zh: () => import('./arranged.zh').then(({ arranged }) => arranged),
});
