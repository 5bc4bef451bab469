import type { Screen } from './hooks/useScreen';
import { NarrowLayout } from './NarrowLayout';
import { useMessages } from './page';
import { FigurePanel } from './panels/FigurePanel';
import { LazyArchitecture } from './panels/LazyArchitecture';
import { ModelPanel } from './panels/ModelPanel';
import { SideTabs } from './SideTabs';
import { TextPanel } from './panels/TextPanel';
import { classes } from './controls/classes';
import styles from './styles/App.module.css';

/** Where the panels stand: three columns, two, or one at a time. */
export function Layout({ screen }: { readonly screen: Screen }) {
  const { app } = useMessages();
  if (screen === 'narrow') return <NarrowLayout />;
  const middle = (
    <div className={styles.middle}>
      <TextPanel />
      <div className={styles.work}>
        <LazyArchitecture />
        <FigurePanel />
      </div>
    </div>
  );
  if (screen === 'medium') {
    return (
      <main className={classes(styles.main, styles.medium)}>
        <div className={classes(styles.side, styles.left)}>
          <SideTabs withModel />
        </div>
        {middle}
      </main>
    );
  }
  return (
    <main className={classes(styles.main, styles.wide)}>
      <section className={classes(styles.side, styles.left)} aria-label={app.model}>
        <ModelPanel />
      </section>
      {middle}
      <div className={classes(styles.side, styles.right)}>
        <SideTabs withModel={false} />
      </div>
    </main>
  );
}
