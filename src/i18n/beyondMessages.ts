import type { BeyondMessages } from './beyond.en';
import { lazyCatalogue } from './lazyCatalogue';

export type { BeyondMessages } from './beyond.en';

/** The words of what lies beyond attention. */
export const beyondMessages = lazyCatalogue<BeyondMessages>({
  en: () => import('./beyond.en').then(({ beyond }) => beyond),
  zh: () => import('./beyond.zh').then(({ beyond }) => beyond),
});
