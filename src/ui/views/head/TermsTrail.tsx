import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Element } from '../../../model/vectorPlace';
import { Waiting } from '../beyond/Frame';
import { useStudy } from '../beyond/useStudy';
import styles from './head.module.css';
import { elementName, type Naming } from './naming';
import { TermsTable } from './TermsTable';

interface Props {
  readonly naming: Naming;
  /** The step of the chain that it belongs to. */
  readonly title: string;
  /** Where the way back begins. */
  readonly start: Element;
  /** Told when one begins to step back, so that what one points at no longer changes the start. */
  readonly onStep: () => void;
}

/** A number with its terms, and the way back from term to term, to the embedding. Give it a `key` of its start. */
export function TermsTrail({ naming, title, start, onStep }: Props) {
  const { terms: text } = naming.text;
  const [steps, setSteps] = useState<readonly Element[]>([]);
  const element = steps.at(-1) ?? start;
  const ask = useCallback(() => ({ of: element }), [element]);
  const { studied, failure } = useStudy('terms', ask);
  return (
    <section className={styles.trail} aria-label={text.title(title)}>
      {steps.length > 0 && (
        <ol className={styles.path} aria-label={text.path}>
          {[start, ...steps.slice(0, -1)].map((step, depth) => (
            // oxlint-disable-next-line react/no-array-index-key -- the same number may be passed twice.
            <li key={depth}>
              <Button className={styles.step ?? ''} onPress={() => setSteps(steps.slice(0, depth))}>
                {elementName(naming, step)}
              </Button>
            </li>
          ))}
        </ol>
      )}
      {studied ? (
        <TermsTable
          naming={naming}
          answer={studied.answer}
          onFollow={(next) => {
            onStep();
            setSteps([...steps, next]);
          }}
        />
      ) : (
        <Waiting failure={failure} />
      )}
    </section>
  );
}
