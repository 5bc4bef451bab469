import type { HelpMessages } from './help.en';
import { lazyCatalogue } from './lazyCatalogue';

export type { HelpMessages } from './help.en';

/** The words of the help, which come when it is opened. */
export const helpMessages = lazyCatalogue<HelpMessages>({
  en: () => import('./help.en').then(({ help }) => help),
  zh: () => import('./help.zh').then(({ help }) => help),
});
