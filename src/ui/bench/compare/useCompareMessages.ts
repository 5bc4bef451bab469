import { use } from 'react';
import { type BenchCompareMessages, benchCompareMessages } from '../../../i18n/benchCompareMessages';
import { useApp } from '../../page';

/** The words of the comparison; the component waits for them. */
export function useCompareMessages(): BenchCompareMessages {
  return use(benchCompareMessages(useApp((state) => state.language)));
}
