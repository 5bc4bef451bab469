import type { HelpMessages } from '../../i18n/helpMessages';
import type { Family } from '../../model/config/types';
import styles from './help.module.css';

const FAMILIES: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];
const PARTS = ['look', 'write', 'train', 'bench'] as const;
const KEYS = [
  ['Tab', 'tab'],
  ['← ↑ → ↓', 'arrows'],
  ['Enter', 'enter'],
  ['Esc', 'escape'],
  ['Ctrl Z', 'undo'],
  ['[ ]', 'steps'],
  ['?', 'help'],
] as const;

interface Props {
  readonly text: HelpMessages;
  readonly families: Readonly<Record<Family, string>>;
}

/** What this page is, what the variants are for, what one can do, and which keys it knows. */
export function HelpContent({ text, families }: Props) {
  return (
    <div className={styles.help}>
      <p className={styles.intro}>{text.intro}</p>
      <section>
        <h3>{text.variantsTitle}</h3>
        <dl className={styles.families}>
          {FAMILIES.map((family) => (
            <div key={family} data-family={family}>
              <dt>{families[family]}</dt>
              <dd>{text.variants[family]}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3>{text.partsTitle}</h3>
        <dl className={styles.parts}>
          {PARTS.map((part) => (
            <div key={part}>
              <dt>{text.parts[part].name}</dt>
              <dd>{text.parts[part].about}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3>{text.weightsTitle}</h3>
        <p>{text.weights}</p>
      </section>
      <div className={styles.columns}>
        <section>
          <h3>{text.keysTitle}</h3>
          <dl className={styles.keys}>
            {KEYS.map(([key, name]) => (
              <div key={name}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{text.keys[name]}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>{text.pointerTitle}</h3>
          <p>{text.pointer}</p>
        </section>
      </div>
    </div>
  );
}
