import { lazyCatalogue } from './lazyCatalogue';
import type { OverviewMessages } from './overview.en';

export type { OverviewMessages } from './overview.en';

/** The words of the overview of all heads. */
export const overviewMessages = lazyCatalogue<OverviewMessages>({
  en: () => import('./overview.en').then(({ overview }) => overview),
  zh: () => import('./overview.zh').then(({ overview }) => overview),
});
