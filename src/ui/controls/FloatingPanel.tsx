import { Popover, type PopoverProps } from 'react-aria-components';
import styles from './controls.module.css';

/** The landmark that menus and notes open in, so that nothing on the page is outside all landmarks. */
export const OVERLAYS_ID = 'overlays';

/** What opens beside a control. */
export function FloatingPanel(props: Omit<PopoverProps, 'className'>) {
  return (
    <Popover
      {...props}
      className={styles.popover ?? ''}
      UNSTABLE_portalContainer={document.getElementById(OVERLAYS_ID) ?? document.body}
    />
  );
}
