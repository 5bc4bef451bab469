import { use, useId } from 'react';
import { handSetMessages } from '../../../i18n/handSetMessages';
import { MOST_SHARPNESS } from '../../../model/handSet/ids';
import { useActions, useApp } from '../../page';
import styles from './handSet.module.css';
import type { Opened } from './useOpened';

/** β: other weights are written at once, under a name of their own, which the link has too. */
export function SharpnessSlider({ opened }: { readonly opened: Opened }) {
  const text = use(handSetMessages(useApp((state) => state.language)));
  const { openHandSet } = useActions();
  const id = useId();
  const { sharpness } = opened.choice;
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>{text.sharpness}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={MOST_SHARPNESS}
        value={sharpness}
        onChange={(event) =>
          void openHandSet({ ...opened.choice, sharpness: event.currentTarget.valueAsNumber })
        }
      />
      <output htmlFor={id}>β = {sharpness}</output>
    </div>
  );
}
