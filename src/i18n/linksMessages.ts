import { lazyCatalogue } from './lazyCatalogue';
import type { LinksMessages } from './links.en';

export type { LinksMessages } from './links.en';

/** The words of the lines between tokens. */
export const linksMessages = lazyCatalogue<LinksMessages>({
  en: () => import('./links.en').then(({ links }) => links),
  zh: () => import('./links.zh').then(({ links }) => links),
});
