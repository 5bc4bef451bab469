import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classes } from './classes';
import styles from './controls.module.css';
import { InDialogProvider } from './FloatingPanel';

interface Props {
  readonly title: string;
  readonly closeLabel: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A dialog over the page; Escape and a click outside close it. */
export function ModalDialog({ title, closeLabel, isOpen, onOpenChange, isWide = false, children }: Props) {
  return (
    <ModalOverlay className={styles.overlay ?? ''} isDismissable isOpen={isOpen} onOpenChange={onOpenChange}>
      <Modal className={classes(styles.modal, isWide && styles.modalWide)}>
        <Dialog className={styles.dialog ?? ''}>
          <div className={styles.dialogHead}>
            <Heading slot="title" level={2} className={styles.dialogTitle ?? ''}>
              {title}
            </Heading>
            <Button slot="close" aria-label={closeLabel} className={styles.iconButton ?? ''}>
              <X size={18} aria-hidden />
            </Button>
          </div>
          <InDialogProvider value>{children}</InDialogProvider>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
