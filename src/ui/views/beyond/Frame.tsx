import type { ReactNode } from 'react';
import type { Stack } from '../../../model/config/types';
import { stackOfAxis } from '../../hoverLink';
import { selectSelection } from '../../../state/selectors';
import type { AppState, Failure } from '../../../state/types';
import { Segmented } from '../../controls/Segmented';
import { useActions, useApp } from '../../page';
import panel from '../../panels/figure.module.css';
import styles from './beyond.module.css';
import { useBeyondMessages } from './useStudy';

/** The stack that is looked at: that of the queries of the attention that is chosen. */
export function selectStack(state: AppState): Stack {
  return stackOfAxis(selectSelection(state).kind, 'query');
}

/** Which stack, where there are two. */
export function StackChoice() {
  const text = useBeyondMessages();
  const { chooseKind } = useActions();
  const stack = useApp(selectStack);
  const hasTwo = useApp((state) => state.config.family === 'encoder-decoder');
  if (!hasTwo) return null;
  return (
    <Segmented
      label={text.stack}
      size="small"
      value={stack}
      onChange={(chosen) => chooseKind(chosen === 'encoder' ? 'encoderSelf' : 'decoderSelf')}
      segments={(['encoder', 'decoder'] as const).map((value) => ({
        value,
        label: text.stacks[value],
        tone: value,
      }))}
    />
  );
}

/** The choices above a figure. */
export function Choices({ children }: { readonly children: ReactNode }) {
  return <div className={styles.choices}>{children}</div>;
}

/** A remark below a figure. */
export function Note({ children }: { readonly children: ReactNode }) {
  return <p className={panel.rows}>{children}</p>;
}

/** Until the first answer; or why there is none. */
export function Waiting({ failure }: { readonly failure: Failure | null }) {
  const text = useBeyondMessages();
  if (failure) {
    return (
      <p role="alert" className={panel.failure}>
        {failure.message}
      </p>
    );
  }
  return <p className={panel.waiting}>{text.waiting}</p>;
}
