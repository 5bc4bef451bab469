import { useEffect, useState } from 'react';
import { formatMilliseconds } from '../format';
import { useApp, useMessages } from '../page';
import styles from '../styles/notices.module.css';

/** A screen reader hears of a run when it is over and the user has paused; every keystroke starts one. */
const QUIET = 1200;

interface Props {
  /** What a button did, such as copying the link. */
  readonly said: string;
}

/** What is said but not seen: the end of a run. What a button did is also seen for a moment. */
export function Status({ said }: Props) {
  const { notices: text } = useMessages();
  const result = useApp((state) => state.run.result);
  const [announced, setAnnounced] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      if (result) setAnnounced(text.runDone(formatMilliseconds(result.milliseconds)));
    }, QUIET);
    return () => clearTimeout(timer);
  }, [result, text]);
  return (
    <>
      <output className={styles.hidden}>{announced}</output>
      <output className={said === '' ? styles.hidden : styles.toast}>{said}</output>
    </>
  );
}
