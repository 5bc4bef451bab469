import { useEffect, useState } from 'react';
import { type Language, type Messages, loadMessages, messagesNow } from '../../i18n';
import { en } from '../../i18n/en';

/** The catalogue of a language; the one before it stays until the new one has come. */
export function useMessagesOf(language: Language): {
  readonly messages: Messages;
  readonly language: Language;
} {
  const [shown, setShown] = useState(() => {
    const messages = messagesNow(language);
    return messages ? { messages, language } : { messages: en, language: 'en' as Language };
  });
  useEffect(() => {
    let isWanted = true;
    loadMessages(language).then(
      (messages) => {
        if (isWanted) setShown({ messages, language });
      },
      // Off-line before the second language was ever loaded: the page stays readable in the first.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [language]);
  return shown;
}
