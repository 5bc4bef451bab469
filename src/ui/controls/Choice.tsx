import { Check, ChevronsUpDown } from 'lucide-react';
import { Button, Label, ListBox, ListBoxItem, Select, SelectValue } from 'react-aria-components';
import styles from './controls.module.css';
import { FloatingPanel } from './FloatingPanel';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface Props<Value extends string> {
  readonly label: string;
  /** Without a visible label the text is only the accessible name. */
  readonly hideLabel?: boolean;
  readonly options: readonly ChoiceOption<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly isDisabled?: boolean;
}

/** One choice of many, in a list that opens. */
export function Choice<Value extends string>(props: Props<Value>) {
  const { label, hideLabel = false, options, value, onChange, isDisabled = false } = props;
  return (
    <Select
      className={styles.row ?? ''}
      selectedKey={value}
      isDisabled={isDisabled}
      onSelectionChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen && chosen.value !== value) onChange(chosen.value);
      }}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {!hideLabel && <Label className={styles.rowLabel ?? ''}>{label}</Label>}
      <Button className={styles.select ?? ''}>
        <SelectValue className={styles.selectValue ?? ''} />
        <ChevronsUpDown size={13} aria-hidden />
      </Button>
      <FloatingPanel placement="bottom end">
        <ListBox
          className={styles.list ?? ''}
          items={options.map((option) => ({ ...option, id: option.value }))}
        >
          {(option) => (
            <ListBoxItem className={styles.item ?? ''} textValue={option.label}>
              {({ isSelected }) => (
                <>
                  <span>{option.label}</span>
                  {isSelected && <Check size={14} aria-hidden />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </FloatingPanel>
    </Select>
  );
}
