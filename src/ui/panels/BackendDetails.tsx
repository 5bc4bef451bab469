import type { BackendChoice, BackendReport } from '../../engine/engine';
import type { Messages } from '../../i18n';
import { Choice } from '../controls/Choice';
import { formatMilliseconds } from '../format';
import styles from './backend.module.css';

const CHOICES: readonly BackendChoice[] = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'];

interface Props {
  readonly messages: Messages;
  readonly report: BackendReport | null;
  readonly choice: BackendChoice;
  readonly onChoose: (choice: BackendChoice) => void;
  readonly times: readonly { readonly label: string; readonly milliseconds: number }[];
}

/** Which backend computes, why, what became of the others, and the choice of another. */
export function BackendDetails({ messages, report, choice, onChoose, times }: Props) {
  const { backend: text } = messages;
  return (
    <div className={styles.details}>
      {report && <p className={styles.why}>{text.chosenBy[report.chosenBy]}</p>}
      {report && (
        <ul className={styles.candidates}>
          {report.candidates.map((candidate) => (
            <li key={candidate.backend} data-chosen={candidate.backend === report.backend || undefined}>
              <span className={styles.name}>{text.names[candidate.backend]}</span>
              <span className={styles.result}>
                {candidate.milliseconds === null
                  ? candidate.reason === null
                    ? text.notTried
                    : text.failed
                  : text.probe(formatMilliseconds(candidate.milliseconds))}
              </span>
              {candidate.reason !== null && (
                <span className={styles.reason} lang="en">
                  {candidate.reason}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {report?.halfPrecision && <p className={styles.warning}>{text.halfPrecision}</p>}
      <dl className={styles.times}>
        {times.map(({ label, milliseconds }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatMilliseconds(milliseconds)}</dd>
          </div>
        ))}
      </dl>
      <Choice
        label={text.choice}
        value={choice}
        onChange={onChoose}
        options={CHOICES.map((value) => ({ value, label: value === 'auto' ? text.auto : text.names[value] }))}
      />
    </div>
  );
}
