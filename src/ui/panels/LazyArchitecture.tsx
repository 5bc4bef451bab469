import { Suspense, lazy } from 'react';
import { classes } from '../controls/classes';
import styles from './figure.module.css';

const ArchitecturePanel = lazy(() =>
  import('./ArchitecturePanel').then(({ ArchitecturePanel: component }) => ({ default: component })),
);

/** The diagram, with the code that draws it, comes after the first attention map is on its way. */
export function LazyArchitecture() {
  return (
    <Suspense fallback={<div className={classes(styles.panel, styles.diagram)} />}>
      <ArchitecturePanel />
    </Suspense>
  );
}
