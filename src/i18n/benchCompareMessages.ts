import type { BenchCompareMessages } from './benchCompare.en';
import { lazyCatalogue } from './lazyCatalogue';

export type { BenchCompareMessages } from './benchCompare.en';

/** The words of the comparison side by side. */
export const benchCompareMessages = lazyCatalogue<BenchCompareMessages>({
  en: () => import('./benchCompare.en').then(({ benchCompare }) => benchCompare),
  zh: () => import('./benchCompare.zh').then(({ benchCompare }) => benchCompare),
});
