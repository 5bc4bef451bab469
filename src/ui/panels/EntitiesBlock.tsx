import { labelledTokens } from '../../state/answers';
import { formatPercent } from '../format';
import { useApp, useMessages } from '../page';
import styles from './answers.module.css';
import results from './results.module.css';

/** The text with the label of every token and its probability; colour is not the only sign. */
export function EntitiesBlock() {
  const { trained: text } = useMessages();
  const tokens = useApp(labelledTokens);
  if (!tokens) return null;
  return (
    <div className={results.block}>
      <div className={results.head}>
        <h2>{text.entities}</h2>
      </div>
      <ul className={styles.labelled} aria-label={text.entities}>
        {tokens.map(({ position, display, label, probability }) => {
          const [place, kind = ''] = label.split('-');
          const name = nameOf(text.labelKinds, kind) ?? text.outside;
          return (
            <li
              key={position}
              data-kind={kind || undefined}
              data-inside={place === 'I' || undefined}
              title={text.labelAt(display, name, formatPercent(probability))}
            >
              <span className={styles.word}>{display}</span>
              {kind !== '' && (
                <span className={styles.label}>
                  {place === 'B' && `${name} `}
                  <small>{formatPercent(probability)}</small>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {tokens.every(({ label }) => label === 'O') && <p className={results.note}>{text.noEntity}</p>}
    </div>
  );
}

function nameOf(names: Readonly<Record<string, string>>, kind: string): string | null {
  return Object.hasOwn(names, kind) ? (names[kind] ?? null) : null;
}
