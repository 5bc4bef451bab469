import { type Leak, isPaintedCell } from '../../../state/bench/leakFindings';
import type { RunSubject } from '../../../state/types';
import { formatDifference } from './maskLabels';
import styles from './masks.module.css';
import { tokenName } from './names';
import { useMaskWords } from './useMaskWords';

const LISTED = 12;

interface Props {
  readonly leaks: readonly Leak[];
  readonly chosen: Leak;
  readonly onChoose: (leak: Leak) => void;
  readonly of: RunSubject;
}

/** The positions that leak, and by which reads the change came to the chosen one. */
export function LeakList({ leaks, chosen, onChoose, of }: Props) {
  const text = useMaskWords();
  const { prepared, config } = of;
  return (
    <div className={styles.leaks} data-leaks>
      <p className={styles.leakTitle}>
        <span aria-hidden>◥ </span>
        {text.leaks(leaks.length)}
      </p>
      <fieldset className={styles.tokens} aria-label={text.leaksLabel}>
        {leaks.slice(0, LISTED).map((leak) => (
          <button
            key={`${leak.stack}${leak.position}`}
            type="button"
            className={styles.token}
            aria-pressed={leak === chosen}
            onClick={() => onChoose(leak)}
          >
            {text.leakItem(
              tokenName(prepared, leak.stack, leak.position),
              formatDifference(leak.difference),
              leak.at === 'end' ? text.atEnd[leak.stack] : null,
            )}
          </button>
        ))}
        {leaks.length > LISTED && (
          <span className={styles.quiet}>{text.moreLeaks(leaks.length - LISTED)}</span>
        )}
      </fieldset>
      <p className={styles.quiet}>{text.path}</p>
      <ol className={styles.path}>
        {chosen.path.map((step) => {
          const { stack, layer, attention, query, key } = step;
          const keyStack = attention === 'crossAttention' ? 'encoder' : stack;
          const names = [tokenName(prepared, stack, query), tokenName(prepared, keyStack, key)] as const;
          return (
            <li key={`${stack}${layer}${attention}`}>
              {text.step[attention](layer + 1, ...names)}
              {isPaintedCell(config, step) && <strong> {text.byPainting}</strong>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
