import { Component, type ReactNode } from 'react';
import { type Language, messagesNow } from '../i18n';
import { en } from '../i18n/en';
import styles from './styles/ErrorBoundary.module.css';

interface Props {
  readonly language: () => Language;
  readonly children: ReactNode;
}

/** What is left when drawing fails: the address keeps configuration and text, so a reload restores the view. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const text = (messagesNow(this.props.language()) ?? en).errorBoundary;
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
}
