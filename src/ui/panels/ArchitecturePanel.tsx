import { useMessages } from '../page';
import { classes } from '../controls/classes';
import styles from './figure.module.css';

export function ArchitecturePanel() {
  const { app } = useMessages();
  return (
    <section className={classes(styles.panel, styles.diagram)} aria-label={app.architecture}>
      <h2 className={styles.title}>{app.architecture}</h2>
    </section>
  );
}
