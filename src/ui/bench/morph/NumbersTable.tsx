import { Triangle } from 'lucide-react';
import type { BenchMorphMessages } from '../../../i18n/benchMorphMessages';
import bench from '../bench.module.css';
import styles from './morph.module.css';
import type { NumberRow } from './rows';

interface Props {
  readonly rows: readonly NumberRow[];
  /** The name of the step that is compared with; null: none is. */
  readonly before: string | null;
  readonly text: BenchMorphMessages;
}

/** The numbers of the step, beside those before it; what changed has a mark, bold type and a word. */
export function NumbersTable({ rows, before, text }: Props) {
  return (
    <div className={styles.tableBox}>
      <table className={styles.numbers}>
        <caption>
          {text.numbers}
          {before !== null && <span className={styles.beforeIs}> · {text.beforeIs(before)}</span>}
        </caption>
        <thead>
          <tr>
            <th scope="col">{text.columns.what}</th>
            {before !== null && <th scope="col">{text.columns.before}</th>}
            <th scope="col">{text.columns.after}</th>
            {before !== null && <th scope="col">{text.columns.change}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-row={row.id} data-changed={row.isChanged || undefined}>
              <th scope="row">
                {row.isChanged && (
                  <>
                    <Triangle size={9} aria-hidden />
                    <span className={bench.hidden}>{text.changed}: </span>
                  </>
                )}
                {text.rows[row.id]}
              </th>
              {before !== null && <td data-label={text.columns.before}>{row.before}</td>}
              <td data-label={text.columns.after}>{row.after}</td>
              {before !== null && <td data-label={text.columns.change}>{row.change}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
