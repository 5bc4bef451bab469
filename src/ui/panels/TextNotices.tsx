import type { Stack } from '../../model/config/types';
import { selectPrepared } from '../../state/selectors';
import { useApp, useMessages } from '../page';
import styles from './text.module.css';

const MOST_CUT_SHOWN = 400;

/** What a stack does not read of its text as it was typed: words that it does not know, and what did not fit. */
export function TextNotices({ stack }: { readonly stack: Stack }) {
  const { tokens: text, trained } = useMessages();
  const shown = useApp((state) => selectPrepared(state)[stack]);
  const contextLength = useApp((state) => state.config.contextLength);
  if (!shown) return null;
  const nUnknown = shown.tokens.filter(({ unknown }) => unknown).length;
  const { cut } = shown;
  return (
    <>
      {nUnknown > 0 && <output className={styles.cut}>{trained.unknown(nUnknown)}</output>}
      {cut && (
        <p className={styles.cut}>
          {text.cut(cut.nTokens, contextLength)}{' '}
          <del className={styles.cutText}>{cut.text.slice(0, MOST_CUT_SHOWN)}</del>
          {cut.text.length > MOST_CUT_SHOWN && ' …'}
        </p>
      )}
    </>
  );
}
