import type { ReactNode } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import styles from './text.module.css';

interface Props {
  readonly label: string;
  readonly stack: 'encoder' | 'decoder';
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string | undefined;
  /** Tokens used and the most that fit. */
  readonly count: string | null;
  /** At the end of the line of the label. */
  readonly aside?: ReactNode;
}

/** A text that the model reads. */
export function TextBox({ label, stack, value, onChange, placeholder, count, aside }: Props) {
  return (
    <TextField className={styles.field ?? ''} value={value} onChange={onChange} data-stack={stack}>
      <div className={styles.fieldHead}>
        <Label className={styles.label ?? ''}>{label}</Label>
        {count !== null && <span className={styles.count}>{count}</span>}
        {aside}
      </div>
      <TextArea className={styles.area ?? ''} rows={2} spellCheck={false} placeholder={placeholder ?? ''} />
    </TextField>
  );
}
