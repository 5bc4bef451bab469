import { useEffect, useState } from 'react';

/** In milliseconds, and for each character of what takes longer to read. */
const SHOWN_FOR = 3500;
const PER_CHARACTER = 55;

/** A short message that goes away by itself. */
export function useSaid(): { readonly said: string; readonly say: (text: string) => void } {
  const [said, say] = useState('');
  useEffect(() => {
    if (said === '') return undefined;
    const timer = setTimeout(() => say(''), Math.max(SHOWN_FOR, said.length * PER_CHARACTER));
    return () => clearTimeout(timer);
  }, [said]);
  return { said, say };
}
