import { useApp, useMessages } from '../page';
import styles from './figure.module.css';

/** Why the last forward pass gave nothing; what is drawn then belongs to the one before. */
export function RunFailure() {
  const { errors } = useMessages();
  const failure = useApp((state) => state.run.failure);
  if (!failure) return null;
  return (
    <div className={styles.failure} role="alert">
      <p>{errors[failure.code]}</p>
      <p className={styles.failureDetail} lang="en">
        {failure.message}
      </p>
    </div>
  );
}
