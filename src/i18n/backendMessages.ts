import type { BackendMessages } from './backend.en';
import { lazyCatalogue } from './lazyCatalogue';

export type { BackendMessages } from './backend.en';

/** The words of where it is computed. */
export const backendMessages = lazyCatalogue<BackendMessages>({
  en: () => import('./backend.en').then(({ backend }) => backend),
  zh: () => import('./backend.zh').then(({ backend }) => backend),
});
