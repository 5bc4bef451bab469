import type { FrameSubject } from './subject';
import { lazyPart } from '../lazyPart';
import { Part } from '../Part';
import styles from './tools.module.css';

const FrameTools = lazyPart(() => import('./FrameTools').then(({ FrameTools: component }) => component));

const PaletteMenu = lazyPart(() => import('./PaletteMenu').then(({ PaletteMenu: component }) => component));

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
      <Part>
        <FrameTools {...props} />
      </Part>
    </span>
  );
}

/** The colours of attention, to choose; loaded after the figure. */
export function PaletteTool() {
  return (
    <span className={styles.tools}>
      <Part>
        <PaletteMenu />
      </Part>
    </span>
  );
}
