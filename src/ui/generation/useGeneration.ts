import { use, useCallback } from 'react';
import { generationMessages, type GenerationMessages } from '../../i18n/generationMessages';
import { tokenizerOf } from '../../state/prepare';
import type { AppState } from '../../state/types';
import { useApp } from '../page';

/** The words of generation; the component waits for them. */
export function useGenerationMessages(): GenerationMessages {
  return use(generationMessages(useApp((state) => state.language)));
}

/** What an id that the decoder wrote looks like. */
export function useDisplay(): (id: number) => string {
  const tokenizer = useApp(writer);
  return useCallback(
    (id) => (tokenizer && id < tokenizer.vocabSize ? tokenizer.tokenAt(id).display : String(id)),
    [tokenizer],
  );
}

/** The ids that the decoder wrote as a text; by their names where that would be nothing. */
export function useWrittenText(): (ids: readonly number[]) => string {
  const tokenizer = useApp(writer);
  return useCallback(
    (ids) => (tokenizer ? tokenizer.decode(ids).trim() || tokenizer.decode(ids, { keepSpecials: true }) : ''),
    [tokenizer],
  );
}

/** Null: the model is on its way, and how it splits text is not known. */
const writer = (state: AppState) => (state.loading === null ? tokenizerOf(state) : null);

/** What the writing of a model is called. */
export function writingOf({ config, trained }: AppState): 'continue' | 'decode' | 'translate' {
  if (config.family === 'decoder-only') return 'continue';
  return trained?.card.task === 'translation' ? 'translate' : 'decode';
}
