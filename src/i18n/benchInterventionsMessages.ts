import type { BenchInterventionsMessages } from './benchInterventions.en';
import { lazyCatalogue } from './lazyCatalogue';

export type { BenchInterventionsMessages } from './benchInterventions.en';

/** The words of the interventions of the bench. */
export const benchInterventionsMessages = lazyCatalogue<BenchInterventionsMessages>({
  en: () => import('./benchInterventions.en').then(({ benchInterventions }) => benchInterventions),
  zh: () => import('./benchInterventions.zh').then(({ benchInterventions }) => benchInterventions),
});
