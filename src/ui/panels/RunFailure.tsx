import { X } from 'lucide-react';
import type { Failure } from '../../state/types';
import { IconButton } from '../controls/IconButton';
import { useActions, useApp, useMessages } from '../page';
import { nameOnItsWay } from '../trainedName';
import styles from './figure.module.css';

/** Why the last forward pass gave nothing; what is drawn then belongs to the one before. Or why a model was not opened. */
export function RunFailure() {
  const { trained, notices } = useMessages();
  const { forgetNotOpened } = useActions();
  const failure = useApp((state) => state.run.failure);
  const notOpened = useApp((state) => state.notOpened);
  return (
    <>
      {notOpened && (
        <div className={styles.failure} role="alert">
          <span className={styles.dismiss}>
            <IconButton icon={X} label={notices.dismiss} onPress={forgetNotOpened} />
          </span>
          <p>{trained.notOpened(nameOnItsWay(notOpened.name, trained))}</p>
          <Reason failure={notOpened} />
        </div>
      )}
      {failure && (
        <div className={styles.failure} role="alert">
          <Reason failure={failure} />
        </div>
      )}
    </>
  );
}

function Reason({ failure }: { readonly failure: Failure }) {
  const { errors } = useMessages();
  return (
    <>
      <p>{errors[failure.code]}</p>
      <p className={styles.failureDetail} lang="en">
        {failure.message}
      </p>
    </>
  );
}
