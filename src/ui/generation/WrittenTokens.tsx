import { useMemo } from 'react';
import { tokenizerOf } from '../../state/prepare';
import { formatPercent } from '../format';
import { useApp, useMessages } from '../page';
import styles from './results.module.css';

/** What the decoder wrote, each token with its probability under the full distribution. */
export function GeneratedTokens() {
  const { generate: text } = useMessages();
  const steps = useApp((state) => state.generation.steps);
  const config = useApp((state) => state.config);
  const merges = useApp((state) => state.merges);
  const tokenization = useApp((state) => state.tokenization);
  const tokens = useMemo(() => {
    if (steps.length === 0) return [];
    const tokenizer = tokenizerOf({ config, merges, tokenization });
    const known = steps.filter((step) => step.id < tokenizer.vocabSize);
    return known.map((step) => ({ ...step, display: tokenizer.tokenAt(step.id).display }));
  }, [steps, config, merges, tokenization]);
  if (tokens.length === 0) return null;
  return (
    <ul className={styles.output} aria-label={text.output}>
      {tokens.map((token) => (
        <li key={token.index} className={styles.outputToken} title={formatPercent(token.probability)}>
          {token.display}
        </li>
      ))}
    </ul>
  );
}
