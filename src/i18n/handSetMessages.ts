import type { HandSetMessages } from './handSet.en';
import { lazyCatalogue } from './lazyCatalogue';

export type { HandSetMessages } from './handSet.en';

/** The words of heads that are set by hand. */
export const handSetMessages = lazyCatalogue<HandSetMessages>({
  en: () => import('./handSet.en').then(({ handSet }) => handSet),
  zh: () => import('./handSet.zh').then(({ handSet }) => handSet),
});
