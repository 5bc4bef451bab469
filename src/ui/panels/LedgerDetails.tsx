import type { Messages } from '../../i18n';
import type { ModelConfig } from '../../model/config/types';
import { formatInteger } from '../format';
import { ledgerRows } from './ledgerRows';
import styles from './ledger.module.css';

interface Props {
  readonly config: ModelConfig;
  readonly messages: Messages;
}

/** Every matrix and vector of the model with the formula of its size. */
export function LedgerDetails({ config, messages }: Props) {
  const { ledger } = messages;
  return (
    <table className={styles.details}>
      <thead>
        <tr>
          <th scope="col">{ledger.part}</th>
          <th scope="col">{ledger.formula}</th>
          <th scope="col">{ledger.count}</th>
        </tr>
      </thead>
      <tbody>
        {ledgerRows(config).map((row) => (
          <tr key={`${row.name} ${row.formula}`}>
            <th scope="row">
              <code>{row.name}</code>
            </th>
            <td>
              {row.formula}{' '}
              {row.copies > 1 && <span className={styles.copies}>{ledger.copies(row.copies)}</span>}
            </td>
            <td>{formatInteger(row.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
