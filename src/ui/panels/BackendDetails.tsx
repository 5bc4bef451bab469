import { use } from 'react';
import type { BackendChoice } from '../../engine/engine';
import { backendMessages } from '../../i18n/backendMessages';
import type { BackendReason } from '../../shared/backendReason';
import { Choice } from '../controls/Choice';
import { formatMilliseconds } from '../format';
import { useActions, useApp, useMessages } from '../page';
import styles from './backend.module.css';

const CHOICES: readonly BackendChoice[] = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'];

/** Which backend computes, why, what became of the others, and the choice of another. */
export function BackendDetails() {
  const text = use(backendMessages(useApp((state) => state.language)));
  const { names } = useMessages().backend;
  const { chooseBackend } = useActions();
  const report = useApp((state) => state.backend);
  const choice = useApp((state) => state.backendChoice);
  const result = useApp((state) => state.run.result);
  const times = result
    ? [
        { label: text.lastPass, milliseconds: result.milliseconds },
        { label: text.weights, milliseconds: result.weightsMilliseconds },
      ]
    : [];
  return (
    <div className={styles.details}>
      {report && <p className={styles.why}>{text.chosenBy[report.chosenBy]}</p>}
      {report && (
        <ul className={styles.candidates}>
          {report.candidates.map(({ backend, milliseconds, reason }) => (
            <li key={backend} data-chosen={backend === report.backend || undefined}>
              <span className={styles.name}>{names[backend]}</span>
              <span className={styles.result}>
                {milliseconds === null
                  ? reason === null
                    ? text.notTried
                    : text.failed
                  : text.probe(formatMilliseconds(milliseconds))}
              </span>
              {reason !== null && <Why reason={reason} says={text.reason(reason)} />}
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
        onChange={(next) => void chooseBackend(next)}
        options={CHOICES.map((value) => ({ value, label: value === 'auto' ? text.auto : names[value] }))}
      />
    </div>
  );
}

/** A reason, and what the browser says of it, which it says in English. */
function Why({ reason, says }: { readonly reason: BackendReason; readonly says: string }) {
  const detail = 'detail' in reason ? reason.detail : '';
  return (
    <span className={styles.reason}>
      {says} {detail !== '' && <span lang="en">{detail}</span>}
    </span>
  );
}
