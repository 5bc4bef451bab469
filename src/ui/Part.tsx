import { type ReactNode, Suspense } from 'react';
import { RotateCcw } from 'lucide-react';
import { Button } from 'react-aria-components';
import { forgetFailures } from '../shared/loadedOnce';
import controls from './controls/controls.module.css';
import { ErrorBoundary, type Failure } from './ErrorBoundary';
import { useMessages } from './page';
import styles from './styles/ErrorBoundary.module.css';

interface Props {
  /** Until it is there. */
  readonly fallback?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the page that may come later or fail: then its place says so, and the rest of the page stays. */
export function Part({ fallback = null, children }: Props) {
  return (
    <ErrorBoundary renderFailure={(failure) => <FailedPart {...failure} />}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </ErrorBoundary>
  );
}

function FailedPart({ error, retry }: Failure) {
  const text = useMessages().errorBoundary;
  return (
    <div role="alert" className={styles.part}>
      <p>{text.part}</p>
      <Button
        className={controls.link ?? ''}
        onPress={() => {
          forgetFailures();
          retry();
        }}
      >
        <RotateCcw size={13} aria-hidden /> {text.retry}
      </Button>
      <details>
        <summary>{text.details}</summary>
        <code>{error.message}</code>
      </details>
    </div>
  );
}
