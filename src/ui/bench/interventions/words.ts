import { use } from 'react';
import {
  type BenchInterventionsMessages,
  benchInterventionsMessages,
} from '../../../i18n/benchInterventionsMessages';
import { useApp } from '../../page';

/** The words of the interventions; the component waits for them. */
export function useWords(): BenchInterventionsMessages {
  return use(benchInterventionsMessages(useApp((state) => state.language)));
}
