import { Component, type ReactNode } from 'react';
import { type Language, messagesNow } from '../i18n';
import { en } from '../i18n/en';
import styles from './styles/ErrorBoundary.module.css';

export interface Failure {
  readonly error: Error;
  /** Draws the children again. */
  readonly retry: () => void;
}

interface Props {
  readonly renderFailure: (failure: Failure) => ReactNode;
  readonly children: ReactNode;
}

/** Shows something else in place of its children when these fail to draw. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return this.props.renderFailure({ error, retry: () => this.setState({ error: null }) });
  }
}

/** What is left of the page when all of it fails: the address keeps configuration and text, so a reload restores them. */
export function FailedPage({ error, language }: { readonly error: Error; readonly language: Language }) {
  const text = (messagesNow(language) ?? en).errorBoundary;
  return (
    <main className={styles.page}>
      <h1>{text.title}</h1>
      <p>{text.body}</p>
      <button type="button" className={styles.button} onClick={() => window.location.reload()}>
        {text.reload}
      </button>
      <details>
        <summary>{text.details}</summary>
        <code>{error.message}</code>
      </details>
    </main>
  );
}
