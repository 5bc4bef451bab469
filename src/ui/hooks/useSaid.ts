import { useEffect, useState } from 'react';

const SHOWN_FOR = 3500;

/** A short message that goes away by itself. */
export function useSaid(): { readonly said: string; readonly say: (text: string) => void } {
  const [said, say] = useState('');
  useEffect(() => {
    if (said === '') return undefined;
    const timer = setTimeout(() => say(''), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  return { said, say };
}
