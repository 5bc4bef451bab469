import { classes } from '../controls/classes';
import { lazyPart } from '../lazyPart';
import { Part } from '../Part';
import styles from './figure.module.css';

const ArchitecturePanel = lazyPart(() =>
  import('./ArchitecturePanel').then(({ ArchitecturePanel: component }) => component),
);

/** The diagram, with the code that draws it, comes after the first attention map is on its way. */
export function LazyArchitecture() {
  return (
    <Part fallback={<div className={classes(styles.panel, styles.diagram)} />}>
      <ArchitecturePanel />
    </Part>
  );
}
