import { Switch } from 'react-aria-components';
import { classes } from './classes';
import styles from './controls.module.css';

interface Props {
  readonly label: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
}

/** An option that is on or off. */
export function Toggle({ label, isSelected, onChange, isDisabled = false }: Props) {
  return (
    <Switch
      className={classes(styles.row, styles.switch)}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      <span className={styles.rowLabel}>{label}</span>
      <span className={styles.switchTrack} aria-hidden />
    </Switch>
  );
}
