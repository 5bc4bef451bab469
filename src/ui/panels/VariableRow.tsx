import { type ReactNode, useId } from 'react';
import { Input, NumberField } from 'react-aria-components';
import { LogSlider, type SliderTick } from '../controls/LogSlider';
import type { SliderScale } from '../controls/sliderScale';
import styles from './variables.module.css';

interface Props {
  readonly label: string;
  readonly symbol: string;
  readonly value: number;
  /** What stands in the box: the value, or a number that was typed and cannot be. */
  readonly typed: number;
  readonly scale: SliderScale;
  readonly ticks: readonly SliderTick[];
  readonly valueText: string;
  /** A short remark under the slider, such as the width of one head. */
  readonly note: string | null;
  /** Why the typed number cannot be, with ways out. */
  readonly problem: ReactNode;
  readonly onChange: (value: number) => void;
  readonly onType: (value: number) => void;
  readonly onDrag: (isDragging: boolean) => void;
}

/** One object for all renders: for another one the field would make its number parser anew. */
const WHOLE = { maximumFractionDigits: 0 } as const;

/** One key variable: a slider for what works, a box for any number, and the reason when it cannot be. */
export function VariableRow(props: Props) {
  const { label, symbol, value, typed, scale, ticks, valueText, note, problem, onChange, onType, onDrag } =
    props;
  const problemId = useId();
  return (
    <div className={styles.row} data-invalid={problem !== null || undefined}>
      <div className={styles.head}>
        <span className={styles.label} aria-hidden>
          {label}
        </span>
        <span className={styles.symbol} aria-hidden>
          {symbol}
        </span>
        <NumberField
          aria-label={label}
          value={typed}
          isInvalid={problem !== null}
          {...(problem === null ? {} : { 'aria-describedby': problemId })}
          onChange={(next) => {
            if (Number.isFinite(next)) onType(next);
          }}
          formatOptions={WHOLE}
        >
          <Input className={styles.box ?? ''} />
        </NumberField>
      </div>
      <LogSlider
        label={label}
        scale={scale}
        value={value}
        valueText={valueText}
        ticks={ticks}
        onChange={onChange}
        onDrag={onDrag}
      />
      {note !== null && problem === null && <p className={styles.note}>{note}</p>}
      <div id={problemId} aria-live="polite" className={styles.problem}>
        {problem}
      </div>
    </div>
  );
}
