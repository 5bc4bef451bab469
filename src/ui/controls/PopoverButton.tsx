import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Heading } from 'react-aria-components';
import styles from './controls.module.css';
import { FloatingPanel } from './FloatingPanel';

interface Props {
  /** Accessible name of the button, when its content alone does not say enough. */
  readonly label?: string;
  readonly title: string;
  readonly button: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A button that opens a small dialog beside itself. */
export function PopoverButton({ label, title, button, children, className }: Props) {
  return (
    <DialogTrigger>
      <Button
        className={className ?? styles.button ?? ''}
        {...(label === undefined ? {} : { 'aria-label': label })}
      >
        {button}
      </Button>
      <FloatingPanel placement="bottom end" offset={8}>
        <Dialog className={styles.popoverDialog ?? ''}>
          <Heading slot="title" level={2} className={styles.popoverTitle ?? ''}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </FloatingPanel>
    </DialogTrigger>
  );
}
