import type { Messages } from '../../i18n';
import type { Family } from '../../model/config/types';
import styles from './help.module.css';

const FAMILIES: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];
const KEYS = [
  ['Tab', 'tab'],
  ['← ↑ → ↓', 'arrows'],
  ['Enter', 'enter'],
  ['Esc', 'escape'],
  ['Ctrl Z', 'undo'],
  ['?', 'help'],
] as const;

/** What this page is, what the variants are for, and which keys it knows. */
export function HelpContent({ messages }: { readonly messages: Messages }) {
  const { help, bar } = messages;
  return (
    <div className={styles.help}>
      <p className={styles.intro}>{help.intro}</p>
      <section>
        <h3>{help.variantsTitle}</h3>
        <dl className={styles.families}>
          {FAMILIES.map((family) => (
            <div key={family} data-family={family}>
              <dt>{bar.families[family]}</dt>
              <dd>{help.variants[family]}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3>{help.weightsTitle}</h3>
        <p>{help.weights}</p>
      </section>
      <div className={styles.columns}>
        <section>
          <h3>{help.keysTitle}</h3>
          <dl className={styles.keys}>
            {KEYS.map(([key, name]) => (
              <div key={name}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{help.keys[name]}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>{help.pointerTitle}</h3>
          <p>{help.pointer}</p>
        </section>
      </div>
    </div>
  );
}
