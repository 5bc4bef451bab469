import type { InsideMessages } from './inside.en';
import { lazyCatalogue } from './lazyCatalogue';

export type { InsideMessages } from './inside.en';

/** The words of the view inside one head. */
export const insideMessages = lazyCatalogue<InsideMessages>({
  en: () => import('./inside.en').then(({ inside }) => inside),
  zh: () => import('./inside.zh').then(({ inside }) => inside),
});
