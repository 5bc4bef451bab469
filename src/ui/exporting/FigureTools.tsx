import { Suspense, lazy } from 'react';
import type { FrameSubject } from './subject';
import styles from './tools.module.css';

const FrameTools = lazy(() =>
  import('./FrameTools').then(({ FrameTools: component }) => ({ default: component })),
);

const PaletteMenu = lazy(() =>
  import('./PaletteMenu').then(({ PaletteMenu: component }) => ({ default: component })),
);

interface Props {
  readonly subject: FrameSubject;
  /** The figure of the page: it is the one that is printed, and its tools say their names. */
  readonly isMain?: boolean;
}

/**
 * What can be done with the figures of the frame around it: their values as a table, pictures, files, a link; and the
 * colours of attention. Loaded after the figure.
 */
export function FigureTools(props: Props) {
  return (
    <span className={props.isMain ? styles.mainTools : styles.tools}>
      <Suspense>
        <FrameTools {...props} />
      </Suspense>
    </span>
  );
}

/** The colours of attention, to choose; loaded after the figure. */
export function PaletteTool() {
  return (
    <span className={styles.tools}>
      <Suspense>
        <PaletteMenu />
      </Suspense>
    </span>
  );
}
