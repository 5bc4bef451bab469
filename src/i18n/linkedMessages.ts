import { lazyCatalogue } from './lazyCatalogue';
import type { LinkedMessages } from './linked.en';

export type { LinkedMessages } from './linked.en';

/** The words of the linked parts and of the cache. */
export const linkedMessages = lazyCatalogue<LinkedMessages>({
  en: () => import('./linked.en').then(({ linked }) => linked),
  zh: () => import('./linked.zh').then(({ linked }) => linked),
});
