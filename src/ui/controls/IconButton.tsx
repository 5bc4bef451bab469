import type { LucideIcon } from 'lucide-react';
import { memo } from 'react';
import { Button, type ButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components';
import styles from './controls.module.css';

interface Props extends Omit<ButtonProps, 'children' | 'className'> {
  readonly icon: LucideIcon;
  /** The accessible name, shown as a tooltip. */
  readonly label: string;
}

/** A button that is only a picture; its name appears on hover and on focus. */
export const IconButton = memo(function IconButton({ icon: Icon, label, ...props }: Props) {
  return (
    <TooltipTrigger delay={400}>
      <Button {...props} aria-label={label} className={styles.iconButton ?? ''}>
        <Icon size={17} strokeWidth={1.75} aria-hidden />
      </Button>
      <Tooltip className={styles.tooltip ?? ''} offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
});
