import { useMessages } from './page';
import styles from './styles/App.module.css';

/** The address belongs to the state, so the link moves the focus itself. */
export function SkipLink() {
  const { app } = useMessages();
  return (
    <a
      className={styles.skip}
      href="#figure"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById('figure')?.focus();
      }}
    >
      {app.skip}
    </a>
  );
}
