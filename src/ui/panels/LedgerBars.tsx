import type { Messages } from '../../i18n';
import type { ModelConfig } from '../../model/config/types';
import { type ParameterGroup, countByGroup } from '../../model/parameters';
import { formatCompact, formatInteger, formatPercent } from '../format';
import styles from './ledger.module.css';

const GROUPS: readonly ParameterGroup[] = [
  'embeddings',
  'attention',
  'crossAttention',
  'feedForward',
  'norms',
  'head',
];

interface Props {
  readonly config: ModelConfig;
  readonly messages: Messages;
}

/** Where the parameters are: one bar a group, all on the same scale. */
export function LedgerBars({ config, messages }: Props) {
  const counts = countByGroup(config);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <dl className={styles.bars}>
      {GROUPS.filter((group) => counts[group] > 0).map((group) => (
        <div key={group} className={styles.bar} data-group={group}>
          <dt>{messages.ledger.groups[group]}</dt>
          <dd title={formatInteger(counts[group])}>
            <span className={styles.count}>{formatCompact(counts[group])}</span>
            <span className={styles.share}>{formatPercent(counts[group] / total)}</span>
          </dd>
          <span className={styles.gauge} aria-hidden>
            <span style={{ width: `${(counts[group] / total) * 100}%` }} />
          </span>
        </div>
      ))}
    </dl>
  );
}
