import { PopoverButton } from '../controls/PopoverButton';
import { formatMilliseconds } from '../format';
import { useApp, useMessages } from '../page';
import { lazyPart } from '../lazyPart';
import { Part } from '../Part';
import styles from './backend.module.css';

const BackendDetails = lazyPart(() =>
  import('./BackendDetails').then(({ BackendDetails: component }) => component),
);

/** The backend and the time of the last forward pass; opens the reasons and the choice. */
export function BackendChip() {
  const { backend: text } = useMessages();
  const report = useApp((state) => state.backend);
  const result = useApp((state) => state.run.result);
  const name = report ? text.names[report.backend] : '…';
  const time = result ? formatMilliseconds(result.milliseconds) : text.starting;
  return (
    <PopoverButton
      title={text.title}
      className={styles.chip}
      button={
        <>
          <span className={styles.chipName}>{name}</span> <span className={styles.chipTime}>{time}</span>
          <span className={styles.hidden}> {text.chipNote}</span>
        </>
      }
    >
      <Part fallback={<div className={styles.details} aria-busy />}>
        <BackendDetails />
      </Part>
    </PopoverButton>
  );
}
