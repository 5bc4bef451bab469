import { lazyCatalogue } from './lazyCatalogue';
import type { BenchMessages } from './bench.en';

export type { BenchMessages } from './bench.en';

/** The words of the bench. */
export const benchMessages = lazyCatalogue<BenchMessages>({
  en: () => import('./bench.en').then(({ bench }) => bench),
  zh: () => import('./bench.zh').then(({ bench }) => bench),
});
