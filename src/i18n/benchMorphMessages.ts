import type { BenchMorphMessages } from './benchMorph.en';
import { lazyCatalogue } from './lazyCatalogue';

export type { BenchMorphMessages } from './benchMorph.en';

/** The words of the morph. */
export const benchMorphMessages = lazyCatalogue<BenchMorphMessages>({
  en: () => import('./benchMorph.en').then(({ benchMorph }) => benchMorph),
  zh: () => import('./benchMorph.zh').then(({ benchMorph }) => benchMorph),
});
