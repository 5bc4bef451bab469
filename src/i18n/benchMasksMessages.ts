import { lazyCatalogue } from './lazyCatalogue';
import type { BenchMasksMessages } from './benchMasks.en';

export type { BenchMasksMessages } from './benchMasks.en';

/** The words of the masks and of the leak test. */
export const benchMasksMessages = lazyCatalogue<BenchMasksMessages>({
  en: () => import('./benchMasks.en').then(({ benchMasks }) => benchMasks),
  zh: () => import('./benchMasks.zh').then(({ benchMasks }) => benchMasks),
});
