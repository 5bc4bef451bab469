import type { ExportMessages } from './export.en';
import { lazyCatalogue } from './lazyCatalogue';

export type { ExportMessages } from './export.en';

/** The words of saving figures. */
export const exportMessages = lazyCatalogue<ExportMessages>({
  en: () => import('./export.en').then(({ exporting }) => exporting),
  zh: () => import('./export.zh').then(({ exporting }) => exporting),
});
