import type { GenerationMessages } from './generation.en';
import { lazyCatalogue } from './lazyCatalogue';

export type { GenerationMessages } from './generation.en';

/** The words of generation. */
export const generationMessages = lazyCatalogue<GenerationMessages>({
  en: () => import('./generation.en').then(({ generation }) => generation),
  zh: () => import('./generation.zh').then(({ generation }) => generation),
});
