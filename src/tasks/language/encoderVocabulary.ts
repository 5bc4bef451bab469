import { FIXED_WORDS } from './continuations';
import { LISTED_WORDS } from './factWords';
import { QUESTION_WORDS } from './questionForms';

/**
 * All words of the tasks for encoders. They share one vocabulary, so that a pretrained encoder reads the
 * texts of every task on which it is tuned.
 */
export const encoderVocabulary: readonly string[] = [
  ...new Set([...LISTED_WORDS, ...FIXED_WORDS, ...QUESTION_WORDS]),
].sort();
