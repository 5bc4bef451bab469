import type { Key } from 'react-aria-components';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { classes } from './classes';
import styles from './controls.module.css';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** A tint for one of the three hues of the product. */
  readonly tone?: 'encoder' | 'decoder' | 'cross';
  readonly isDisabled?: boolean;
}

interface Props<Value extends string> {
  readonly label: string;
  readonly segments: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly size?: 'small' | 'medium' | 'large';
}

/** One choice of a few, all visible: a radio group drawn as a row of segments. */
export function Segmented<Value extends string>({
  label,
  segments,
  value,
  onChange,
  size = 'medium',
}: Props<Value>) {
  const choose = (keys: Set<Key>) => {
    const chosen = segments.find((segment) => keys.has(segment.value));
    if (chosen) onChange(chosen.value);
  };
  const hasChosen = segments.some((segment) => segment.value === value);
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={choose}
      className={classes(styles.segmented, styles[size])}
    >
      {segments.map((segment) => (
        <ToggleButton
          key={segment.value}
          id={segment.value}
          isDisabled={segment.isDisabled ?? false}
          // Tab enters at the chosen one; arrow keys lead to the others.
          excludeFromTabOrder={hasChosen && segment.value !== value}
          className={styles.segment ?? ''}
          data-tone={segment.tone}
        >
          {segment.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
