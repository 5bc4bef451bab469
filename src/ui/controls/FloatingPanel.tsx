import { createContext, use } from 'react';
import { Popover, type PopoverProps } from 'react-aria-components';
import styles from './controls.module.css';

/** The landmark that menus and notes open in, so that nothing on the page is outside all landmarks. */
export const OVERLAYS_ID = 'overlays';

const InDialog = createContext(false);

/** Around what is in a dialog: while that is open the page is inert, and the landmark with it. */
export const InDialogProvider = InDialog.Provider;

/** What opens beside a control. */
export function FloatingPanel(props: Omit<PopoverProps, 'className'>) {
  const landmark = use(InDialog) ? null : document.getElementById(OVERLAYS_ID);
  return (
    <Popover
      {...props}
      className={styles.popover ?? ''}
      UNSTABLE_portalContainer={landmark ?? document.body}
    />
  );
}
