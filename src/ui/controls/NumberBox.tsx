import { Input, Label, NumberField } from 'react-aria-components';
import styles from './controls.module.css';

interface Props {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** The same object for all renders: for another one the field makes its parser anew. */
  readonly format?: Intl.NumberFormatOptions;
  readonly onChange: (value: number) => void;
  readonly isDisabled?: boolean;
}

/** A number within limits; what is typed beyond them is brought back when the box is left. */
export function NumberBox({
  label,
  hideLabel = false,
  value,
  min,
  max,
  step,
  format,
  onChange,
  isDisabled = false,
}: Props) {
  return (
    <NumberField
      className={styles.row ?? ''}
      value={value}
      minValue={min}
      maxValue={max}
      {...(step === undefined ? {} : { step })}
      {...(format === undefined ? {} : { formatOptions: format })}
      isDisabled={isDisabled}
      onChange={(next) => {
        if (Number.isFinite(next)) onChange(next);
      }}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {!hideLabel && <Label className={styles.rowLabel ?? ''}>{label}</Label>}
      <Input className={styles.numberInput ?? ''} />
    </NumberField>
  );
}
