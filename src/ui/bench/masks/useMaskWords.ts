import { use } from 'react';
import { type BenchMasksMessages, benchMasksMessages } from '../../../i18n/benchMasksMessages';
import { useApp } from '../../page';

/** The words of this tool; the component waits for them. */
export function useMaskWords(): BenchMasksMessages {
  return use(benchMasksMessages(useApp((state) => state.language)));
}
